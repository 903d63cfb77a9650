"""Who acts: built once a request, frozen, and passed by hand to everything that reads or changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from network.core.permissions import Permission, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one of their organisations, or an API token acting for them."""

    user_id: UUID
    organisation_id: UUID
    """The one organisation they act in; never the union of all that they belong to."""
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    has_second_factor: bool = False
    signed_in_at: datetime | None = None
    """When they last proved who they are (`B8`); None for a token."""
    token_id: UUID | None = None
    departments: frozenset[UUID] = frozenset()
    """The departments of this organisation that they lead (ORG-4)."""
    can_switch: bool = False
    """Whether they hold a role in another organisation today, and so could act there instead."""

    is_signed_in = True

    @property
    def is_network_wide(self) -> bool:
        """The coordinator works for every partner; nobody else looks across."""
        return Role.COORDINATOR in self.roles

    def can(self, permission: str) -> bool:
        """Whether one of their roles here includes the permission."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone signed in who holds no role anywhere today, or has not chosen the organisation they act in."""

    user_id: UUID
    has_second_factor: bool = False
    signed_in_at: datetime | None = None
    roles: frozenset[Role] = field(default=frozenset())
    """What they are in any organisation: it says whether they need a second factor, and gives no rights."""

    is_signed_in = True
    is_network_wide = False
    organisation_id = None

    def can(self, permission: str) -> bool:  # noqa: ARG002 - same shape as Actor's
        """Nothing yet."""
        return False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Anybody who is not signed in."""

    is_signed_in = False
    is_network_wide = False
    user_id = None
    organisation_id = None
    has_second_factor = False
    roles: frozenset[Role] = field(default=frozenset())

    def can(self, permission: str) -> bool:  # noqa: ARG002 - same shape as Actor's
        """Nothing but what is public."""
        return False


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job or command, named, so that the audit says what acted when no person did."""

    job: str

    is_signed_in = False
    is_network_wide = True
    user_id = None
    organisation_id = None


Anyone = Actor | Newcomer | Visitor | SystemActor
