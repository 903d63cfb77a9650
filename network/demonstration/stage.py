"""What the story is told on: its clock, its people, and the scenes that wait for their hour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from network.accounts.models import User
from network.accounts.public import Grant, PersonName, Span, add_person, grant_role
from network.accounts.sign_in import people
from network.accounts.sign_in.library import codes
from network.accounts.sign_in.second_steps import APP
from network.core import tenancy
from network.core.actor import Actor, SystemActor
from network.core.clock import FrozenClock
from network.core.database import db
from network.core.permissions import Policies, Role
from network.core.tenancy import scoped, system_scope
from network.demonstration.days import Days
from network.demonstration.names import address_of, all_names
from network.demonstration.partners import HOST, Partner
from network.demonstration.sign_ins import KNOWN, KnownPerson

JOB = "demonstration"
Scene = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account, in one of their roles."""

    person: PersonName
    place: str
    """The key of the organisation that they act in."""
    role: Role


@dataclass
class Stage:
    """The county as it stands at the hour that the story has reached."""

    days: Days
    random: Random
    clock: FrozenClock
    organisations: dict[str, UUID] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    names: Iterator[str] = field(init=False)
    _scenes: list[tuple[datetime, int, partial[None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        known = {person.name for person in KNOWN}
        self.names = (name for name in all_names(self.random) if name not in known)

    def plan(self, when: datetime, scene: Scene, *args: object, **named: object) -> None:
        """The scene is played with these arguments at this hour, after all that comes before it."""
        heappush(self._scenes, (when, next(self._numbers), partial(scene, *args, **named)))

    def play(self) -> None:
        """Plays every scene in the order of time, and those that they plan."""
        while self._scenes:
            when, _, scene = heappop(self._scenes)
            self.clock.move_to(when)
            scene()

    @contextmanager
    def acting(self, member: Member) -> Iterator[Actor]:
        """This person at work, in this role and no other."""
        policies: Policies = current_app.extensions["policies"]
        roles = frozenset({member.role})
        permissions = policies.permissions_of(roles)
        actor = Actor(member.person.id, self.organisations[member.place], roles, permissions, has_second_factor=True)
        tenancy.enter(db.session(), actor)
        yield actor
        db.session.flush()

    @contextmanager
    def system(self) -> Iterator[SystemActor]:
        """Nobody in particular: what has to be there before there are people."""
        actor = SystemActor(JOB)
        tenancy.enter(db.session(), actor)
        yield actor
        db.session.flush()

    def members_of(self, place: str, role: Role) -> list[Member]:
        """Those who hold a role in an organisation, the longest first."""
        return [each for each in self.members if each.place == place and each.role is role]

    @property
    def coordinator(self) -> Member:
        """The person who looks after the network."""
        return self.members_of(HOST, Role.COORDINATOR)[0]

    def lead_of(self, partner: Partner) -> Member:
        """The lead of an organisation that has joined."""
        return self.members_of(partner.key, Role.ORGANISATION_LEAD)[0]

    def join(
        self,
        partner: Partner,
        role: Role,
        known: KnownPerson | None = None,
        *,
        by: Member | None,
        department_id: UUID | None = None,
    ) -> Member:
        """Somebody new, or somebody known, is given a role. Without `by`, nobody is there yet to give it."""
        person = self._known(known) if known is not None else self._new(partner)
        grant = Grant(person.id, self.organisations[partner.key], role, Span(self.clock.today()), department_id)
        if by is None:
            with self.system() as system:
                grant_role(system, grant, self.clock)
        else:
            with self.acting(by) as actor:
                grant_role(actor, grant, self.clock)
        member = Member(person, partner.key, role)
        self.members.append(member)
        return member

    def _new(self, partner: Partner) -> PersonName:
        name = next(self.names)
        with self.system() as system:
            return add_person(system, name, address_of(name, partner.domain), self.clock)

    def _known(self, known: KnownPerson) -> PersonName:
        there = next((each.person for each in self.members if each.person.email == known.email), None)
        if there is not None:
            return there
        with self.system() as system:
            person = add_person(system, known.name, known.email, self.clock, password=known.password)
            if known.totp_secret is not None:
                _enrol(person.id, known.totp_secret, self.clock)
        return person


def _enrol(user_id: UUID, secret: str, clock: FrozenClock) -> None:
    """An authenticator app as the page that sets one up leaves it, with a secret that is known.

    The service that adds an app makes a secret of its own and asks for the code of this minute, which is then used
    up: whoever loads the demonstration would have to wait before they could sign in.
    """
    totp = codes()._totp  # noqa: SLF001 - the library has no other way to a secret that somebody chose
    sealed: str = totp(key=secret, format="base32").to_json(encrypt=True)
    with system_scope(db.session(), JOB) as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == user_id)).one()
        user.tf_totp_secret, user.tf_primary_method = sealed, APP
    people.note(user, clock, "second_step.added", {"kind": "app"})
