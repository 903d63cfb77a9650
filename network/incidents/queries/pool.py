"""Who offers to lead for small partners too. A row is its person's; those who look for a lead see two names of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from network.accounts.models import Membership, User
from network.accounts.public import list_invited, list_own_roles, list_people_with_role
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import IncidentModule, PooledLead
from network.incidents.queries.module import find_module
from network.incidents.rules.pool import PoolStanding, standing_of
from network.organisations.models import Organisation, Standing


@dataclass(frozen=True, slots=True)
class PoolLine:
    """Somebody who offers to lead, as a small organisation sees them: no address, no number."""

    id: UUID
    """The key of the offer, not of the person."""
    name: str
    organisation: str
    standing: PoolStanding


def visible_offers(actor: Actor) -> Select[PooledLead]:
    """One's own offer, wherever one acts; nobody else's."""
    return scoped(select(PooledLead), actor, PooledLead).where(PooledLead.user_id == actor.user_id)


def find_own_offer(actor: Actor) -> PooledLead | None:
    """The actor's own offer to lead for small partners; None where they made none. One query."""
    return db.session.scalars(visible_offers(actor)).one_or_none()


def check_is_small(actor: Actor) -> None:
    """Raises NotFound unless the actor's organisation said that it is small: others have no pool. One query."""
    module = find_module(actor)
    if module is None or not module.is_small:
        raise NotFound


def list_pool(actor: Actor, clock: Clock, number: int = 1, size: int = PAGE_SIZE) -> Page[PoolLine]:
    """One page of those who offer to lead for the actor's organisation, the oldest offer first. Five queries.

    Neither people of that organisation itself nor the actor. Raises NotFound where it is not small.
    """
    check_is_small(actor)
    with system_scope(db.session(), "who offers to lead for small organisations") as system:
        page = paginate(_offered_to(actor, system, clock).order_by(PooledLead.offered_at, PooledLead.id), number, size)
    lines = dict(zip((row.id for row in page.items), _lines(actor, page.items, clock), strict=True))
    return page.map(lambda row: lines[row.id])


def get_in_pool(actor: Actor, offer_id: UUID, clock: Clock) -> tuple[PoolLine, UUID]:
    """One of those who offer to lead for the actor's organisation, and the key of the person. Four queries.

    Raises NotFound as `list_pool`, and for an offer that it does not list.
    """
    check_is_small(actor)
    with system_scope(db.session(), "somebody who offers to lead for small organisations") as system:
        row = db.session.execute(_offered_to(actor, system, clock).where(PooledLead.id == offer_id)).one_or_none()
    if row is None:
        raise NotFound
    (line,) = _lines(actor, [row], clock)
    return line, row.user_id


def list_led_elsewhere(actor: Actor, clock: Clock) -> list[str]:
    """The names of the other organisations in which the actor is incident lead today: their own roles, no counts.

    Two queries for somebody who can act elsewhere; none for anybody else.
    """
    if not actor.can_switch:
        return []
    places = list_own_roles(actor.user_id, clock)
    return [each.name for each in places if each.id != actor.organisation_id and Role.INCIDENT_LEAD in each.roles]


def lapsed_offers(system: SystemActor, clock: Clock) -> Select[PooledLead]:
    """The offers of those who are not incident lead of their own organisation any more, or whose account is closed."""
    open_accounts = scoped(select(User.id), system, User).where(User.active)
    return scoped(select(PooledLead), system, PooledLead).where(
        ~_leads_at_home(system, clock) | PooledLead.user_id.not_in(open_accounts)
    )


def _offered_to(actor: Actor, system: SystemActor, clock: Clock) -> Select[UUID, UUID, str, str]:
    """What rests is left out: while the service of somebody's own organisation is off, they lead nowhere else."""
    return (
        scoped(
            select(PooledLead.id, PooledLead.user_id, User.name, Organisation.name.label("organisation")),
            system,
            PooledLead,
            User,
            IncidentModule,
        )
        .join(User, User.id == PooledLead.user_id)
        .join(Organisation, Organisation.id == PooledLead.organisation_id)
        .join(IncidentModule, IncidentModule.organisation_id == PooledLead.organisation_id)
        .where(
            PooledLead.organisation_id != actor.organisation_id,
            PooledLead.user_id != actor.user_id,
            Organisation.standing == Standing.PARTNER,
            IncidentModule.is_on,
            User.active,
            _leads_at_home(system, clock),
        )
    )


def _leads_at_home(system: SystemActor, clock: Clock) -> ColumnElement[bool]:
    held = scoped(select(Membership.id), system, Membership).where(
        Membership.user_id == PooledLead.user_id,
        Membership.organisation_id == PooledLead.organisation_id,
        Membership.role == Role.INCIDENT_LEAD,
        Membership.held_on(clock.today()),
    )
    return held.exists()


def _lines(actor: Actor, rows: Iterable[Row[UUID, UUID, str, str]], clock: Clock) -> list[PoolLine]:
    leads = {each.id for each in list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, clock)}
    invited = list_invited(actor.organisation_id, Role.INCIDENT_LEAD, clock)
    return [
        PoolLine(row.id, row.name, row.organisation, standing_of(row.user_id, invited=invited, leads=leads))
        for row in rows
    ]
