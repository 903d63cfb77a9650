"""People, invitations and roles for tests, through the services."""

from __future__ import annotations

from uuid import UUID

from network.accounts.rules.holding import Span
from network.accounts.service.invitations import NewInvitation, SentInvitation, invite
from network.accounts.service.memberships import Grant, grant_role
from network.accounts.service.redeeming import redeem
from network.core import tenancy
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from tests.support.world import PASSWORD, Person, World

SYSTEM = SystemActor("a test")


def actor_of(app_policies: object, person: Person) -> Actor:
    """The actor that a person of the world is when they are signed in."""
    permissions = app_policies.permissions_of({person.role})  # type: ignore[attr-defined]
    return Actor(person.user_id, person.organisation_id, frozenset({person.role}), permissions, has_second_factor=True)


def sent_invitation(
    actor: Anyone,
    organisation_id: UUID,
    clock: Clock,
    *,
    email: str = "new.person@example.org",
    role: Role = Role.CHAMPION,
    name: str = "Noor Person",
) -> SentInvitation:
    """An invitation on its way, committed."""
    tenancy.enter(db.session(), actor)
    sent = invite(actor, NewInvitation(email, name, role, organisation_id), clock)
    commit()
    return sent


def joined_person(organisation_id: UUID, role: Role, clock: Clock, *, email: str, name: str = "Noor Person") -> UUID:
    """Somebody new who accepted an invitation of the system's; their key."""
    sent = sent_invitation(SYSTEM, organisation_id, clock, email=email, role=role, name=name)
    user = redeem(sent.token, name, PASSWORD, clock)
    commit()
    return user.id


def granted_role(world: World, user_id: UUID, organisation_id: UUID, role: Role, clock: Clock) -> UUID:
    """A further role of somebody, from today; the key of the membership."""
    tenancy.enter(db.session(), SYSTEM)
    membership = grant_role(SYSTEM, Grant(user_id, organisation_id, role, Span(clock.today())), clock)
    commit()
    return membership.id
