"""What a session gave, in the records of one organisation: a completion for each person who was there, or no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update

from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.news import announce
from network.core.tenancy import scoped
from network.organisations.public import hold_organisation
from network.training import attendance, rules
from network.training.attendance import Found
from network.training.courses.queries import list_decisions
from network.training.courses.rules import tier_on
from network.training.coverage import settled
from network.training.messages import CompletionsUnsaid
from network.training.models import Completion, Course, Learner, TrainingSession
from network.training.roster import Attendee
from network.training.vocabulary import CompletionStatus


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who was recorded just now, each once."""

    learners: list[Learner]
    added: int
    """New to the organisation's records."""
    already: int
    """Recorded for this course on this day before, and not again."""
    completions: dict[int, UUID]
    """What each of them completed, by the line that named them."""
    tier: int | None = None
    """Where it counts."""


def add_people(
    actor: Anyone,
    session: TrainingSession,
    course: Course,
    people: Sequence[Attendee],
    clock: Clock,
    department_id: UUID | None = None,
) -> Recorded:
    """Records that these people completed the course at this session of its organisation, which may be a new one.

    Nothing is kept of a new session at which everybody was recorded before. RuleBroken names lines to mend. The number
    of statements does not grow with the people.
    """
    found = attendance.find_or_add(actor, session.organisation_id, people, clock)
    before = _recorded_before(actor, session.organisation_id, session.course_id, session.held_on, found)
    already = {learner_id for learner_id, completion in before.items() if completion.session_id is not None}
    recorded = [learner for learner in found.learners if learner.id not in already]
    if not recorded:
        return Recorded([], found.added, len(already), {})
    new = {learner.id: new_id() for learner in recorded if learner.id not in before}
    with settled(actor, session.organisation_id, [learner.id for learner in found.learners]):
        found.welcome(session.held_on)
        session.people = (session.people or 0) + len(recorded)
        db.session.add(session)
        db.session.flush()
        tier = tier_on(session.held_on, course.tier, list_decisions(course.id)[course.id])
        rows = {found.row_of(learner): new[learner.id] for learner in recorded if learner.id in new}
        _complete(session, course, tier, rows)
        _stand_behind(actor, session, [before[learner.id].id for learner in recorded if learner.id in before])
        _place(actor, found.learners, department_id)
    completions = {
        found.people[learner].line: new[learner.id] if learner.id in new else before[learner.id].id
        for learner in recorded
    }
    return Recorded(recorded, found.added, len(already), completions, tier)


def take_out(actor: Anyone, session: TrainingSession, completion_ids: Collection[UUID], clock: Clock) -> int:
    """Takes back that people completed the course at this session; how many.

    What a file says besides, or they themselves with somebody's confirmation, still stands.
    """
    hold_organisation(session.organisation_id)
    of_session = scoped(select(Completion.id), actor, Completion).where(
        Completion.session_id == session.id, Completion.id.in_(completion_ids)
    )
    unsaid = tuple(db.session.scalars(of_session))
    people = [row.person_id for row in _lock_people(actor, unsaid)]
    with settled(actor, session.organisation_id, people):
        completions = scoped(update(Completion), actor, Completion).where(
            Completion.id.in_(unsaid), Completion.session_id == session.id
        )
        said_elsewhere = or_(Completion.came_with_import, Completion.is_declared)
        db.session.execute(completions.where(said_elsewhere).values(session_id=None))
        db.session.execute(completions.values(status=CompletionStatus.WITHDRAWN))
    announce(CompletionsUnsaid(unsaid, clock.now()))
    return len(unsaid)


def add_declared(
    actor: Anyone, organisation_id: UUID, course: Course, person: Attendee, completed_on: date, clock: Clock
) -> UUID:
    """Records what somebody declared and somebody else confirmed; the completion, which may have been there before.

    RuleBroken on `names` where the records hold something else of this person.
    """
    found = attendance.find_or_add(actor, organisation_id, [person], clock)
    (learner,) = found.learners
    before = _recorded_before(actor, organisation_id, course.id, completed_on, found).get(learner.id)
    if before is not None:
        before.is_declared = True
        return before.id
    with settled(actor, organisation_id, [learner.id]):
        found.welcome(completed_on)
        completion = Completion(
            id=new_id(),
            organisation_id=organisation_id,
            learner_id=found.row_of(learner),
            course_id=course.id,
            tier=tier_on(completed_on, course.tier, list_decisions(course.id)[course.id]),
            completed_on=completed_on,
            expires_on=rules.last_day(completed_on, course.validity_months),
            status=CompletionStatus.CONFIRMED,
            is_declared=True,
        )
        db.session.add(completion)
    return completion.id


def take_declared_out(actor: Anyone, organisation_id: UUID, completion_id: UUID, clock: Clock) -> None:
    """Takes back that a declaration was confirmed. What a session or a file says besides still stands."""
    hold_organisation(organisation_id)
    people = [row.person_id for row in _lock_people(actor, [completion_id])]
    with settled(actor, organisation_id, people):
        completions = scoped(update(Completion), actor, Completion).where(Completion.id == completion_id)
        db.session.execute(completions.values(is_declared=False))
        nothing_else = completions.where(Completion.session_id.is_(None), ~Completion.came_with_import)
        db.session.execute(nothing_else.values(status=CompletionStatus.WITHDRAWN))
    announce(CompletionsUnsaid((completion_id,), clock.now()))


def completions_of(actor: Anyone, session: TrainingSession) -> Sequence[UUID]:
    """Everything that people completed at a session."""
    return db.session.scalars(
        scoped(select(Completion.id), actor, Completion).where(Completion.session_id == session.id)
    ).all()


def _lock_people(actor: Anyone, completion_ids: Collection[UUID]) -> Sequence[Learner]:
    rows = (
        scoped(select(Learner), actor, Learner, Completion)
        .join(Completion, Completion.learner_id == Learner.id)
        .where(Completion.id.in_(completion_ids))
        .order_by(Learner.id)
        .with_for_update(of=Learner)
    )
    return db.session.scalars(rows).all()


def _recorded_before(
    actor: Anyone, organisation_id: UUID, course_id: UUID, day: date, found: Found
) -> dict[UUID, Completion]:
    """The completions of this course on this day that stand here already, by whose they are."""
    ids = [learner.id for learner in found.learners]
    rows = (
        scoped(select(func.coalesce(Learner.same_as_id, Learner.id), Completion), actor, Completion, Learner)
        .join(Learner, Learner.id == Completion.learner_id)
        .where(
            Completion.organisation_id == organisation_id,
            or_(Learner.id.in_(ids), Learner.same_as_id.in_(ids)),
            Completion.course_id == course_id,
            Completion.completed_on == day,
            Completion.status == CompletionStatus.CONFIRMED,
        )
        .order_by(Completion.session_id.is_not(None))
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _stand_behind(actor: Anyone, session: TrainingSession, completion_ids: list[UUID]) -> None:
    """What only an imported file had said is now said by whoever held the session too, and stays without the file."""
    if completion_ids:
        completions = scoped(update(Completion), actor, Completion).where(Completion.id.in_(completion_ids))
        db.session.execute(completions.values(session_id=session.id))


def _complete(session: TrainingSession, course: Course, tier: int | None, completions: dict[UUID, UUID]) -> None:
    if not completions:
        return
    expires_on = rules.last_day(session.held_on, course.validity_months)
    rows = [
        {
            "id": completion_id,
            "organisation_id": session.organisation_id,
            "learner_id": learner_id,
            "course_id": course.id,
            "tier": tier,
            "session_id": session.id,
            "completed_on": session.held_on,
            "expires_on": expires_on,
            "status": CompletionStatus.CONFIRMED,
        }
        for learner_id, completion_id in completions.items()
    ]
    db.session.execute(insert(Completion), rows)


def _place(actor: Anyone, learners: list[Learner], department_id: UUID | None) -> None:
    unplaced = [learner.id for learner in learners if learner.department_id is None]
    if department_id is not None and unplaced:
        # Whoever has several records works in one department.
        placed = scoped(update(Learner), actor, Learner).where(
            or_(Learner.id.in_(unplaced), Learner.same_as_id.in_(unplaced))
        )
        db.session.execute(placed.values(department_id=department_id))
