"""Reads of peer checks: those that one's organisation asked for, and those that it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from network.charter.models import PeerCheck, Pledge
from network.charter.vocabulary import CheckState, Finding
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.models import Organisation

OPEN = (CheckState.ASKED, CheckState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Check:
    """A peer check with the pledge that it is about, for either partner."""

    id: UUID
    version: int
    organisation_id: UUID
    organisation: str
    peer_id: UUID
    peer: str
    state: CheckState
    asked_at: datetime
    note: str
    finding: Finding | None
    seen: str
    answered_at: datetime | None
    pledge_id: UUID
    pledge: str
    principle: str
    due_on: date | None


def visible_checks(actor: Actor) -> Select[PeerCheck]:
    """Those of the organisation acted in, asked by it or of it; nobody else's, the coordinator's neither."""
    return scoped(select(PeerCheck), actor, PeerCheck)


def get_check_row(actor: Actor, check_id: UUID, *, is_own: bool) -> PeerCheck:
    """A check that one's organisation asked for (`is_own`), or was asked for, to be changed. Raises NotFound."""
    side = PeerCheck.organisation_id if is_own else PeerCheck.peer_organisation_id
    found = db.session.scalars(
        visible_checks(actor).where(PeerCheck.id == check_id, side == actor.organisation_id).with_for_update()
    ).first()
    if found is None:
        raise NotFound
    return found


def _checks(actor: Actor) -> Select[*tuple[Any, ...]]:
    asker, peer = aliased(Organisation), aliased(Organisation)
    statement: Select[*tuple[Any, ...]] = (
        select(
            PeerCheck.id,
            PeerCheck.version,
            PeerCheck.organisation_id,
            asker.name,
            PeerCheck.peer_organisation_id,
            peer.name,
            PeerCheck.state,
            PeerCheck.asked_at,
            PeerCheck.note,
            PeerCheck.finding,
            PeerCheck.seen,
            PeerCheck.answered_at,
            Pledge.id,
            Pledge.text,
            Pledge.principle,
            Pledge.due_on,
        )
        .join(Pledge, Pledge.id == PeerCheck.pledge_id)
        .join(asker, asker.id == PeerCheck.organisation_id)
        .join(peer, peer.id == PeerCheck.peer_organisation_id)
    )
    return scoped(statement, actor, PeerCheck, Pledge)


def get_check(actor: Actor, check_id: UUID) -> Check:
    """One check, for either partner. Raises NotFound."""
    row = db.session.execute(_checks(actor).where(PeerCheck.id == check_id)).first()
    if row is None:
        raise NotFound
    return Check(*row)


def list_checks(actor: Actor) -> list[Check]:
    """Every check of the organisation acted in, the open ones first, then the latest; a hundred at most."""
    rows = db.session.execute(
        _checks(actor).order_by(PeerCheck.state.in_(OPEN).desc(), PeerCheck.asked_at.desc(), PeerCheck.id).limit(100)
    )
    return [Check(*row) for row in rows]


def get_pledge_version(actor: Actor, pledge_id: UUID) -> int:
    """The version of a pledge, which is public, as it stands. Raises NotFound."""
    version = db.session.scalar(scoped(select(Pledge.version), actor, Pledge).where(Pledge.id == pledge_id))
    if version is None:
        raise NotFound
    return version


def find_open_check(actor: Actor, pledge_id: UUID) -> PeerCheck | None:
    """The check of one's own pledge that is under way."""
    wanted = visible_checks(actor).where(PeerCheck.pledge_id == pledge_id, PeerCheck.state.in_(OPEN))
    return db.session.scalars(wanted).first()
