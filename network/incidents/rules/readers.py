"""Who reads which part of a referral: the one table behind pages, API, and the line that says so (U8, B14)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Capacity(StrEnum):
    """In which capacity somebody opens a referral; the address says it, so that rights are never a union."""

    REFERRER = "manager"
    LEAD = "incident-lead"
    ALLOCATOR = "allocator"
    ASKED = "asked-therapist"
    THERAPIST = "therapist"
    STAFF_MEMBER = "staff-member"

    @property
    def label(self) -> str:
        """The capacity in words to show, as in *opened by an incident lead*."""
        return _LABELS[self]


_LABELS: Final[Mapping[Capacity, str]] = {
    Capacity.REFERRER: "the manager who wrote it",
    Capacity.LEAD: "your organisation’s incident lead",
    Capacity.ALLOCATOR: "the person who chooses a therapist",
    Capacity.ASKED: "a therapist who is asked",
    Capacity.THERAPIST: "the therapist",
    Capacity.STAFF_MEMBER: "the staff member",
}

PEOPLE: Final = ("staff_name", "staff_telephone", "staff_email", "manager_name", "manager_telephone", "manager_email")
SUCCESSOR: Final = ("successor_name", "successor_telephone", "successor_email")
"""Whom a manager handed over to, until the person has said whether they agree: theirs alone to read (RM)."""
EVENT: Final = ("incident_on", "narrative", "team_input")
OWN_WORDS: Final = (
    "correction",
    "called",
    "own_telephone",
    "own_email",
    "contact_way",
    "contact_times",
    "voicemail",
    "interpreter",
    "mode_wish",
    "therapist_wish",
)
SEALED: Final = (*PEOPLE, *SUCCESSOR, *EVENT, *OWN_WORDS)
"""Every part of a referral that says something of a person; none is stored in plain (B24)."""

READABLE: Final[Mapping[Capacity, frozenset[str]]] = {
    # Their own submission, and nothing that was said since.
    Capacity.REFERRER: frozenset((*PEOPLE, *EVENT)),
    Capacity.LEAD: frozenset((*PEOPLE, *EVENT, "correction")),
    # Names, so that nobody is given a therapist who knows them; no telephone, and not what happened.
    Capacity.ALLOCATOR: frozenset(("staff_name", "manager_name", "mode_wish", "therapist_wish")),
    # The same, so that they can say whether they know somebody; what happened comes with the case itself.
    Capacity.ASKED: frozenset(("staff_name", "manager_name", "mode_wish", "therapist_wish")),
    Capacity.THERAPIST: frozenset(SEALED) - frozenset(SUCCESSOR),
    Capacity.STAFF_MEMBER: frozenset(SEALED),
}


def may_read(capacity: Capacity, part: str) -> bool:
    """Whether somebody in this capacity is shown this part of a referral."""
    return part in READABLE[capacity]


def readers_of(part: str) -> tuple[Capacity, ...]:
    """Who is shown a part, in the order in which a referral travels (U8)."""
    return tuple(capacity for capacity in Capacity if may_read(capacity, part))
