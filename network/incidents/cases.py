"""A referral as those who act on it see it, and whom it is about. Its manager sees another: `manager_cases`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from network.core.clock import LONDON, local_date
from network.incidents.emergencies import InEmergency
from network.incidents.models import LegalHold
from network.incidents.rules.answers import ExitPathway, MeetingMode, Reading
from network.incidents.rules.deadlines import Clocks
from network.incidents.rules.due import Due, LateReason, is_missed
from network.incidents.rules.holding import holds
from network.incidents.rules.next_steps import NextFact, NextStep
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.retention import Days
from network.incidents.rules.states import (
    AT_THE_DESK,
    Holder,
    State,
    Step,
    is_closed,
    steps_from,
)
from network.incidents.sealing import Particulars, WasSaid
from network.incidents.summing_up import Summary
from network.incidents.support import NOTHING, Support


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody else opened it: when, who, in which capacity (U11)."""

    at: datetime
    user_id: UUID | None
    name: str
    capacity: Capacity
    is_successor: bool = False
    """Whether they follow as manager."""

    @property
    def words(self) -> str:
        """In which capacity, in words to its person."""
        return "the manager who follows" if self.is_successor else self.capacity.label


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that was due and is late, for those who act on it, and why, once somebody has said so (RM)."""

    due: Due
    reason: LateReason | None
    """None until somebody has said so."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a lead, an allocator, a therapist or the person themselves sees, as far as it is theirs to read."""

    id: UUID
    version: int
    reference: str
    capacity: Capacity
    state: State
    holder: Holder
    organisation_id: UUID
    organisation_name: str
    department_name: str | None
    provider_id: UUID | None
    provider_name: str | None
    therapist_name: str | None
    clocks: Clocks
    submitted_at: datetime
    passed_on_at: datetime | None
    allocated_at: datetime | None
    first_meeting_at: datetime | None
    first_meeting_mode: MeetingMode | None
    manager_contacted_at: datetime | None
    begun_at: datetime | None
    closed_at: datetime | None
    reading: Reading
    is_self_requested: bool
    """Whether the person asked for themselves, so that no manager is told anything."""
    is_handed_over: bool
    """Whether who wrote it is its manager no more."""
    waits_for_manager: bool
    """Whether its manager handed it over, and the person has not agreed to another yet."""
    why_not_waited: StepReason | None
    """For the person alone: why it went on before they had read it (U19)."""
    is_late: bool
    let_through_at: datetime | None
    paused_until: date | None
    """The last day of a pause that the person took, for them and for who reaches them."""
    days: Days | None
    """When each part of it is deleted; None while it is open."""
    emptied_at: datetime | None
    """When names, details and what happened were deleted; None while they are there."""
    particulars: Particulars
    next: tuple[NextFact, ...]
    concerned: frozenset[UUID | None]
    """Whom no step is left to, and nobody is sent to."""
    openings: tuple[Opened, ...] = ()
    late_reasons: Mapping[Due, LateReason] = field(default_factory=dict)
    """Why what was missed was, for those who act on it alone (RM)."""
    support: Support = NOTHING
    """Sessions and dates, for the therapist and the person; for a lead, what was asked of them (CI-13)."""
    amendments: tuple[WasSaid, ...] = ()
    """For the person alone: what was put right after it was sent, and how it read before (U13)."""
    summary: Summary | None = None
    hold: LegalHold | None = None
    """For the person and the incident leads: that nothing was to be deleted until a day, and why (B30)."""
    emergencies: tuple[InEmergency, ...] = ()
    """For the person alone: what two people opened together, and why."""
    exit_pathway: ExitPathway | None = None
    is_gp_advised: bool = False
    are_others_affected: bool | None = None
    is_manager_affected: bool | None = None
    """What the manager said, for the therapist alone (CI-9); None where that is not sure."""

    @property
    def is_closed(self) -> bool:
        """Whether nobody is expected to do anything more."""
        return is_closed(self.state)

    @property
    def waits_for_person(self) -> bool:
        """Whether the next step is its person's: to read it, and to say that it can go on (U19)."""
        return self.state in AT_THE_DESK and self.reading is Reading.WAITING

    @property
    def waits_for_leave(self) -> bool:
        """Whether it came too late, and an incident lead has not let it through (D6)."""
        return self.state in AT_THE_DESK and self.is_late and self.let_through_at is None

    def missed(self, now: datetime) -> tuple[Missed, ...]:
        """What is late at `now`, for those who act on it: nobody shows the person (U6)."""
        if self.capacity is Capacity.STAFF_MEMBER:
            return ()
        happened = {due: self.begun_at if due.is_of_meeting else self.manager_contacted_at for due in Due}
        return tuple(
            Missed(due, self.late_reasons.get(due))
            for due, at in happened.items()
            if is_missed(due, self.clocks, at or self.closed_at, now, LONDON)
        )

    @property
    def still_to_come(self) -> tuple[NextFact, ...]:
        """The steps that the person themselves has not seen taken: a meeting that is booked is said apart."""
        is_booked = self.first_meeting_at is not None
        return tuple(fact for fact in self.next if not (is_booked and fact.step is NextStep.FIRST_MEETING))

    @property
    def kept_until(self) -> date | None:
        """The last day of names, details and what happened; None while it is open."""
        return None if self.days is None else local_date(self.days.particulars)

    @property
    def summary_until(self) -> date | None:
        """The last day of the closing summary; None while it is open, and where none can be written."""
        has_one = self.days is not None and self.state is State.ENDED
        return local_date(self.days.summary) if has_one and self.days else None

    @property
    def has_summary_for_both(self) -> bool:
        """Whether person and manager have the same text, each until its last day."""
        return self.summary is not None and self.summary.released_at is not None

    @property
    def skeleton_until(self) -> date | None:
        """The last day of dates and numbers; None while it is open."""
        return None if self.days is None else local_date(self.days.skeleton)

    def hold_on(self, now: datetime) -> LegalHold | None:
        """The hold that stands; None where there is none, or its last day is over."""
        return self.hold if self.hold is not None and holds(self.hold.until_on, local_date(now)) else None

    @property
    def openings_by_minute(self) -> list[Opened]:
        """Who opened it, with what the same person opened within the same minute said once, by its latest time.

        Going back and forth between a case and its form opens it several times; a list of that hides who came when.
        """
        by_minute: dict[tuple[object, ...], Opened] = {}
        for opened in self.openings:
            minute = opened.at.replace(second=0, microsecond=0)
            by_minute.setdefault((opened.user_id, opened.name, opened.capacity, minute), opened)
        return list(by_minute.values())

    def may(self, step: str) -> bool:
        """Whether a step can be taken from where it stands; nothing is asked of a manager where there is none."""
        is_for_nobody = (self.is_self_requested or self.is_handed_over) and Step(step) is Step.SEND_BACK
        return Step(step) in steps_from(self.state) and not is_for_nobody
