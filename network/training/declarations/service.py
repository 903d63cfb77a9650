"""The answers of a lead or champion: confirmed, not confirmed, and taking a confirmation back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from network.accounts.public import find_person
from network.core import audit, outbox
from network.core.actor import Actor
from network.core.clock import Clock, out_of_quiet_hours
from network.core.database import db
from network.core.errors import Conflict, RuleBroken
from network.core.text import several_lines
from network.organisations.public import get_organisation
from network.training.courses.queries import get_course
from network.training.declarations import queries, rules
from network.training.declarations.messages import DeclarationAnswered
from network.training.declarations.vocabulary import DeclarationState
from network.training.models import Declaration
from network.training.recording import add_declared, take_declared_out
from network.training.roster import Attendee


def confirm(actor: Actor, declaration_id: UUID, clock: Clock, seen: datetime | None = None) -> Declaration:
    """Says that somebody completed what they declared: it counts from now on, like any other completion.

    `seen` is when what the actor read was declared; None says that nobody read it first. Twice is as good as once.
    RuleBroken for one's own, and for one that was answered otherwise. Raises NotFound, and Conflict where it was
    declared anew since.
    """
    row = queries.get_declaration(actor, declaration_id)
    if row.state is DeclarationState.CONFIRMED:
        return row
    _check(actor, row, seen)
    course = get_course(actor, row.course_id)
    person = Attendee(row.name, row.email, line=1)
    completion_id = add_declared(actor, row.organisation_id, course, person, row.completed_on, clock)
    _answer(actor, row, DeclarationState.CONFIRMED, clock, completion_id=completion_id)
    return row


def refuse(actor: Actor, declaration_id: UUID, why: str, clock: Clock, seen: datetime | None = None) -> Declaration:
    """Says what is missing; the person reads it, and can declare again. `seen` as for `confirm`.

    RuleBroken on `why`, for one's own, and for one that was answered already. Raises NotFound, and Conflict where it
    was declared anew since.
    """
    row = queries.get_declaration(actor, declaration_id)
    said = several_lines(why)
    rules.check_why(said)
    _check(actor, row, seen)
    _answer(actor, row, DeclarationState.NOT_CONFIRMED, clock, why=said)
    return row


def take_confirmation_back(actor: Actor, declaration_id: UUID, clock: Clock) -> Declaration:
    """It waits again, and counts no more, unless a session, a file or another declaration says so too.

    Twice is as good as once.

    RuleBroken where the person has declared the same course anew since: that one is answered. Raises NotFound.
    """
    row = queries.get_declaration(actor, declaration_id)
    if row.completion_id is None:
        return row
    if queries.find_waiting(actor, row.organisation_id, row.email, row.course_id) is not None:
        raise RuleBroken(None, "They have declared this course again since. Answer that first.")
    completion_id, row.completion_id = row.completion_id, None
    row.state, row.answered_at, row.answered_by_id = DeclarationState.WAITING, None, None
    db.session.flush()
    if not queries.is_confirmed_elsewhere(actor, completion_id):
        take_declared_out(actor, row.organisation_id, completion_id, clock)
    _record(actor, "confirmation_taken_back", row, clock, {})
    return row


def _check(actor: Actor, row: Declaration, seen: datetime | None) -> None:
    if seen is not None and seen != row.declared_at and row.state is DeclarationState.WAITING:
        raise Conflict(rules.DECLARED_ANEW)
    answering = find_person(actor.user_id)
    rules.check_answer(row.state, row.email, answering.email if answering is not None else None)


def _answer(
    actor: Actor,
    row: Declaration,
    state: DeclarationState,
    clock: Clock,
    *,
    completion_id: UUID | None = None,
    why: str = "",
) -> None:
    row.state, row.completion_id, row.why = state, completion_id, why
    row.answered_at, row.answered_by_id = clock.now(), actor.user_id
    db.session.flush()
    _record(actor, state.name.lower(), row, clock, {"completion": str(completion_id) if completion_id else ""})
    told = DeclarationAnswered(row.email, get_organisation(row.organisation_id).name)
    key = f"training.declaration_answered:{row.id}:{clock.now().isoformat()}"
    outbox.enqueue(told, clock, unique_key=key, not_before=out_of_quiet_hours(clock.now()))


def _record(actor: Actor, verb: str, row: Declaration, clock: Clock, changes: dict[str, Any]) -> None:
    action = f"training.declaration.{verb}"
    audit.record(actor, clock.now(), action, "training_declaration", row.id, changes=changes)
