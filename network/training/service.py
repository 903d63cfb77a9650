"""The verbs of sessions: logging one for many people at once, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import new_id
from network.core.errors import NotFound, RuleBroken
from network.core.news import announce
from network.training import queries, rules
from network.training.courses.giving import deliverers_in
from network.training.learners import check_department
from network.training.messages import TrainingCompleted, TrainingWithdrawn
from network.training.models import Course, TrainingSession
from network.training.recording import Recorded, add_people, completions_of, take_out
from network.training.roster import Roster, in_words
from network.training.vocabulary import Deliverer, Mode


class AllRecorded(RuleBroken):
    """Everybody of a list was recorded before: there is nothing to log."""

    def __init__(self) -> None:
        super().__init__("names", "Everybody on this list is already recorded for this course on this day.")


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """What logging a session did, in numbers of people."""

    session_id: UUID
    people: int
    added: int
    """New to the organisation's records."""
    unidentified: int
    """Without an e-mail or staff number."""
    already: int
    """Recorded for this course on this day before, and not again."""
    repeated: tuple[int, ...]
    """Lines that said the same person twice."""


def log_session(
    actor: Actor,
    *,
    course_id: UUID,
    held_on: date,
    mode: Mode,
    minutes: int | None,
    place: str,
    roster: Roster,
    clock: Clock,
    department_id: UUID | None = None,
    was_offered: bool = False,
    given_by: Deliverer | None = None,
    was_asked: bool = False,
) -> LoggedSession:
    """Records a session that the actor's organisation held, and that each person of the roster completed the course.

    `minutes` is by default the course's length; `department_id` is where those work whose department is not known yet;
    `was_offered` says that the course was on offer in this mode when the session was announced, whatever it is by now.
    `was_asked` that they were asked who gave it, of a course that only others may give, whatever they answered.
    RuleBroken names `held_on`, `course`, `mode`, `hours`, `place`, `department`, `names` or `given_by`. The number of
    statements does not grow with the people. (CP-2, TR-1)
    """
    course = queries.get_course(actor, course_id)
    rules.check_held_on(held_on, clock.today())
    if not was_offered:
        rules.check_course(is_open=course.is_open, modes=course.modes, mode=mode)
    rules.check_minutes(minutes if minutes is not None else course.minutes)
    rules.check_place(place)
    check_department(actor, department_id)
    _check_roster(roster)
    if given_by is None and not was_asked:
        rules.check_asked_who_gave(course.deliverers, deliverers_in(actor.roles))
    session = TrainingSession(
        id=new_id(),
        organisation_id=actor.organisation_id,
        course_id=course.id,
        held_on=held_on,
        mode=mode,
        minutes=minutes if minutes is not None else course.minutes,
        place=place,
        given_by=given_by,
        logged_by_id=actor.user_id,
        logged_at=clock.now(),
    )
    recorded = add_people(actor, session, course, roster.people, clock, department_id)
    if not recorded.learners:
        raise AllRecorded
    tell_of_session(actor, session, course, recorded, clock)
    return LoggedSession(
        session.id,
        people=session.people,
        added=recorded.added,
        unidentified=sum(not learner.is_known for learner in recorded.learners),
        already=recorded.already,
        repeated=roster.repeated,
    )


def _check_roster(roster: Roster) -> None:
    if roster.problems:
        raise RuleBroken("names", in_words(roster.problems))
    if not roster.people:
        raise RuleBroken("names", "Write the names of who took part, one on each line.")


def tell_of_session(actor: Actor, session: TrainingSession, course: Course, recorded: Recorded, clock: Clock) -> None:
    """Notes in the audit of its organisation that a session was logged, and tells the other features."""
    audit.record(
        actor,
        clock.now(),
        "training.session.logged",
        "training_session",
        session.id,
        organisation_id=session.organisation_id,
        changes={
            "course": course.code,
            "held_on": session.held_on.isoformat(),
            "people": session.people,
            "given_by": session.given_by or "",
            "added": recorded.added,
            "unidentified": sum(not learner.is_known for learner in recorded.learners),
        },
    )
    announce(
        TrainingCompleted(
            organisation_id=session.organisation_id,
            session_id=session.id,
            course_code=course.code,
            tier=recorded.tier,
            held_on=session.held_on,
            people=session.people,
            logged_by_id=session.logged_by_id,
        )
    )


def withdraw_session(actor: Actor, session_id: UUID, clock: Clock) -> TrainingSession:
    """Takes back a session of the actor's organisation that was logged by mistake; its completions count no more.

    Twice is as good as once, also in one moment. Raises NotFound, for another organisation's session too.
    """
    session = queries.get_session(actor, session_id, lock=True)
    if session.organisation_id != actor.organisation_id:
        raise NotFound("We could not find that session.")
    if session.withdrawn_at is not None:
        return session
    session.withdrawn_at = clock.now()
    take_out(actor, session, completions_of(actor, session), clock)
    changes = {"people": session.people}
    audit.record(actor, clock.now(), "training.session.withdrawn", "training_session", session.id, changes=changes)
    announce(TrainingWithdrawn(session.organisation_id, session.id, session.logged_by_id))
    return session
