"""The forms of this feature. Shape only: what an answer means is for the rules."""

from network.incidents.forms.asking import AskForm, RoomForm, TieForm, TurnDownForm
from network.incidents.forms.complaints import AnotherReaderForm, ComplaintAnswerForm, ComplaintForm
from network.incidents.forms.focus_groups import FocusGroupForm
from network.incidents.forms.groups import (
    AskGroupAgainForm,
    AskGroupForm,
    GroupHeldForm,
    GroupSessionForm,
)
from network.incidents.forms.module import (
    SETUP_FORMS,
    Offered,
    SetupForm,
)
from network.incidents.forms.offers import (
    ManagersOfferForm,
    OfferAnswerForm,
    OfferForm,
)
from network.incidents.forms.own import (
    CommentForm,
    CorrectionForm,
    GoAheadForm,
    PauseForm,
    WishesForm,
)
from network.incidents.forms.own_request import OwnRequestForm
from network.incidents.forms.questions import QuestionsForm
from network.incidents.forms.sessions import (
    AnswerForm,
    ContactForm,
    DateForm,
    DayForm,
    EndForm,
    MoveForm,
    OneMoreForm,
    OutcomeForm,
    ReleaseForm,
    ReviewForm,
    SessionForm,
    SummaryForm,
    WhyForm,
)
from network.incidents.forms.steps import (
    AllocateForm,
    ConfirmForm,
    LateForm,
    PassOnForm,
    ReasonForm,
)
from network.incidents.forms.succession import NewManagerForm
from network.incidents.forms.switching import SwitchOffForm, SwitchOnForm
from network.incidents.forms.writing import (
    AmendForm,
    ManagerForm,
    SendForm,
    StaffMemberForm,
    TalkDayForm,
    TalkForm,
    TeamForm,
    WhatHappenedForm,
    WhenForm,
)

__all__ = [
    "SETUP_FORMS",
    "AllocateForm",
    "AmendForm",
    "AnotherReaderForm",
    "AnswerForm",
    "AskForm",
    "AskGroupAgainForm",
    "AskGroupForm",
    "CommentForm",
    "ComplaintAnswerForm",
    "ComplaintForm",
    "ConfirmForm",
    "ContactForm",
    "CorrectionForm",
    "DateForm",
    "DayForm",
    "EndForm",
    "FocusGroupForm",
    "GoAheadForm",
    "GroupHeldForm",
    "GroupSessionForm",
    "LateForm",
    "ManagerForm",
    "ManagersOfferForm",
    "MoveForm",
    "NewManagerForm",
    "OfferAnswerForm",
    "OfferForm",
    "Offered",
    "OneMoreForm",
    "OutcomeForm",
    "OwnRequestForm",
    "PassOnForm",
    "PauseForm",
    "QuestionsForm",
    "ReasonForm",
    "ReleaseForm",
    "ReviewForm",
    "RoomForm",
    "SendForm",
    "SessionForm",
    "SetupForm",
    "StaffMemberForm",
    "SummaryForm",
    "SwitchOffForm",
    "SwitchOnForm",
    "TalkDayForm",
    "TalkForm",
    "TeamForm",
    "TieForm",
    "TurnDownForm",
    "WhatHappenedForm",
    "WhenForm",
    "WhyForm",
    "WishesForm",
]
