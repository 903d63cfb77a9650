"""The words of this feature."""

from __future__ import annotations

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request to join is."""

    UNVERIFIED = "unverified"
    """Sent, from an address that nobody has confirmed: no coordinator sees it."""
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state as a list shows it."""
        return {"unverified": "Not confirmed", "waiting": "Waiting", "accepted": "Invited", "declined": "Declined"}[
            self.value
        ]


class DeclineReason(StrEnum):
    """Why a request is declined. Each has its own words for the e-mail."""

    OUTSIDE_AREA = "outside-area"
    INDIVIDUAL = "individual"
    ALREADY_PARTNER = "already-partner"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        """The reason as the coordinator chooses it."""
        return {
            "outside-area": "It works outside our area",
            "individual": "It is one person and no organisation",
            "already-partner": "It is a partner already, through somebody else",
            "not-yet": "Not yet",
        }[self.value]


class MatchKind(StrEnum):
    """Why an organisation of the directory may be the one that asks."""

    SAID = "said"
    CODE = "code"
    NAME = "name"
    NEAR = "near"

    @property
    def label(self) -> str:
        """The reason in words."""
        return {
            "said": "They say that it is this one",
            "code": "It has the code that they gave",
            "name": "It has the same name",
            "near": "Its name is much like theirs",
        }[self.value]
