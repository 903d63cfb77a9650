"""Why something cannot stand in a closing summary, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class FindingKind(StrEnum):
    """Why something cannot stand in a closing summary."""

    CLINICAL = "clinical"
    NAME = "name"
    TIME = "time"
    COUNT = "count"
    ATTENDANCE = "attendance"
    CONTENT = "content"
    INCIDENT = "incident"
    PERSONAL = "personal"
    CONTACT = "contact"
    LINK = "link"
    UNKNOWN_WORD = "unknown-word"
    LENGTH = "length"
    NOTHING_TICKED = "nothing-ticked"

    @property
    def advice(self) -> str:
        """What to do instead, in a sentence to show beside it (U24)."""
        return _ADVICE[self]


_ADVICE: Final[Mapping[FindingKind, str]] = {
    FindingKind.CLINICAL: "Leave out words about health and treatment. Say in general what support remains available.",
    FindingKind.NAME: "Leave out names. Write the staff member, their manager or the therapist.",
    FindingKind.TIME: "Leave out days, dates and times. The manager is told separately that support has ended.",
    FindingKind.COUNT: "Leave out how many and how long. Say that support was offered in confidence.",
    FindingKind.ATTENDANCE: "Leave out who came to what. Say that support was offered in confidence.",
    FindingKind.CONTENT: "What was talked about stays private. Say in general what helps or what remains available.",
    FindingKind.INCIDENT: "Leave out the incident and other people. Write in general terms about support and work.",
    FindingKind.PERSONAL: "Leave out how somebody is, their life and their plans. Write what helps people in general.",
    FindingKind.CONTACT: "Leave out contact details and record numbers. The organisation’s page of support has them.",
    FindingKind.LINK: "Leave out links. The organisation’s page of support has them.",
    FindingKind.UNKNOWN_WORD: "Write this in everyday words, spelt in full. It may be a name or a word of health care.",
    FindingKind.LENGTH: "Shorten this to 300 characters. The general statements above may say some of it already.",
    FindingKind.NOTHING_TICKED: "Tick at least one general statement.",
}
