"""The forms of this feature. Shape only: what an answer means is for the rules."""

from network.incidents.forms.module import (
    ModuleForm,
    SwitchOffForm,
)
from network.incidents.forms.own import (
    CommentForm,
    CorrectionForm,
    WishesForm,
)
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
    ReasonForm,
)
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
    "AllocateForm",
    "AmendForm",
    "AnswerForm",
    "CommentForm",
    "ConfirmForm",
    "ContactForm",
    "CorrectionForm",
    "DateForm",
    "DayForm",
    "EndForm",
    "ManagerForm",
    "ModuleForm",
    "MoveForm",
    "OneMoreForm",
    "OutcomeForm",
    "ReasonForm",
    "ReleaseForm",
    "ReviewForm",
    "SendForm",
    "SessionForm",
    "StaffMemberForm",
    "SummaryForm",
    "SwitchOffForm",
    "TalkDayForm",
    "TalkForm",
    "TeamForm",
    "WhatHappenedForm",
    "WhenForm",
    "WhyForm",
    "WishesForm",
]
