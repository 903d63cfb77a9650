"""The verbs of a plan: draft, change, send, answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from network.accounts.public import find_person, list_people_with_role
from network.core import audit, outbox
from network.core.actor import Actor
from network.core.clock import Clock, out_of_quiet_hours
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed
from network.core.permissions import Role
from network.organisations.public import hold_organisation
from network.training.models import PlanLine, TrainingPlan
from network.training.needs.queries import get_within_reach
from network.training.plans import queries, rules
from network.training.plans.messages import PlanAnswered, PlanChanged, PlanSent
from network.training.plans.rules import LABELS, LineDraft
from network.training.plans.vocabulary import LineState, PlanState
from network.ui.filters import as_date


def draft_plan(actor: Actor, organisation_id: UUID, clock: Clock) -> TrainingPlan:
    """A plan of what is suggested for an organisation, as a draft; the draft that there is, where there is one.

    Raises NotFound.
    """
    get_within_reach(actor, organisation_id)
    hold_organisation(organisation_id)
    present = queries.find_draft(actor, organisation_id)
    if present is not None:
        return present
    plan = TrainingPlan(
        id=new_id(),
        organisation_id=organisation_id,
        state=PlanState.DRAFT,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    for each in queries.read_offer(actor, organisation_id, clock.today()).items[: rules.MOST_LINES]:
        if each.course is not None and each.mode is not None:
            by_on = each.gap.needed_by
            drafted = LineDraft(
                each.course.id, each.gap.people, each.sessions, each.places, each.mode, each.time, by_on, each.why
            )
            db.session.add(_row(plan, drafted))
    db.session.flush()
    _record(actor, clock, "draft", plan, {})
    return plan


def add_line(actor: Actor, plan_id: UUID, draft: LineDraft, clock: Clock) -> PlanLine:
    """Adds a line to a draft. Raises NotFound, `RuleBroken` on the field to mend, and Conflict once it was sent."""
    plan = _own_to_make(actor, plan_id)
    rules.check_draft(plan.state)
    rules.check_room(len(queries.list_lines(actor, plan)))
    line = _row(plan, _checked(actor, draft, None, clock))
    db.session.add(line)
    db.session.flush()
    _record_line(actor, clock, "add", line, _in_words(draft_of(line)))
    return line


def change_line(
    actor: Actor, plan_id: UUID, line_id: UUID, draft: LineDraft, seen_version: int, clock: Clock
) -> PlanLine:
    """Changes a line; one that was answered waits for an answer again, with what was answered beside it.

    Raises NotFound, `RuleBroken`, and Conflict for an agreed line, or with both texts where it was changed since.
    """
    plan = _own_to_make(actor, plan_id)
    line = queries.get_line(actor, plan, line_id).line
    checked, before = _checked(actor, draft, line.by_on, clock), draft_of(line)
    changed = [field for field in LABELS if getattr(checked, field) != getattr(before, field)]
    theirs, yours = _in_words(before, changed), _in_words(checked, changed)
    if line.version != seen_version:
        raise Conflict(
            "This line was changed or answered after you opened it. Yours is not saved yet.",
            yours=yours,
            theirs={**theirs, "Answer": line.state.label},
        )
    rules.check_changeable(line.state)
    if not changed:
        return line
    for field in changed:
        setattr(line, field, getattr(checked, field))
    line.state = LineState.OPEN
    db.session.flush()
    _record_line(actor, clock, "change", line, {label: [theirs[label], yours[label]] for label in yours})
    if plan.state is PlanState.SENT:
        _tell_leads(plan, PlanChanged, f"changed:{clock.today()}", clock)
    return line


def remove_line(actor: Actor, plan_id: UUID, line_id: UUID, clock: Clock) -> None:
    """Takes a line out of a draft. Raises NotFound, and Conflict once it was sent."""
    plan = _own_to_make(actor, plan_id)
    rules.check_draft(plan.state)
    line = queries.get_line(actor, plan, line_id).line
    _record_line(actor, clock, "remove", line, {})
    db.session.delete(line)
    db.session.flush()


def discard_plan(actor: Actor, plan_id: UUID, clock: Clock) -> TrainingPlan:
    """Gives a draft up, with its lines. Raises NotFound, and Conflict once it was sent."""
    plan = _own_to_make(actor, plan_id)
    rules.check_draft(plan.state)
    for shown in queries.list_lines(actor, plan):
        db.session.delete(shown.line)
    db.session.flush()
    _record(actor, clock, "discard", plan, {})
    db.session.delete(plan)
    db.session.flush()
    return plan


def send_plan(actor: Actor, plan_id: UUID, clock: Clock) -> TrainingPlan:
    """Sends a draft to the organisation's leads. Raises NotFound, `RuleBroken`, and Conflict once it was sent."""
    plan = _own_to_make(actor, plan_id)
    rules.check_draft(plan.state)
    lines = len(queries.list_lines(actor, plan))
    leads = list_people_with_role(plan.organisation_id, Role.ORGANISATION_LEAD, clock)
    rules.check_sendable(lines, len(leads), f"/training/plans/{plan.id}")
    plan.state, plan.sent_by_id, plan.sent_at = PlanState.SENT, actor.user_id, clock.now()
    db.session.flush()
    _record(actor, clock, "send", plan, {"lines": lines})
    _tell_leads(plan, PlanSent, "sent", clock)
    return plan


def answer_line(
    actor: Actor, plan_id: UUID, line_id: UUID, state: LineState, words: str, seen_version: int, clock: Clock
) -> PlanLine:
    """The organisation agrees to a line, proposes something else, or declines; it can answer anew (U15).

    Raises NotFound, `RuleBroken` on `state` or `words`, and Conflict with both where the line was changed since.
    """
    plan = queries.get_plan(actor, plan_id)
    if plan.organisation_id != actor.organisation_id:
        raise NotAllowed("Only the organisation itself can answer its plan.")
    line = queries.get_line(actor, plan, line_id).line
    tidy = rules.checked_answer(state, words)
    if line.version != seen_version:
        raise Conflict(
            "This line was changed or answered after you opened it. Look at it again, then answer.",
            yours={"Answer": state.label, "Words": tidy},
            theirs={"Answer": line.state.label, "Words": line.answer, **_in_words(draft_of(line))},
        )
    before = line.state
    line.state, line.answer = state, tidy
    line.answered_by_id, line.answered_at = actor.user_id, clock.now()
    db.session.flush()
    _record_line(actor, clock, "answer", line, {"state": [before.value, state.value]})
    if all(shown.line.state is not LineState.OPEN for shown in queries.list_lines(actor, plan)):
        _tell_sender(plan, clock)
    return line


def draft_of(line: PlanLine) -> LineDraft:
    """What a line offers, to be changed."""
    return LineDraft(**{field: getattr(line, field) for field in LABELS})


def _own_to_make(actor: Actor, plan_id: UUID) -> TrainingPlan:
    return queries.get_plan(actor, plan_id)


def _checked(actor: Actor, draft: LineDraft, before: Any, clock: Clock) -> LineDraft:
    course = next((each for each in queries.list_offered(actor) if each.id == draft.course_id), None)
    return rules.checked_line(draft, course.modes if course is not None else None, before, clock.today())


def _row(plan: TrainingPlan, draft: LineDraft) -> PlanLine:
    values = {field: getattr(draft, field) for field in LABELS}
    return PlanLine(
        id=new_id(), organisation_id=plan.organisation_id, plan_id=plan.id, state=LineState.OPEN, answer="", **values
    )


def _in_words(draft: LineDraft, fields: Any = None) -> dict[str, str]:
    words = {
        "course_id": str(draft.course_id),
        "people": f"{draft.people:,}",
        "sessions": f"{draft.sessions:,}",
        "places": f"{draft.places:,}",
        "mode": draft.mode.label,
        "time": draft.time.label if draft.time is not None else "Not given",
        "by_on": as_date(draft.by_on) if draft.by_on is not None else "Not given",
        "why": draft.why,
    }
    return {LABELS[field]: words[field] for field in (LABELS if fields is None else fields)}


def _tell_leads(plan: TrainingPlan, kind: type[PlanSent] | type[PlanChanged], about: str, clock: Clock) -> None:
    """One message for each lead, at most one a day of what changed, and none in the quiet hours (U33, U34)."""
    leads = list_people_with_role(plan.organisation_id, Role.ORGANISATION_LEAD, clock)
    messages: Mapping[str, Any] = {
        f"training.plan.{about}:{plan.id}:{lead.id}": kind(lead.email, str(plan.id)) for lead in leads
    }
    outbox.enqueue_all(messages, clock, not_before=out_of_quiet_hours(clock.now()))


def _tell_sender(plan: TrainingPlan, clock: Clock) -> None:
    sender = find_person(plan.sent_by_id) if plan.sent_by_id is not None else None
    if sender is not None:
        key = f"training.plan.answered:{clock.today()}:{plan.id}"
        told = PlanAnswered(sender.email, str(plan.id))
        outbox.enqueue(told, clock, unique_key=key, not_before=out_of_quiet_hours(clock.now()))


def _record(actor: Actor, clock: Clock, verb: str, plan: TrainingPlan, changes: Mapping[str, Any]) -> None:
    action, owner = f"training.plan.{verb}", plan.organisation_id
    audit.record(actor, clock.now(), action, "training_plan", plan.id, organisation_id=owner, changes=changes)


def _record_line(actor: Actor, clock: Clock, verb: str, line: PlanLine, changes: Mapping[str, Any]) -> None:
    action, owner = f"training.plan_line.{verb}", line.organisation_id
    audit.record(actor, clock.now(), action, "training_plan_line", line.id, organisation_id=owner, changes=changes)
