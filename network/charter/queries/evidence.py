"""Reads of what shows a pledge: the organisation's own, and what whoever checks it may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import undefer

from network.charter.models import Evidence, Pledge
from network.charter.vocabulary import EvidenceKind
from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.files.checked import CheckedFile
from network.core.tenancy import scoped, system_scope


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence as a page shows it."""

    id: UUID
    kind: EvidenceKind
    title: str
    address: str
    filename: str
    size: int
    review_on: date | None


def visible_evidence(actor: Anyone) -> Select[Evidence]:
    """One's own organisation's."""
    return scoped(select(Evidence), actor, Evidence)


def list_evidence(actor: Actor, pledge_ids: Iterable[UUID]) -> dict[UUID, list[Evidence]]:
    """What shows each of one's own organisation's pledges, without the files themselves. One query."""
    wanted = visible_evidence(actor).where(Evidence.pledge_id.in_(list(pledge_ids)))
    found: dict[UUID, list[Evidence]] = {}
    for each in db.session.scalars(wanted.order_by(Evidence.id)):
        found.setdefault(each.pledge_id, []).append(each)
    return found


def count_evidence(actor: Actor) -> dict[UUID, int]:
    """How many pieces each of one's own organisation's pledges has."""
    counted = scoped(select(Evidence.pledge_id, func.count()), actor, Evidence).group_by(Evidence.pledge_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def get_evidence(actor: Actor, evidence_id: UUID) -> Evidence:
    """A piece of one's own organisation's evidence. Raises NotFound."""
    found = db.session.scalars(visible_evidence(actor).where(Evidence.id == evidence_id)).first()
    if found is None:
        raise NotFound
    return found


def bytes_kept(actor: Actor) -> int:
    """How much room the organisation's files take."""
    return db.session.scalar(scoped(select(func.coalesce(func.sum(Evidence.size), 0)), actor, Evidence)) or 0


def list_for_check(pledge_id: UUID) -> list[Shown]:
    """What shows a pledge, for the partner that was asked to look; whoever calls has made sure that it was."""
    with system_scope(db.session(), "a partner looks at what it was asked to check") as system:
        wanted = visible_evidence(system).where(Evidence.pledge_id == pledge_id)
        return [
            Shown(each.id, each.kind, each.title, each.address, each.filename, each.size, each.review_on)
            for each in db.session.scalars(wanted.order_by(Evidence.id))
        ]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file, to be handed on."""

    file: CheckedFile
    name: str


def get_file(actor: Actor, evidence_id: UUID) -> KeptFile:
    """A file of one's own organisation's. Raises NotFound."""
    return _file(visible_evidence(actor).where(Evidence.id == evidence_id))


def get_file_for_check(pledge_id: UUID, evidence_id: UUID) -> KeptFile:
    """A file that shows a pledge, as `list_for_check`. Raises NotFound for one that shows another."""
    with system_scope(db.session(), "a partner opens what it was asked to check") as system:
        return _file(visible_evidence(system).where(Evidence.id == evidence_id, Evidence.pledge_id == pledge_id))


def _file(statement: Select[Evidence]) -> KeptFile:
    row = db.session.scalars(statement.options(undefer(Evidence.content))).first()
    if row is None or row.content is None or row.file_kind is None:
        raise NotFound
    kept = CheckedFile(row.file_kind, row.media_type, row.filename.rpartition(".")[2], row.content)
    return KeptFile(kept, row.filename)


def list_to_review(system: Anyone, first: date, last: date) -> list[tuple[UUID, UUID, UUID, date]]:
    """Evidence of pledges of today to be looked at again between two days: whose, which, of what, by when."""
    wanted = (
        scoped(
            select(Evidence.organisation_id, Evidence.id, Evidence.pledge_id, Evidence.review_on),
            system,
            Evidence,
            Pledge,
        )
        .join(Pledge, Pledge.id == Evidence.pledge_id)
        .where(Pledge.ended_on.is_(None), Evidence.review_on >= first, Evidence.review_on <= last)
    )
    rows = db.session.execute(wanted.order_by(Evidence.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[3] is not None]
