"""What training tells the other features."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TrainingCompleted:
    """A session was logged: so many people of an organisation completed a course. `tier` is where that counts."""

    organisation_id: UUID
    session_id: UUID
    course_code: str
    tier: int | None
    held_on: date
    people: int
    logged_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class TrainingWithdrawn:
    """A session that was told of was logged by mistake, and is taken back."""

    organisation_id: UUID
    session_id: UUID
    logged_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class CompletionsUnsaid:
    """What these completions say may be so no more: they were taken back, or turned out to be somebody else's."""

    completion_ids: tuple[UUID, ...]
    at: datetime
