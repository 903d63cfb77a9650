"""The role that goes with being a champion: granted when the person agrees, ended when their time does.

The network grants and ends it, because the person agreed: nobody gives a role to themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Membership
from network.accounts.public import Grant, Span, end_role, grant_role
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope


def grant(user_id: UUID, organisation_id: UUID, clock: Clock) -> date:
    """Gives the role from today; whoever holds it, or is to hold it, keeps what they have. The first day to come."""
    today = clock.today()
    with system_scope(db.session(), "a champion agreed") as system:
        kept = _held_or_coming(system, user_id, organisation_id, today)
        if kept:
            return max(today, kept[0].starts_on)
        grant_role(system, Grant(user_id, organisation_id, Role.CHAMPION, Span(today, None)), clock)
    return today


def end(user_id: UUID, organisation_id: UUID, clock: Clock) -> None:
    """Ends the role at once, where it is still held, and calls off one that is to come."""
    with system_scope(db.session(), "a champion's time ended") as system:
        for membership in _held_or_coming(system, user_id, organisation_id, clock.today()):
            end_role(system, membership.id, clock)


def _held_or_coming(system: SystemActor, user_id: UUID, organisation_id: UUID, today: date) -> Sequence[Membership]:
    found = scoped(select(Membership), system, Membership).where(
        Membership.user_id == user_id,
        Membership.organisation_id == organisation_id,
        Membership.role == Role.CHAMPION,
        Membership.held_or_coming(today),
    )
    return db.session.scalars(found.order_by(Membership.starts_on)).all()
