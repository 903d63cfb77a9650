"""Who and what the measures meet in the data: a few keys, so that nothing has to be looked for while timing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can be signed in."""

    user_id: UUID
    organisation_id: UUID
    sign_in: str
    """What their cookie names them by."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The data's main characters."""

    today: date
    coordinator: Account
    champion: Account
    """Of an organisation in the middle, whose people and sessions are looked at."""
    champions: tuple[Account, ...]
    """One of each partner."""
    leads: tuple[Account, ...]
    """One of each partner that has not signed the charter."""
    upcoming_events: tuple[UUID, ...]
    largest_event: UUID
    version_id: UUID
    """The charter as it is signed today."""
    course_id: UUID
    """A course that is open, in person, and of tier 2."""
    course_tier: int
