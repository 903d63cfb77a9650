"""Reads of what organisations pledge: the public's, and the organisation's own with owners and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from network.charter.models import Pledge
from network.charter.vocabulary import PledgeKind, PledgeState
from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class PublicPledge:
    """A pledge as the register shows it: without whoever sees to it."""

    kind: PledgeKind
    principle: str
    text: str
    state: PledgeState
    due_on: date | None
    checked_on: date | None
    checked_by: str
    """The partner that looked."""
    seen: str


def _public(actor: Anyone) -> Select[*tuple[Any, ...]]:
    peer = aliased(Organisation)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Pledge.organisation_id,
            Pledge.kind,
            Pledge.principle,
            Pledge.text,
            Pledge.state,
            Pledge.due_on,
            Pledge.checked_on,
            func.coalesce(peer.name, ""),
            Pledge.seen,
        )
        .outerjoin(peer, peer.id == Pledge.checked_by)
        .where(Pledge.ended_on.is_(None))
        .order_by(Pledge.id)
    )
    return scoped(statement, actor, Pledge)


def list_public_pledges(actor: Anyone, organisation_id: UUID) -> list[PublicPledge]:
    """What an organisation in the register has pledged, as everybody may read it."""
    rows = db.session.execute(_public(actor).where(Pledge.organisation_id == organisation_id))
    return [PublicPledge(*rest) for _, *rest in rows]


def list_actions_of_signatories(
    actor: Anyone, organisation_ids: Iterable[UUID] | None = None
) -> dict[UUID, list[PublicPledge]]:
    """The actions of each organisation that signed, or of those named. One query."""
    statement = _public(actor).where(Pledge.kind == PledgeKind.ACTION)
    if organisation_ids is not None:
        statement = statement.where(Pledge.organisation_id.in_(list(organisation_ids)))
    found: dict[UUID, list[PublicPledge]] = {}
    for owner, *rest in db.session.execute(statement):
        found.setdefault(owner, []).append(PublicPledge(*rest))
    return found


def _pledges(actor: Anyone) -> Select[Pledge]:
    return scoped(select(Pledge), actor, Pledge).where(Pledge.ended_on.is_(None)).order_by(Pledge.id)


def list_pledges_of(actor: Anyone, organisation_id: UUID) -> list[Pledge]:
    """An organisation's pledges of today in the order in which they were made: actions, then commitments."""
    found = db.session.scalars(_pledges(actor).where(Pledge.organisation_id == organisation_id))
    return sorted(found, key=lambda pledge: pledge.kind is not PledgeKind.ACTION)


def list_actions_of(actor: Anyone, organisation_id: UUID) -> list[Pledge]:
    """The actions for the next twelve months."""
    return [each for each in list_pledges_of(actor, organisation_id) if each.kind is PledgeKind.ACTION]


def list_all_pledges_of(actor: Anyone, organisation_id: UUID) -> tuple[list[Pledge], list[Pledge]]:
    """An organisation's pledges of today as `list_pledges_of`, and those that ended, the latest first. One query."""
    every = scoped(select(Pledge), actor, Pledge).where(Pledge.organisation_id == organisation_id).order_by(Pledge.id)
    rows = list(db.session.scalars(every))
    today = sorted((row for row in rows if row.ended_on is None), key=lambda row: row.kind is not PledgeKind.ACTION)
    past = [row for row in reversed(rows) if row.ended_on is not None]
    return today, past


def list_due(system: Anyone, first: date, last: date) -> list[Pledge]:
    """Pledges of today, whoever's, that are to be in place between two days and are not."""
    return list(
        db.session.scalars(
            _pledges(system).where(
                Pledge.due_on >= first,
                Pledge.due_on <= last,
                Pledge.state.in_([PledgeState.PLANNED, PledgeState.STARTED]),
            )
        )
    )


def get_any_own_pledge(actor: Actor, pledge_id: UUID) -> Pledge:
    """A pledge of the organisation acted in, of today or of before. Raises NotFound."""
    every = scoped(select(Pledge), actor, Pledge)
    found = db.session.scalars(
        every.where(Pledge.id == pledge_id, Pledge.organisation_id == actor.organisation_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def get_own_pledge(actor: Actor, pledge_id: UUID) -> Pledge:
    """A pledge of today of the organisation acted in. Raises NotFound for any other, though it is public."""
    found = db.session.scalars(
        _pledges(actor).where(Pledge.id == pledge_id, Pledge.organisation_id == actor.organisation_id)
    ).first()
    if found is None:
        raise NotFound
    return found
