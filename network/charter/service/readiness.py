"""The readiness checklist: the network keeps its lines, an organisation answers them, the coordinator may look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from network.charter.models import CharterSetting, ReadinessAnswer, ReadinessItem
from network.charter.queries import readiness as queries
from network.charter.rules import readiness as rules
from network.charter.vocabulary import Readiness
from network.core import audit
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.organisations.public import get_host_id


def keep_checklist(actor: Actor | SystemActor, readiness: Readiness, lines: Sequence[str], clock: Clock) -> None:
    """Says what the network makes of its checklist, and which lines it has, in order.

    A line with the same words keeps what organisations answered; one that is not there any more is not asked.
    Raises `RuleBroken` on `lines`.
    """
    checked = rules.checked_lines(lines)
    rules.check_has_lines(readiness, checked)
    _setting(actor).readiness = readiness
    present = {item.text: item for item in queries.list_items(actor)}
    for position, text in enumerate(checked, start=1):
        item = present.pop(text, None)
        if item is None:
            item = ReadinessItem(id=new_id(), organisation_id=get_host_id(), text=text)
            db.session.add(item)
        item.position = position
    for item in present.values():
        item.is_used = False
    db.session.flush()
    audit.record(
        actor,
        clock.now(),
        "charter.checklist.keep",
        "charter_setting",
        None,
        changes={"readiness": readiness.value, "lines": len(checked)},
    )


def begin_checklist(actor: Actor | SystemActor, clock: Clock) -> None:
    """The checklist that a network begins with, offered to whoever signs; nothing where it has said otherwise."""
    if queries.find_setting(actor) is None:
        keep_checklist(actor, Readiness.OFFERED, rules.DEFAULT_LINES, clock)


def _setting(actor: Actor | SystemActor) -> CharterSetting:
    setting = queries.find_setting(actor)
    if setting is None:
        setting = CharterSetting(id=new_id(), organisation_id=get_host_id(), readiness=Readiness.OFFERED)
        db.session.add(setting)
    return setting


def declare(actor: Actor, answers: Mapping[UUID, bool], clock: Clock) -> None:
    """Answers lines for one's own organisation: ready, or not yet. Lines that are not asked are left out.

    An answer that changes is not what somebody checked any more.
    """
    changed = 0
    for line in queries.list_lines(actor, actor.organisation_id):
        said = answers.get(line.item.id)
        if said is None or (line.answer is not None and line.answer.is_ready is said):
            continue
        answer = line.answer
        if answer is None:
            answer = ReadinessAnswer(id=new_id(), organisation_id=actor.organisation_id, item_id=line.item.id)
            db.session.add(answer)
        answer.is_ready, answer.answered_by_id, answer.answered_at = said, actor.user_id, clock.now()
        answer.checked_at = answer.checked_by_id = None
        changed += 1
    db.session.flush()
    if changed:
        audit.record(
            actor,
            clock.now(),
            "charter.readiness.declare",
            "charter_readiness_answer",
            None,
            changes={"lines": changed},
        )


def check(actor: Actor, organisation_id: UUID, item_id: UUID, *, is_seen: bool, clock: Clock) -> ReadinessAnswer:
    """The coordinator looked, and saw that it is so; or takes that back.

    Raises NotFound where nothing was answered, and `RuleBroken` for a line that the organisation is not ready in.
    """
    lines = queries.list_lines(actor, organisation_id)
    answer = next((line.answer for line in lines if line.item.id == item_id), None)
    if answer is None:
        raise NotFound
    rules.check_may_be_checked(is_ready=answer.is_ready)
    answer.checked_at, answer.checked_by_id = (clock.now(), actor.user_id) if is_seen else (None, None)
    audit.record(
        actor,
        clock.now(),
        "charter.readiness.check",
        "charter_readiness_answer",
        answer.id,
        organisation_id=organisation_id,
        changes={"seen": is_seen},
    )
    return answer
