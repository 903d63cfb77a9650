"""Deciding that an outside course counts as a tier, ending it, and counting what was completed before it was decided.

A completion carries its tier. A new one takes it from the decisions as it is written (`rules.tier_on`); those of
before are reached by the worker, some at a time. It looks for what a decision covers and has no tier yet, so that it
needs no memory of its own, and whatever was on its way in the moment of the decision is found the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from network.core import audit
from network.core.actor import Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.core.text import several_lines
from network.training.courses import queries, rules
from network.training.coverage import settled
from network.training.models import Completion, Course, CourseEquivalence, Learner
from network.training.rules import last_day
from network.training.vocabulary import CompletionStatus

AT_ONCE: Final = 1_000
ONE_ALREADY: Final = "This course counts as a tier already. End that decision first."


def decide(actor: Anyone, course_id: UUID, *, tier: int, from_on: date, reason: str, clock: Clock) -> CourseEquivalence:
    """Decides that a course outside the tiers counts as one of them: what is completed on `from_on` or later.

    What was completed since then is counted by the worker, for every organisation. Raises NotFound, and RuleBroken
    on `tier`, `from_on` or `reason`. (D15, TR-10)
    """
    course = _locked(actor, course_id)
    reason = several_lines(reason)
    rules.check_decision(course.tier, from_on, reason, clock.today())
    if tier not in {each.number for each in queries.list_tiers()}:
        raise RuleBroken("tier", "Choose a tier from the list")
    if any(each.ended_on is None for each in queries.list_decisions(course_id)[course_id]):
        raise RuleBroken("tier", ONE_ALREADY)
    decision = CourseEquivalence(
        id=new_id(),
        course_id=course.id,
        tier=tier,
        from_on=from_on,
        reason=reason,
        decided_by_id=actor.user_id,
        decided_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    changes = {"course": course.code, "tier": tier, "from_on": from_on.isoformat(), "reason": reason}
    _record(actor, "decided", decision, clock, changes)
    return decision


def end(actor: Anyone, course_id: UUID, decision_id: UUID, clock: Clock) -> CourseEquivalence:
    """Ends a decision with today: what is completed later counts no more, what counted goes on to.

    Twice is as good as once. Raises NotFound.
    """
    course = _locked(actor, course_id)
    decision = queries.get_decision(course_id, decision_id)
    if decision.ended_on is not None:
        return decision
    decision.ended_on, decision.ended_by_id = clock.today(), actor.user_id
    db.session.flush()
    _record(actor, "ended", decision, clock, {"course": course.code, "ended_on": decision.ended_on.isoformat()})
    return decision


def _locked(actor: Anyone, course_id: UUID) -> Course:
    """One decision about a course after the other, and none while it is moved into a tier."""
    queries.get_course(actor, course_id)
    locked = queries.visible_courses(actor).where(Course.id == course_id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


def _record(actor: Anyone, what: str, decision: CourseEquivalence, clock: Clock, changes: dict[str, Any]) -> None:
    action = f"training.equivalence.{what}"
    audit.record(actor, clock.now(), action, "training_course_equivalence", decision.id, changes=changes)


@dataclass(frozen=True, slots=True)
class _Uncounted:
    """A completion that a decision covers and that counts in no tier yet."""

    id: UUID
    organisation_id: UUID
    person_id: UUID
    completed_on: date


def count_some(system: SystemActor, clock: Clock, most: int = AT_ONCE) -> int:
    """Counts some of what the decisions cover and no tier has yet, over all organisations; how many completions.

    The number of statements goes with the organisations among them and with the months in which they run out.
    """
    counted = 0
    for decision in _in_order_of_deciding():
        if counted >= most:
            break
        counted += _count(system, decision, most - counted, clock)
    return counted


def _in_order_of_deciding() -> Sequence[CourseEquivalence]:
    return [each for decisions in queries.list_decisions().values() for each in decisions]


def _count(system: SystemActor, decision: CourseEquivalence, most: int, clock: Clock) -> int:
    course = queries.get_course(system, decision.course_id)
    by_organisation: dict[UUID, list[_Uncounted]] = defaultdict(list)
    for each in _uncounted(system, decision, most):
        by_organisation[each.organisation_id].append(each)
    for organisation_id, some in sorted(by_organisation.items()):
        with settled(system, organisation_id, {each.person_id for each in some}):
            _write(system, decision, course, some)
        changes = {"completions": len(some), "tier": decision.tier}
        audit.record(
            system,
            clock.now(),
            "training.equivalence.counted",
            "training_course_equivalence",
            decision.id,
            organisation_id=organisation_id,
            changes=changes,
        )
    return sum(len(some) for some in by_organisation.values())


def _uncounted(system: SystemActor, decision: CourseEquivalence, most: int) -> list[_Uncounted]:
    """Some of them, with their people locked, so that a session that is logged meanwhile waits."""
    covered = [Completion.completed_on >= decision.from_on]
    if decision.ended_on is not None:
        covered.append(Completion.completed_on <= decision.ended_on)
    rows = (
        scoped(
            select(
                Completion.id,
                Completion.organisation_id,
                Completion.completed_on,
                Learner.id.label("learner_id"),
                Learner.same_as_id,
            ),
            system,
            Completion,
            Learner,
        )
        .join(Learner, Learner.id == Completion.learner_id)
        .where(
            Completion.course_id == decision.course_id,
            Completion.tier.is_(None),
            Completion.status == CompletionStatus.CONFIRMED,
            *covered,
        )
        .order_by(Learner.id)
        .limit(most)
        .with_for_update(of=Learner)
    )
    found = [
        _Uncounted(row.id, row.organisation_id, row.same_as_id or row.learner_id, row.completed_on)
        for row in db.session.execute(rows)
    ]
    _lock(system, {each.person_id for each in found})
    return found


def _lock(system: SystemActor, people: set[UUID]) -> None:
    """The rows that stand for them, after the rows that they trained under: in the order of a log."""
    rows = scoped(select(Learner.id), system, Learner).where(Learner.id.in_(people))
    db.session.execute(rows.order_by(Learner.id).with_for_update())


def _write(system: SystemActor, decision: CourseEquivalence, course: Course, some: Sequence[_Uncounted]) -> None:
    by_last_day: dict[date, list[UUID]] = defaultdict(list)
    for each in some:
        by_last_day[last_day(each.completed_on, course.validity_months)].append(each.id)
    for last, ids in sorted(by_last_day.items()):
        completions = scoped(update(Completion), system, Completion).where(
            Completion.id.in_(ids), Completion.tier.is_(None)
        )
        db.session.execute(completions.values(tier=decision.tier, expires_on=last))
