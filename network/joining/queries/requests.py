"""Reads of requests. `visible_requests` says who sees what; the rest starts from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import aliased

from network.core import crypto
from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.joining.models import PARTS, JoinRequest
from network.joining.permissions import JoiningPermission
from network.joining.vocabulary import RequestState


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list, without a word of whoever asks."""

    request: JoinRequest
    others: int
    """How many more people asked for the same organisation."""


def visible_requests(actor: Anyone) -> Select[JoinRequest]:
    """Confirmed requests to the organisation that the actor acts in, for those who read them; nothing for others."""
    found = scoped(select(JoinRequest), actor, JoinRequest)
    if isinstance(actor, SystemActor):
        return found
    may_read = isinstance(actor, Actor) and actor.can(JoiningPermission.READ)
    return found.where(JoinRequest.state != RequestState.UNVERIFIED if may_read else false())


def get_request(actor: Anyone, request_id: UUID, *, for_update: bool = False) -> JoinRequest:
    """The first request for an organisation; one that stands beside it is read with it. Raises NotFound."""
    statement = visible_requests(actor).where(JoinRequest.id == request_id, JoinRequest.beside_id.is_(None))
    if for_update:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(statement).first()
    if found is None:
        raise NotFound
    return found


def list_beside(actor: Anyone, request_id: UUID) -> list[JoinRequest]:
    """Those who asked for the same organisation later, the first of them first."""
    beside = visible_requests(actor).where(JoinRequest.beside_id == request_id)
    return list(db.session.scalars(beside.order_by(JoinRequest.verified_at, JoinRequest.id)))


def list_requests(actor: Actor, number: int, size: int = PAGE_SIZE, *, is_answered: bool = False) -> Page[RequestLine]:
    """What waits, the oldest first; or what was answered, the latest first. Two queries."""
    later = aliased(JoinRequest)
    others = (
        scoped(select(func.count(later.id)), actor, later)
        .where(later.organisation_id == JoinRequest.organisation_id, later.beside_id == JoinRequest.id)
        .correlate(JoinRequest)
        .scalar_subquery()
    )
    wanted = visible_requests(actor).add_columns(others).where(JoinRequest.beside_id.is_(None))
    if is_answered:
        wanted = wanted.where(JoinRequest.answered_at.is_not(None)).order_by(
            JoinRequest.answered_at.desc(), JoinRequest.id
        )
    else:
        wanted = wanted.where(JoinRequest.state == RequestState.WAITING).order_by(
            JoinRequest.verified_at, JoinRequest.id
        )
    return paginate(wanted, number, size).map(lambda row: RequestLine(row[0], row[1]))


def count_waiting(actor: Anyone) -> int:
    """How many organisations wait for an answer. One query."""
    return db.session.scalar(_waiting(actor).with_only_columns(func.count(JoinRequest.id))) or 0


def oldest_answer_by(actor: Anyone) -> date | None:
    """The first day by which one is to be answered; None where none waits. One query."""
    found: date | None = db.session.scalar(_waiting(actor).with_only_columns(func.min(JoinRequest.answer_by)))
    return found


def list_waiting(actor: Anyone) -> list[JoinRequest]:
    """Every request that waits, the oldest first. One query."""
    return list(db.session.scalars(_waiting(actor).order_by(JoinRequest.verified_at, JoinRequest.id)))


def _waiting(actor: Anyone) -> Select[JoinRequest]:
    return visible_requests(actor).where(JoinRequest.state == RequestState.WAITING, JoinRequest.beside_id.is_(None))


def find_waiting_for(system: SystemActor, host_id: UUID, waits_for: str) -> JoinRequest | None:
    """The request that waits for this organisation, if one does."""
    return db.session.scalars(
        visible_requests(system).where(JoinRequest.organisation_id == host_id, JoinRequest.waits_for == waits_for)
    ).first()


def find_by_token(system: SystemActor, token_hash: str, *, for_update: bool = False) -> JoinRequest | None:
    """The request that a link was sent for, until it is used."""
    statement = visible_requests(system).where(JoinRequest.token_hash == token_hash)
    if for_update:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(statement).first()


def read_parts(requests: Iterable[JoinRequest]) -> dict[UUID, dict[str, str]]:
    """What each said of themselves, by request and part; a part left empty is an empty text. One query."""
    asked = list(requests)
    boxes = {each.place_of(part): box for each in asked for part in PARTS if (box := getattr(each, f"{part}_sealed"))}
    opened = crypto.unseal_all(boxes)
    return {each.id: {part: opened.get(each.place_of(part), "") for part in PARTS} for each in asked}
