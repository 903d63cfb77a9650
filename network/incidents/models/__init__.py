"""The rows of this feature, one file a noun."""

from network.incidents.models.module import EligibleDepartment, IncidentModule
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
    "EligibleDepartment",
    "IncidentModule",
    "KeyDate",
    "Referral",
    "ReferralStep",
    "SessionAllowance",
    "SessionException",
    "SessionMove",
    "SessionReview",
    "SupportSession",
    "Talk",
]
