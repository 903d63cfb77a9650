"""Two records of one person: found, said to be one, and told apart again. Nothing is moved, so nothing is lost."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select, update

from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import Conflict, NotFound, RuleBroken
from network.core.news import announce
from network.core.tenancy import scoped
from network.organisations.public import list_departments
from network.training import queries
from network.training.coverage import settled
from network.training.messages import CompletionsUnsaid
from network.training.models import Completion, Learner
from network.training.vocabulary import CompletionStatus

ONE_ALREADY = "These two records are one person already."
CHANGED = "Somebody joined one of these records, or told it apart, in this moment. Look at them again."


def stand_for(actor: Actor, *, kept: Learner, other: Learner, clock: Clock) -> Learner:
    """Says that two records are one person, for whom `kept` stands from now on. That record, or the other one.

    Whoever can be known again stands for the other: a record without an e-mail or staff number does not stand for
    one that has either. Nor does one that left for one that is still here, so that told apart again it has left.
    RuleBroken where they are one already, Conflict where somebody else joins one of them.
    """
    people = kept.person_id, other.person_id
    rows_now = queries.lock_rows(actor, set(people))
    kept, other = rows_now[people[0]], rows_now[people[1]]
    if kept.person_id == other.person_id:
        raise RuleBroken(None, ONE_ALREADY)
    if kept.same_as_id is not None or other.same_as_id is not None:
        raise Conflict(CHANGED)
    if (other.is_known, other.left_on is None) > (kept.is_known, kept.left_on is None):
        kept, other = other, kept
    with settled(actor, actor.organisation_id, [kept.id, other.id]):
        rows = scoped(update(Learner), actor, Learner).where(
            or_(Learner.id == other.id, Learner.same_as_id == other.id)
        )
        db.session.execute(rows.values(same_as_id=kept.id))
        other.before_joined = _to_give_back(kept, other)
        kept.department_id = kept.department_id or other.department_id
        kept.came_with_import = kept.came_with_import and other.came_with_import
        if other.left_on is None:
            kept.left_on = None  # whoever is still here under one of their records is here
        place_other_rows(actor, kept)
    _record(actor, "joined", kept, clock, {"other": str(other.id)})
    return kept


def tell_apart(actor: Actor, row_id: UUID, clock: Clock) -> Learner:
    """Takes back that a record is the same person as another: each has what was recorded under it, and the department
    and last day from before, but for what was said since. That record.

    Raises NotFound for a row that stands for itself, and for another organisation's, and Conflict where somebody else
    tells it apart.
    """
    former = db.session.scalar(
        queries.visible_rows(actor).with_only_columns(Learner.same_as_id).where(Learner.id == row_id)
    )
    if former is None:
        raise NotFound("We could not find that record.")
    rows = queries.lock_rows(actor, {row_id, former})
    row = rows[row_id]
    if row.same_as_id != former:
        raise Conflict(CHANGED)
    with settled(actor, actor.organisation_id, [former, row.id]):
        row.same_as_id = None
        _give_back(actor, rows[former], row)
    _record(actor, "told_apart", row, clock, {"other": str(former)})
    announce(CompletionsUnsaid(_completed_by(actor, row.id, former), clock.now()))
    return row


def _to_give_back(kept: Learner, other: Learner) -> dict[str, str | None]:
    """What joining changes: where `other` worked, and where and until when `kept` did."""
    said = {
        "kept": kept.id,
        "department": other.department_id,
        "kept_department": kept.department_id,
        "kept_left_on": kept.left_on if other.left_on is None else None,
    }
    return {name: None if value is None else str(value) for name, value in said.items()}


def _give_back(actor: Actor, kept: Learner, row: Learner) -> None:
    before, row.before_joined = row.before_joined, None
    if before is None:
        return
    open_ = {str(each.id): each.id for each in list_departments(actor, row.organisation_id)}
    came_from = row.department_id = open_.get(before["department"])
    if before["kept"] != str(kept.id):
        return  # it stood for the row by way of another, which gave it nothing of this one's
    if before["kept_department"] is None and kept.department_id == came_from:
        kept.department_id = None
        place_other_rows(actor, kept)
    if before["kept_left_on"] is not None and kept.left_on is None:
        left_on = date.fromisoformat(before["kept_left_on"])
        kept.left_on = left_on if _last_trained(actor, kept) <= left_on else None


def _last_trained(actor: Actor, learner: Learner) -> date:
    of_theirs = scoped(select(func.max(Completion.completed_on)), actor, Completion, Learner).join(
        Learner, Learner.id == Completion.learner_id
    )
    standing = Completion.status == CompletionStatus.CONFIRMED
    return (
        db.session.scalar(of_theirs.where(standing, or_(Learner.id == learner.id, Learner.same_as_id == learner.id)))
        or date.min
    )


def place_other_rows(actor: Anyone, person: Learner) -> None:
    """Whoever has several records works in one department."""
    rows = scoped(update(Learner), actor, Learner).where(Learner.same_as_id == person.id)
    db.session.execute(rows.values(department_id=person.department_id))


def _completed_by(actor: Actor, *people: UUID) -> tuple[UUID, ...]:
    rows = scoped(select(Completion.id), actor, Completion, Learner).join(Learner, Learner.id == Completion.learner_id)
    return tuple(db.session.scalars(rows.where(or_(Learner.id.in_(people), Learner.same_as_id.in_(people)))))


def _record(actor: Actor, what: str, learner: Learner, clock: Clock, changes: dict[str, str]) -> None:
    audit.record(actor, clock.now(), f"training.learner.{what}", "learner", learner.id, changes=changes)
