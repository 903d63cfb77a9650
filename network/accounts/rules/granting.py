"""Who may grant which role where (`B15`): one written table, asked by the form, the service and the redeeming."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from network.core.actor import Actor, Anyone
from network.core.errors import RuleBroken
from network.core.permissions import Role


class Kind(StrEnum):
    """What an organisation is, as far as roles go."""

    HOST = "host"
    PROVIDER = "provider"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation in which roles are held."""

    organisation_id: UUID
    kind: Kind


@dataclass(frozen=True, slots=True)
class Granter:
    """Somebody as a granter of roles: what they are today, and where."""

    user_id: UUID | None
    """None for a command or a job."""
    is_coordinator: bool = False
    leads: frozenset[UUID] = frozenset()
    """The organisations that they lead."""
    is_system: bool = False


_EVERYWHERE = frozenset(
    {
        Role.ORGANISATION_LEAD,
        Role.DEPARTMENT_LEAD,
        Role.MANAGER,
        Role.CHAMPION,
        Role.INCIDENT_LEAD,
        Role.FACILITATOR,
        Role.BOARD_VIEWER,
        Role.STAFF_MEMBER,
    }
)

EXISTS: Mapping[Kind, frozenset[Role]] = MappingProxyType(
    {
        Kind.HOST: _EVERYWHERE | {Role.COORDINATOR},
        Kind.PARTNER: _EVERYWHERE,
        Kind.PROVIDER: _EVERYWHERE | {Role.PROVIDER_ALLOCATOR, Role.THERAPIST},
    }
)
"""The roles that there are in each kind of organisation. The coordinator may grant any of them."""

# Facilitators teach tiers 2 and 3 for the whole network (S4 3.3), so no single organisation appoints one.
_BY_LEAD = frozenset(
    {
        Role.ORGANISATION_LEAD,
        Role.DEPARTMENT_LEAD,
        Role.MANAGER,
        Role.CHAMPION,
        Role.INCIDENT_LEAD,
        Role.BOARD_VIEWER,
        Role.STAFF_MEMBER,
    }
)

GRANTED_BY_LEAD: Mapping[Kind, frozenset[Role]] = MappingProxyType(
    {
        Kind.HOST: _BY_LEAD,
        Kind.PARTNER: _BY_LEAD,
        Kind.PROVIDER: frozenset({Role.ORGANISATION_LEAD, Role.PROVIDER_ALLOCATOR, Role.THERAPIST, Role.STAFF_MEMBER}),
    }
)
"""The roles that a lead grants in the organisation that they lead: at most their own."""


def granter_acting(actor: Anyone) -> Granter:
    """The granter that an actor is in the one organisation they act in."""
    if not isinstance(actor, Actor):
        return Granter(actor.user_id, is_system=actor.is_network_wide)
    leads = frozenset({actor.organisation_id}) if Role.ORGANISATION_LEAD in actor.roles else frozenset()
    return Granter(actor.user_id, Role.COORDINATOR in actor.roles, leads)


def grantable_roles(granter: Granter, place: Place) -> list[Role]:
    """The roles that this granter may grant, or end, in this place; in the order that roles are listed in."""
    allowed: frozenset[Role] = frozenset()
    if granter.is_system or granter.is_coordinator:
        allowed = EXISTS[place.kind]
    elif place.organisation_id in granter.leads:
        allowed = GRANTED_BY_LEAD[place.kind]
    return [role for role in Role if role in allowed]


def may_grant(granter: Granter, role: Role, place: Place) -> bool:
    """Whether this granter may grant, or end, this role in this place (`B15`)."""
    return role in grantable_roles(granter, place)


def check_grant(granter: Granter, role: Role, place: Place) -> None:
    """Raises `RuleBroken` on the field `role` unless the table allows it."""
    if may_grant(granter, role, place):
        return
    if role not in EXISTS[place.kind]:
        raise RuleBroken("role", "Choose a role that this kind of organisation has")
    raise RuleBroken("role", "Choose a role that you can give, or ask the network coordinator to give this one")


def check_department(role: Role, department_id: UUID | None, present: Collection[UUID]) -> None:
    """Raises `RuleBroken` on `department` unless a department lead, and nobody else, is given one that there is."""
    if role is not Role.DEPARTMENT_LEAD:
        if department_id is not None:
            raise RuleBroken("department", "Leave the department empty: only a department lead has one")
    elif not present:
        raise RuleBroken("department", "Add the department to the organisation first, then invite its lead")
    elif department_id not in present:
        raise RuleBroken("department", "Choose the department that they are to lead")
