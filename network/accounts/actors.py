"""Who acts in this request: from the sign-in and the roles held today, once, before anything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Membership, User
from network.core.actor import Actor, Newcomer
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Permission, Policies
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation


def list_roles_today(user_id: UUID, clock: Clock) -> list[tuple[Membership, Organisation]]:
    """Every role the person holds today, and where."""
    with system_scope(db.session(), "the roles of whoever signs in") as system:
        held = (
            scoped(select(Membership, Organisation), system, Membership)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(Membership.user_id == user_id, Membership.held_on(clock.today()))
            .order_by(Membership.starts_on, Membership.id)
        )
        return [(membership, organisation) for membership, organisation in db.session.execute(held)]


def list_memberships_today(user_id: UUID, clock: Clock) -> list[Membership]:
    """Every role the person holds today, in whichever organisation."""
    return [membership for membership, _ in list_roles_today(user_id, clock)]


def build_actor(
    user: User,
    memberships: Iterable[Membership],
    policies: Policies,
    *,
    acting_in: UUID | None,
    has_second_factor: bool,
    signed_in_at: datetime | None,
) -> Actor | Newcomer:
    """The actor in the organisation chosen, or in the only one there is; a newcomer where neither is so."""
    held = list(memberships)
    organisations = {membership.organisation_id for membership in held}
    chosen = acting_in if acting_in in organisations else None
    if chosen is None and len(organisations) == 1:
        chosen = next(iter(organisations))
    if chosen is None:
        return Newcomer(user.id, has_second_factor, signed_in_at, frozenset(membership.role for membership in held))
    here = [membership for membership in held if membership.organisation_id == chosen]
    roles = frozenset(membership.role for membership in here)
    seen = frozenset(membership.role for membership in here if not membership.is_private)
    return Actor(
        user_id=user.id,
        organisation_id=chosen,
        roles=roles,
        permissions=policies.permissions_of(seen) | policies.private_permissions_of(roles),
        has_second_factor=has_second_factor,
        signed_in_at=signed_in_at,
        departments=frozenset(m.department_id for m in here if m.department_id is not None),
        can_switch=len(organisations) > 1,
    )


def limit_to_scopes(actor: Actor, scopes: Iterable[str], token_id: UUID) -> Actor:
    """The same person through a token: never more than they may do, nor than the token says."""
    allowed = frozenset(scopes)
    kept: frozenset[Permission] = frozenset(p for p in actor.permissions if p in allowed)
    return Actor(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        roles=actor.roles,
        permissions=kept,
        has_second_factor=True,
        token_id=token_id,
        departments=actor.departments,
    )
