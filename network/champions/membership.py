"""The role that goes with being a champion: granted when the person agrees, ended when their time does.

The network grants and ends it, because the person agreed: nobody gives a role to themselves.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select

from network.accounts.models import Membership
from network.accounts.public import Grant, Span, end_role, grant_role
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope


def grant(user_id: UUID, organisation_id: UUID, clock: Clock) -> None:
    """Gives the role from today; whoever holds it already keeps what they have."""
    with system_scope(db.session(), "a champion agreed") as system:
        if _find_held(system, user_id, organisation_id, clock) is None:
            wanted = Grant(user_id, organisation_id, Role.CHAMPION, Span(clock.today(), None))
            grant_role(system, wanted, clock)


def end(user_id: UUID, organisation_id: UUID, clock: Clock) -> None:
    """Ends the role at once, where it is still held."""
    with system_scope(db.session(), "a champion's time ended") as system:
        held = _find_held(system, user_id, organisation_id, clock)
        if held is not None:
            end_role(system, held, clock)


def _find_held(system: SystemActor, user_id: UUID, organisation_id: UUID, clock: Clock) -> UUID | None:
    today = clock.today()
    held = scoped(select(Membership.id), system, Membership).where(
        Membership.user_id == user_id,
        Membership.organisation_id == organisation_id,
        Membership.role == Role.CHAMPION,
        Membership.starts_on <= today,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    return db.session.scalar(held)
