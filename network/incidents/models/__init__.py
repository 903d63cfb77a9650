"""The rows of this feature, one file a noun."""

from network.incidents.models.asking import TherapistAsk, TherapistConnection, TherapistRoom
from network.incidents.models.complaints import Complaint
from network.incidents.models.emergency import EmergencyAccess
from network.incidents.models.focus_groups import FocusGroup
from network.incidents.models.groups import GroupSupport
from network.incidents.models.holding import LegalHold
from network.incidents.models.lateness import Lateness
from network.incidents.models.module import EligibleDepartment, IncidentModule
from network.incidents.models.offers import ColleagueOffer
from network.incidents.models.pool import PooledLead
from network.incidents.models.published import PublishedFigure, PublishedQuarter
from network.incidents.models.questions import QuestionnaireAnswer, QuestionnaireTurn
from network.incidents.models.referral import Amendment, Referral, ReferralStep, Talk
from network.incidents.models.sessions import (
    KeyDate,
    SessionAllowance,
    SessionException,
    SessionMove,
    SessionReview,
    SupportSession,
)
from network.incidents.models.summary import ClosingSummary

__all__ = [
    "Amendment",
    "ClosingSummary",
    "ColleagueOffer",
    "Complaint",
    "EligibleDepartment",
    "EmergencyAccess",
    "FocusGroup",
    "GroupSupport",
    "IncidentModule",
    "KeyDate",
    "Lateness",
    "LegalHold",
    "PooledLead",
    "PublishedFigure",
    "PublishedQuarter",
    "QuestionnaireAnswer",
    "QuestionnaireTurn",
    "Referral",
    "ReferralStep",
    "SessionAllowance",
    "SessionException",
    "SessionMove",
    "SessionReview",
    "SupportSession",
    "Talk",
    "TherapistAsk",
    "TherapistConnection",
    "TherapistRoom",
]
