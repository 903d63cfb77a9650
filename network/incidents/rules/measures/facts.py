"""The facts of one case that anything is counted from: instants, limits, sessions. Nothing of whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from network.core.clock import local_date
from network.core.suppression import Quarter, year_to
from network.incidents.rules.answers import ExitPathway
from network.incidents.rules.states import State, Step, next_state


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are counted, the first and the last included, on London's calendar."""

    first_day: date
    last_day: date

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> Period:
        """One calendar quarter."""
        return cls(quarter.first_day, quarter.last_day)

    @classmethod
    def of_year_to(cls, last: Quarter) -> Period:
        """The twelve months that end with a quarter."""
        return cls(year_to(last)[0].first_day, last.last_day)

    def has(self, instant: datetime) -> bool:
        """Whether something happened in it. Raises ValueError for an instant without a zone."""
        return self.first_day <= local_date(instant) <= self.last_day


class Move(NamedTuple):
    """A step that was taken, and when (D2)."""

    step: Step
    at: datetime


class HeldSession(NamedTuple):
    """A session that took an allowance and was held (decision 0016), and with which therapist."""

    at: datetime
    therapist_id: UUID


class Stay(NamedTuple):
    """How long a case stood where it stood; without an end, it does so still."""

    state: State
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One referral that was sent, as it is known now. Every limit is the one that was stored when it was sent."""

    incident_id: UUID
    """What several referrals of one incident would share (M7); the referral's own key while that is not kept."""
    state: State
    sent_at: datetime
    """The first time, which starts all its clocks (D2)."""
    meeting_target_at: datetime
    meeting_limit_on: date
    contact_limit_on: date | None
    """None where no manager was to be contacted, so that none was late."""
    met_at: datetime | None
    """When the first session that was held began."""
    manager_contacted_at: datetime | None
    closed_at: datetime | None
    """The last time; None while it is open, or open again."""
    exit_pathway: ExitPathway | None
    moves: tuple[Move, ...]
    """In the order in which they were taken, from the first sending on."""
    sessions: tuple[HeldSession, ...]

    @property
    def is_counted(self) -> bool:
        """Whether it counts in anything: what was opened by mistake does not (RM)."""
        return self.state not in {State.DRAFT, State.MISTAKEN}

    @property
    def stays(self) -> Iterator[Stay]:
        """Where it stood from when to when. Raises StepNotAllowed for moves that cannot follow one another."""
        state = State.DRAFT
        ends = [*(move.at for move in self.moves[1:]), None]
        for move, until in zip(self.moves, ends, strict=False):
            state = next_state(state, move.step)
            yield Stay(state, move.at, until)
