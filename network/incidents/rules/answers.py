"""The closed lists that questions about a referral are answered from."""

from __future__ import annotations

from enum import StrEnum


class TalkOutcome(StrEnum):
    """What manager and staff member agreed when they talked; nothing else of the talk is kept (CI-4)."""

    REFER = "refer"
    ANOTHER_ROUTE = "another-route"
    NOT_NOW = "not-now"


class TeamInput(StrEnum):
    """Whether support is to be considered for others too: the last question of the source form (S0, appendix 1)."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"yes": "Yes", "no": "No", "not-sure": "Not sure yet"}[self.value]


class MeetingMode(StrEnum):
    """How a meeting is held (CI-15)."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in-person"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"video": "Video call", "phone": "Phone call", "in-person": "In person"}[self.value]


class ContactWay(StrEnum):
    """How the staff member wishes to be reached (U17)."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """As it is shown."""
        return {"phone": "Phone call", "text": "Text message", "email": "E-mail"}[self.value]
