"""What will be deleted next month, for an incident lead: references and days, and nobody's name (B30, U4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock, local_date
from network.incidents.queries.keeping import AHEAD, Coming, count_drafts_coming, list_coming, list_held, list_quiet
from network.incidents.rules.holding import HoldReason


class Part(StrEnum):
    """What goes on a day."""

    PARTICULARS = "particulars"
    SUMMARY = "summary"
    SKELETON = "skeleton"

    @property
    def label(self) -> str:
        """In words."""
        return {
            "particulars": "Names, contact details and what happened",
            "summary": "The closing summary",
            "skeleton": "Dates and numbers, and all that is left",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Going:
    """One part of one referral, which goes on a day."""

    on: date
    what: Part
    referral_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A day, and all that goes on it."""

    on: date
    going: tuple[Going, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A referral of which nothing goes for now."""

    referral_id: UUID
    reference: str
    reason: HoldReason
    until_on: date


@dataclass(frozen=True, slots=True)
class Quiet:
    """A referral that is open, and of which nothing was noted for long: it never goes by itself."""

    referral_id: UUID
    reference: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """The page: what goes on which day of the next 31, how many drafts, what is held, what is open for long."""

    days: tuple[KeptDay, ...]
    drafts: int
    held: tuple[Held, ...]
    quiet: tuple[Quiet, ...]


def read_kept(actor: Actor, clock: Clock) -> Kept:
    """What is to go within 31 days of what an incident lead sees anyway. Four statements."""
    last_day = clock.today() + AHEAD
    found = (each for row in list_coming(actor, clock) for each in _parts_of(row) if each.on <= last_day)
    going = sorted(found, key=attrgetter("on", "what", "reference"))
    days = tuple(KeptDay(on, tuple(each)) for on, each in groupby(going, key=attrgetter("on")))
    held = tuple(Held(row.id, row.reference or "", row.reason, row.until_on) for row in list_held(actor, clock.today()))
    quiet = tuple(Quiet(row.id, row.reference or "", row.submitted_at) for row in list_quiet(actor, clock))
    return Kept(days, count_drafts_coming(actor, clock), held, quiet)


def _parts_of(row: Coming) -> Iterator[Going]:
    """Nothing twice: what is gone already is not to go again."""
    days = (
        (Part.PARTICULARS, None if row.is_forgotten else row.kept_until),
        (Part.SUMMARY, row.summary_until if row.has_summary else None),
        (Part.SKELETON, row.skeleton_until),
    )
    for what, until in days:
        if until is not None:
            yield Going(local_date(until), what, row.id, row.reference or "")
