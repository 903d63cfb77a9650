"""Permissions as data: a name, what it says, who has it. Each feature lists its own; rights only ever add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is in one organisation, from a day and perhaps until one."""

    COORDINATOR = "coordinator"
    ORGANISATION_LEAD = "organisation-lead"
    DEPARTMENT_LEAD = "department-lead"
    MANAGER = "manager"
    CHAMPION = "champion"
    INCIDENT_LEAD = "incident-lead"
    PROVIDER_ALLOCATOR = "provider-allocator"
    THERAPIST = "therapist"
    FACILITATOR = "facilitator"
    BOARD_VIEWER = "board-viewer"
    STAFF_MEMBER = "staff-member"

    @property
    def label(self) -> str:
        """The role as people say it: *Incident lead*."""
        return self.value.replace("-", " ").capitalize()


NEEDS_SECOND_FACTOR: frozenset[Role] = frozenset(
    {
        Role.COORDINATOR,
        Role.ORGANISATION_LEAD,
        Role.MANAGER,
        Role.INCIDENT_LEAD,
        Role.PROVIDER_ALLOCATOR,
        Role.THERAPIST,
        # A staff member can reach one referral: their own.
        Role.STAFF_MEMBER,
    }
)
"""Everybody who administers or can reach a referral (`B1`)."""


class Permission(StrEnum):
    """Base of each feature's permissions: `feature:resource:action`."""


Policy = Mapping[Permission, frozenset[Role]]


def policy(rules: Mapping[Permission, Iterable[Role]]) -> Policy:
    """Freezes one feature's table of permissions and the roles that have each."""
    return MappingProxyType({permission: frozenset(roles) for permission, roles in rules.items()})


class Policies:
    """All features' policies in one: who may do what, and its inverse."""

    def __init__(self) -> None:
        self._roles: dict[Permission, frozenset[Role]] = {}
        self._labels: dict[str, str] = {}
        self._private: set[Permission] = set()

    def add(
        self,
        feature_policy: Policy,
        labels: Mapping[Permission, str] | None = None,
        private: Iterable[Permission] = (),
    ) -> None:
        """Adds a feature's policy, with what it says; a permission is listed once, by one feature.

        `private` are the rights that come of a role which nobody else is to see.
        """
        for permission, roles in feature_policy.items():
            if permission in self._roles:
                raise ValueError(f"{permission} is listed twice")
            self._roles[permission] = roles
        self._private.update(private)
        self._labels.update({str(permission): label for permission, label in (labels or {}).items()})

    def label_of(self, permission: str) -> str:
        """The permission in the words that a list of rights shows; its name where nobody gave it words."""
        return self._labels.get(permission, str(permission))

    def roles_with(self, permission: Permission) -> frozenset[Role]:
        """The roles that have this permission; empty for a permission that nobody listed."""
        return self._roles.get(permission, frozenset())

    def permissions_of(self, roles: Iterable[Role]) -> frozenset[Permission]:
        """Everything that these roles may do together."""
        held = frozenset(roles)
        return frozenset(permission for permission, having in self._roles.items() if having & held)

    def is_private(self, permission: str) -> bool:
        """Whether this is a right that comes of a role which nobody else is to see."""
        return permission in self._private

    def private_permissions_of(self, roles: Iterable[Role]) -> frozenset[Permission]:
        """What these roles may do where nobody else is to see that they are held: nothing that would show it."""
        return self.permissions_of(roles) & self._private

    def __iter__(self) -> Iterator[Permission]:
        return iter(self._roles)
