"""Reads of the readiness checklist: the network's lines, and what an organisation answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from network.charter.models import CharterSetting, ReadinessAnswer, ReadinessItem
from network.charter.vocabulary import Readiness
from network.core.actor import Anyone
from network.core.database import db
from network.core.tenancy import scoped
from network.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist with an organisation's answer, where it gave one."""

    item: ReadinessItem
    answer: ReadinessAnswer | None


def find_setting(actor: Anyone) -> CharterSetting | None:
    """How this network runs its charter; None while the defaults hold."""
    return db.session.scalars(scoped(select(CharterSetting), actor, CharterSetting)).first()


def readiness_of_network(actor: Anyone) -> Readiness:
    """What the network makes of its checklist."""
    setting = find_setting(actor)
    return setting.readiness if setting is not None else Readiness.OFFERED


def list_items(actor: Anyone) -> list[ReadinessItem]:
    """The lines that are in use, in order; a network has a dozen."""
    items = scoped(select(ReadinessItem), actor, ReadinessItem).where(ReadinessItem.is_used)
    return list(db.session.scalars(items.order_by(ReadinessItem.position, ReadinessItem.id)))


def visible_answers(actor: Anyone) -> Select[ReadinessAnswer]:
    """One's own organisation's; every partner's for the coordinator."""
    return scoped(select(ReadinessAnswer), actor, ReadinessAnswer)


def list_lines(actor: Anyone, organisation_id: UUID) -> list[Line]:
    """The checklist as an organisation has answered it. Two queries."""
    answers = visible_answers(actor).where(ReadinessAnswer.organisation_id == organisation_id)
    by_item = {answer.item_id: answer for answer in db.session.scalars(answers)}
    return [Line(item, by_item.get(item.id)) for item in list_items(actor)]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the network asks an organisation before it signs."""

    lines: tuple[Line, ...] = ()
    is_needed: bool = False
    """Whether it is still to answer something before it may sign."""


def read_checklist(actor: Anyone, organisation_id: UUID) -> Checklist:
    """The checklist of an organisation; empty where the network does not use one. Three queries."""
    mode = readiness_of_network(actor)
    if mode is Readiness.OFF:
        return Checklist()
    lines = tuple(list_lines(actor, organisation_id))
    is_answered = all(line.answer is not None for line in lines)
    return Checklist(lines, is_needed=mode is Readiness.NEEDED and not is_answered)


def list_declared(actor: Anyone) -> dict[UUID, str]:
    """The organisations that answered the checklist, by name."""
    answered = (
        scoped(select(Organisation.id, Organisation.name), actor, ReadinessAnswer)
        .join(ReadinessAnswer, ReadinessAnswer.organisation_id == Organisation.id)
        .distinct()
    )
    rows = db.session.execute(answered.order_by(Organisation.name, Organisation.id))
    return {row.id: row.name for row in rows}
