"""The verbs of sessions: logging one for many people at once, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.news import announce
from network.core.tenancy import scoped
from network.training import attendance, queries, rules
from network.training.attendance import Found
from network.training.courses.queries import list_decisions
from network.training.courses.rules import tier_on
from network.training.coverage import settled
from network.training.learners import check_department
from network.training.messages import CompletionsUnsaid, TrainingCompleted, TrainingWithdrawn
from network.training.models import Completion, Course, Learner, TrainingSession
from network.training.roster import Roster, in_words
from network.training.vocabulary import CompletionStatus, Mode


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
) -> LoggedSession:
    """Records a session that the actor's organisation held, and that each person of the roster completed the course.

    `minutes` is by default the course's length; `department_id` is where those work whose department is not known yet.
    RuleBroken names `held_on`, `course`, `mode`, `hours`, `place`, `department` or `names`. The number of
    statements does not grow with the people. (CP-2, TR-1)
    """
    course = queries.get_course(actor, course_id)
    rules.check_held_on(held_on, clock.today())
    rules.check_course(is_open=course.is_open, modes=course.modes, mode=mode)
    rules.check_minutes(minutes if minutes is not None else course.minutes)
    rules.check_place(place)
    check_department(actor, department_id)
    _check_roster(roster)
    found = attendance.find_or_add(actor, roster.people, clock)
    before = _recorded_before(actor, course, held_on, found)
    already = {learner_id for learner_id, completion in before.items() if completion.session_id is not None}
    recorded = [learner for learner in found.learners if learner.id not in already]
    if not recorded:
        raise RuleBroken("names", "Everybody on this list is already recorded for this course on this day.")
    session = TrainingSession(
        id=new_id(),
        organisation_id=actor.organisation_id,
        course_id=course.id,
        held_on=held_on,
        mode=mode,
        minutes=minutes if minutes is not None else course.minutes,
        place=place,
        people=len(recorded),
        logged_by_id=actor.user_id,
        logged_at=clock.now(),
    )
    with settled(actor, actor.organisation_id, [learner.id for learner in found.learners]):
        found.welcome(held_on)
        db.session.add(session)
        db.session.flush()
        tier = tier_on(held_on, course.tier, list_decisions(course.id)[course.id])
        _complete(session, course, tier, [found.row_of(learner) for learner in recorded if learner.id not in before])
        _stand_behind(actor, session, [before[learner.id].id for learner in recorded if learner.id in before])
        _place(actor, found.learners, department_id)
    logged = LoggedSession(
        session.id,
        people=len(recorded),
        added=found.added,
        unidentified=sum(not learner.is_known for learner in recorded),
        already=len(already),
        repeated=roster.repeated,
    )
    _tell(actor, session, course, tier, logged, clock)
    return logged


def _place(actor: Actor, learners: list[Learner], department_id: UUID | None) -> None:
    unplaced = [learner.id for learner in learners if learner.department_id is None]
    if department_id is not None and unplaced:
        placed = scoped(update(Learner), actor, Learner).where(Learner.id.in_(unplaced))
        db.session.execute(placed.values(department_id=department_id))


def _check_roster(roster: Roster) -> None:
    if roster.problems:
        raise RuleBroken("names", in_words(roster.problems))
    if not roster.people:
        raise RuleBroken("names", "Write the names of who took part, one on each line.")


def _recorded_before(actor: Actor, course: Course, held_on: date, found: Found) -> dict[UUID, Completion]:
    """The completions of this course on this day that stand here already, by whose they are."""
    ids = [learner.id for learner in found.learners]
    rows = (
        scoped(select(func.coalesce(Learner.same_as_id, Learner.id), Completion), actor, Completion, Learner)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(
            Completion.organisation_id == actor.organisation_id,
            or_(Learner.id.in_(ids), Learner.same_as_id.in_(ids)),
            Completion.course_id == course.id,
            Completion.completed_on == held_on,
            Completion.status == CompletionStatus.CONFIRMED,
        )
        .order_by(Completion.session_id.is_not(None))
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _stand_behind(actor: Actor, session: TrainingSession, completion_ids: list[UUID]) -> None:
    """What only an imported file had said is now said by whoever held the session too, and stays without the file."""
    if completion_ids:
        completions = scoped(update(Completion), actor, Completion).where(Completion.id.in_(completion_ids))
        db.session.execute(completions.values(session_id=session.id))


def _complete(session: TrainingSession, course: Course, tier: int | None, learner_ids: list[UUID]) -> None:
    expires_on = rules.last_day(session.held_on, course.validity_months)
    rows = [
        {
            "id": new_id(),
            "organisation_id": session.organisation_id,
            "learner_id": learner_id,
            "course_id": course.id,
            "tier": tier,
            "session_id": session.id,
            "completed_on": session.held_on,
            "expires_on": expires_on,
            "status": CompletionStatus.CONFIRMED,
        }
        for learner_id in learner_ids
    ]
    db.session.execute(insert(Completion), rows)


def _tell(
    actor: Actor, session: TrainingSession, course: Course, tier: int | None, logged: LoggedSession, clock: Clock
) -> None:
    audit.record(
        actor,
        clock.now(),
        "training.session.logged",
        "training_session",
        session.id,
        changes={
            "course": course.code,
            "held_on": session.held_on.isoformat(),
            "people": logged.people,
            "added": logged.added,
            "unidentified": logged.unidentified,
        },
    )
    announce(
        TrainingCompleted(
            organisation_id=session.organisation_id,
            session_id=session.id,
            course_code=course.code,
            tier=tier,
            held_on=session.held_on,
            people=logged.people,
            logged_by_id=session.logged_by_id,
        )
    )


def withdraw_session(actor: Actor, session_id: UUID, clock: Clock) -> TrainingSession:
    """Takes back a session of the actor's organisation that was logged by mistake; its completions count no more.

    Twice is as good as once. Raises NotFound, for another organisation's session too.
    """
    session = queries.get_session(actor, session_id)
    if session.organisation_id != actor.organisation_id:
        raise NotFound("We could not find that session.")
    if session.withdrawn_at is not None:
        return session
    people = [row.person_id for row in _lock_people_of(actor, session)]
    with settled(actor, actor.organisation_id, people):
        session.withdrawn_at = clock.now()
        unsaid = scoped(select(Completion.id), actor, Completion).where(Completion.session_id == session.id)
        completion_ids = tuple(db.session.scalars(unsaid))
        of_session = scoped(update(Completion), actor, Completion).where(Completion.session_id == session.id)
        # What an imported file says besides still stands.
        db.session.execute(of_session.where(Completion.came_with_import).values(session_id=None))
        db.session.execute(of_session.values(status=CompletionStatus.WITHDRAWN))
    changes = {"people": session.people}
    audit.record(actor, clock.now(), "training.session.withdrawn", "training_session", session.id, changes=changes)
    announce(TrainingWithdrawn(session.organisation_id, session.id, session.logged_by_id))
    announce(CompletionsUnsaid(completion_ids, clock.now()))
    return session


def _lock_people_of(actor: Actor, session: TrainingSession) -> Sequence[Learner]:
    rows = (
        scoped(select(Learner), actor, Learner, Completion)
        .join(Completion, Completion.learner_id == Learner.id)
        .where(Completion.session_id == session.id)
        .order_by(Learner.id)
        .with_for_update(of=Learner)
    )
    return db.session.scalars(rows).all()
