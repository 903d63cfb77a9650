"""What becomes of a referral beyond its usual way: further sessions, a date to come, the summary, a turn aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from network.core.permissions import Role
from network.demonstration.cases import CASES, Case, SummaryStep
from network.demonstration.days import at
from network.demonstration.stage import Member, Stage
from network.incidents import service
from network.incidents.rules.answers import (
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
)
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import SESSIONS_BEFORE_REVIEW, Outcome, SessionState
from network.incidents.rules.states import State
from network.incidents.rules.summary import Statement
from network.incidents.ways import get_way

BETWEEN: Final = 3
"""Working days from one session to the next."""
GENERAL: Final = frozenset({Statement.OFFERED, Statement.ENDED, Statement.SUPERVISION, Statement.WAY_BACK})


@dataclass
class Course:
    """A referral on its way: who is in it, and its key once it is there."""

    case: Case
    manager: Member
    subject: Member | None
    referral_id: UUID | None = None
    therapist: Member | None = None

    @property
    def id(self) -> UUID:
        """The referral's key. LookupError before it was written."""
        if self.referral_id is None:
            raise LookupError("The referral is still to be written")
        return self.referral_id


Scene = Callable[[Stage, Course], None]
DayOf = Callable[[Stage, int], date]


def therapist_of(course: Course) -> Member:
    """LookupError before one was chosen."""
    if course.therapist is None:
        raise LookupError("The referral has no therapist yet")
    return course.therapist


def further_sessions(stage: Stage, course: Course, day_of: DayOf) -> Iterator[tuple[datetime, Scene]]:
    """What follows the first session, each at an hour of its own: a therapist is with one person at a time."""
    case, place = course.case, CASES.index(course.case)
    hour = timedelta(hours=13 + place // 8, minutes=place % 8 * 7)

    def moment(number: int) -> datetime:
        ago = case.sent - 1 - case.days_late - BETWEEN * (number - 1)
        return at(day_of(stage, ago), 0) + hour

    if case.state not in {State.UNDER_WAY, State.ENDED}:
        return
    for number in range(2, case.held + 1):
        yield moment(number), _hold
        if number == SESSIONS_BEFORE_REVIEW and case.held > number:
            yield moment(number) + timedelta(minutes=4), _look_back
    last = moment(case.held) + timedelta(minutes=5)
    if case.is_inquest_to_come:
        yield last, _keep_one
    if case.is_one_more_asked:
        yield last, _ask_for_one_more
    if case.summary is not None:
        yield at(day_of(stage, 3), 0) + hour, _write_summary
    if case.summary is SummaryStep.GIVEN:
        yield at(day_of(stage, 2), 0) + hour, _give_summary


def _hold(stage: Stage, course: Course) -> None:
    """Booked at once and held at once, so that no other session stands in its way."""
    with stage.acting(therapist_of(course)) as actor:
        when = service.When(stage.clock.now() + timedelta(minutes=1), MeetingMode.VIDEO)
        session = service.book_session(actor, course.id, when, stage.clock)
        stage.clock.advance(timedelta(minutes=2))
        service.say_outcome(actor, course.id, session.id, Outcome.HELD, stage.clock)


def _look_back(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.review_sessions(actor, course.id, ReviewOutcome.MORE, stage.clock)


def _keep_one(stage: Stage, course: Course) -> None:
    day = stage.days.ahead(45)
    with stage.acting(therapist_of(course)) as actor:
        coming = service.DateToCome(DateKind.INQUEST, DateScope.EXTERNAL, day)
        noted = service.note_key_date(actor, Capacity.THERAPIST, course.id, coming, stage.clock)
        service.keep_session(actor, course.id, noted.id, stage.clock)


def _ask_for_one_more(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.ask_for_one_more(actor, course.id, ExceptionReason.WAITING_FOR_OTHER_HELP, stage.clock)


def _write_summary(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.write_summary(actor, course.id, service.GeneralWords(GENERAL), stage.clock)


def _give_summary(stage: Stage, course: Course) -> None:
    with stage.acting(therapist_of(course)) as actor:
        service.release_summary(actor, course.id, stage.clock, read_together=True)


def turns_aside(case: Case, day: Callable[[int], date]) -> list[tuple[datetime, Scene]]:
    """What happens to a few of them besides: sent back, set aside, closed, taken back, moved."""
    scenes: dict[State, tuple[datetime, Scene]] = {
        State.WITHDRAWN: (at(day(case.sent - 1), 9, 5), _withdraw),
        State.SENT_BACK: (at(day(case.sent), 11, 30), _send_back),
        State.REDIRECTED: (at(day(case.sent), 15, 20), _set_aside),
        State.MISTAKEN: (at(day(case.sent), 15, 20), _set_aside),
        State.CLOSED: (at(day(case.sent - 7), 12, 30), _close),
    }
    if case.is_sent_back:
        return [(at(day(case.sent), 11, 30), _send_back), (at(day(case.sent), 13, 45), _put_right)]
    if case.is_known:
        return [(at(day(case.sent - 1), 17, 15), _move)]
    return [scenes[case.state]] if case.state in scenes else []


def _withdraw(stage: Stage, course: Course) -> None:
    with stage.acting(course.manager) as actor:
        service.withdraw(actor, course.id, StepReason.ANOTHER_WAY, stage.clock)


def _move(stage: Stage, course: Course) -> None:
    """The staff member asked for another time."""
    with stage.acting(therapist_of(course)) as actor:
        case = service.open_case(actor, Capacity.THERAPIST, course.id, stage.clock)
        booked = next(each for each in case.support.sessions if each.state is SessionState.BOOKED)
        if booked.at is None or booked.mode is None:
            raise LookupError("What is booked has a time")
        when = service.When(booked.at + timedelta(hours=2), booked.mode)
        why = service.Why(AskedBy.STAFF_MEMBER, MoveReason.WORK)
        service.move_session(actor, course.id, booked.id, when, why, stage.clock)


def _send_back(stage: Stage, course: Course) -> None:
    """The lead asks for something that is missing."""
    _leave(stage, course, Capacity.LEAD, "send-back", StepReason.NO_WAY_TO_REACH)


def _put_right(stage: Stage, course: Course) -> None:
    """The manager gives it, and sends it again."""
    with stage.acting(course.manager) as actor:
        said = service.open_own_referral(actor, course.id, stage.clock)
        amended = service.Amended(
            staff_telephone="07700 900 300",
            staff_email=said.particulars.staff_email or "",
            narrative=said.particulars.narrative or "",
            department_id=said.department_id,
        )
        service.amend(actor, course.id, amended, stage.clock)


def _set_aside(stage: Stage, course: Course) -> None:
    """The lead leads elsewhere, or finds that it was opened by mistake."""
    if course.case.state is State.REDIRECTED:
        _leave(stage, course, Capacity.LEAD, "redirect", StepReason.TO_SUPERVISION)
    else:
        _leave(stage, course, Capacity.LEAD, "mistaken", StepReason.SENT_TWICE)


def _close(stage: Stage, course: Course) -> None:
    """The therapist could not reach them."""
    _leave(stage, course, Capacity.THERAPIST, "close", StepReason.NOT_REACHED)


def _leave(stage: Stage, course: Course, capacity: Capacity, way: str, reason: StepReason) -> None:
    is_lead = capacity is Capacity.LEAD
    by = stage.members_of(course.case.place, Role.INCIDENT_LEAD)[0] if is_lead else therapist_of(course)
    with stage.acting(by) as actor:
        get_way(capacity, way).carry_out(actor, course.id, reason, stage.clock)
