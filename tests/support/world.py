"""A small network that most tests start from: who is who, with nothing signed, logged or booked yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from network.accounts.models import Membership, User
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.organisations.models import Department, Organisation, Standing
from network.organisations.vocabulary import Sector

PASSWORD = "a long walk by the river"
ELSEWHERE = frozenset({Role.COORDINATOR, Role.PROVIDER_ALLOCATOR, Role.THERAPIST})
"""Roles that an ordinary partner has nobody in."""


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in, and the organisation that they act in."""

    user_id: UUID
    email: str
    name: str
    organisation_id: UUID
    role: Role


@dataclass
class World:
    """Host, two partners and a provider. `own` is where most tests act; `other` is the one that must stay unseen."""

    host: UUID
    own: UUID
    other: UUID
    provider: UUID
    other_provider: UUID
    people: dict[tuple[str, Role], Person] = field(default_factory=dict)
    housing: dict[str, UUID] = field(default_factory=dict)
    """The one department of each partner, which its department lead leads."""

    def person(self, role: Role, at: str = "own") -> Person:
        """Whoever holds this role at `host`, `own`, `other`, `provider` or `other_provider`."""
        return self.people[(at, role)]

    @classmethod
    def bare(cls, clock: Clock) -> World:
        """The organisations alone. For inside a system scope; the caller commits."""
        organisations = {
            "host": _organisation("Wendmere County Council", Sector.COUNCIL, clock, is_host=True),
            "own": _organisation("Harrow Hill Council", Sector.COUNCIL, clock),
            "other": _organisation("Ottermouth NHS Foundation Trust", Sector.NHS, clock),
            "provider": _organisation("Alder Therapies", Sector.PROVIDER, clock),
            "other_provider": _organisation("Birch Counselling", Sector.PROVIDER, clock),
        }
        db.session.flush()
        return cls(**{key: organisation.id for key, organisation in organisations.items()})

    @classmethod
    def build(cls, clock: Clock) -> World:
        """Fills an empty database; needs an application context."""
        with system_scope(db.session(), "a world for tests"):
            world = cls.bare(clock)
            for at in ("own", "other"):
                world.housing[at] = new_id()
                department = Department(
                    id=world.housing[at], organisation_id=getattr(world, at), name="Housing", headcount=40
                )
                db.session.add(department)
            db.session.flush()
            world._add_people(list(_first_people()), clock)
            commit()
        db.session.remove()
        return world

    def add_person(self, at: str, role: Role, clock: Clock) -> Person:
        """Another person with one role; the last one of a role is the one that `person` finds."""
        self._add_people([(at, role)], clock)
        return self.people[(at, role)]

    def _add_people(self, wanted: list[tuple[str, Role]], clock: Clock) -> None:
        """All of them in two statements: most tests begin with this, and wait for it."""
        memberships = []
        for at, role in wanted:
            user = User(
                id=new_id(),
                name=f"{role.label} of {at.replace('_', ' ')}",
                email=f"{role}.{at.replace('_', '-')}.{len(self.people)}@example.org",
                fs_uniquifier=new_id().hex,
                confirmed_at=clock.now(),
                made_at=clock.now(),
            )
            db.session.add(user)
            organisation_id: UUID = getattr(self, at)
            since = clock.today().replace(day=1)
            memberships.append(
                Membership(
                    organisation_id=organisation_id,
                    user_id=user.id,
                    role=role,
                    department_id=self.housing[at] if role is Role.DEPARTMENT_LEAD else None,
                    starts_on=since,
                )
            )
            self.people[(at, role)] = Person(user.id, user.email, user.name, organisation_id, role)
        db.session.flush()
        db.session.add_all(memberships)
        db.session.flush()


def _first_people() -> Iterator[tuple[str, Role]]:
    for at in ("own", "other"):
        yield from ((at, role) for role in Role if role not in ELSEWHERE)
    yield "host", Role.COORDINATOR
    for at in ("provider", "other_provider"):
        yield from ((at, role) for role in (Role.PROVIDER_ALLOCATOR, Role.THERAPIST, Role.ORGANISATION_LEAD))


def _organisation(name: str, sector: Sector, clock: Clock, *, is_host: bool = False) -> Organisation:
    organisation = Organisation(
        id=new_id(),
        name=name,
        sector=sector,
        standing=Standing.PARTNER,
        is_host=is_host,
        workforce_size=200,
        town="Wendmere",
        made_at=clock.now(),
    )
    db.session.add(organisation)
    return organisation
