"""The role that goes with being a champion: granted when the person agrees, ended when their time does."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select

from network.accounts.models import Membership
from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope


def grant(actor: Actor, user_id: UUID, granted_by_id: UUID | None, clock: Clock) -> UUID:
    """The role in the organisation that the actor acts in, from today; the one held already, where there is one."""
    today = clock.today()
    held = db.session.scalars(
        scoped(select(Membership), actor, Membership).where(
            Membership.organisation_id == actor.organisation_id,
            Membership.user_id == user_id,
            Membership.role == Role.CHAMPION,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
    ).first()
    if held is not None:
        return held.id
    membership = Membership(
        id=new_id(),
        organisation_id=actor.organisation_id,
        user_id=user_id,
        role=Role.CHAMPION,
        starts_on=today,
        granted_by_id=granted_by_id,
    )
    with system_scope(db.session(), "a champion agreed"):
        db.session.add(membership)
    _record(actor, "granted", membership.id, clock)
    return membership.id


def end(actor: Actor, membership_id: UUID, clock: Clock) -> None:
    """Ends the role; today is the last day on which it is held."""
    membership = db.session.scalars(
        scoped(select(Membership), actor, Membership).where(Membership.id == membership_id)
    ).one()
    if membership.ends_on is None or membership.ends_on > clock.today():
        membership.ends_on, membership.ended_by_id = clock.today(), actor.user_id
        _record(actor, "ended", membership.id, clock)


def _record(actor: Actor, what: str, membership_id: UUID, clock: Clock) -> None:
    action = f"accounts.membership.{what}"
    audit.record(actor, clock.now(), action, "membership", membership_id, changes={"role": Role.CHAMPION.value})
