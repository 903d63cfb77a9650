"""Reading the people who chose to be shown to the members of the network: this is the only way to them.

They work anywhere, so it looks as the system; what it gives out is what they chose, and nothing else. A role that is
over, a private one, a closed account and an organisation that is no partner show nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select, tuple_

from network.accounts.models import DirectoryEntry, Membership, User
from network.accounts.permissions import AccountPermission
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotAllowed
from network.core.pagination import Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.core.text import one_line
from network.organisations.models import Organisation, Standing
from network.organisations.public import nearest, searchable
from network.organisations.vocabulary import Sector

FEW = 10
"""A search that finds fewer is answered with names that are much like it, too."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class ShownAsked:
    """Which people are wanted. The words of `text` are looked for in names and in what they showed of themselves."""

    text: str = ""
    role: Role | None = None
    sector: Sector | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Somebody as they chose to be shown. What they did not choose is empty."""

    user_id: UUID = field(repr=False)
    name: str
    organisation_id: UUID
    organisation: str
    sector: Sector
    email: str
    job_title: str
    telephone: str
    can_be_asked: str
    roles: Sequence[Role] = ()


def list_shown(actor: Actor, asked: ShownAsked, clock: Clock, number: int, size: int) -> Page[ShownPerson]:
    """One page of them by name, with the roles that they hold there today. Three queries."""
    _check(actor)
    with system_scope(db.session(), "people who chose to be shown") as system:
        page = paginate(_wanted(system, asked, clock.today()).where(*_with_words(asked.text)), number, size)
        return Page(_with_roles(system, page.items, clock), page.number, page.size, page.total)


def list_nearest(actor: Actor, asked: ShownAsked, clock: Clock, besides: Sequence[ShownPerson]) -> list[ShownPerson]:
    """People called much like a search that found few, the likest first; with `besides`, ten at most. Two queries."""
    _check(actor)
    found = {(person.user_id, person.organisation_id) for person in besides}
    with system_scope(db.session(), "people who chose to be shown") as system:
        rows = db.session.execute(_wanted(system, asked, clock.today())).all()
        names = "\n".join(searchable(row.User.name) or "-" for row in rows)
        near = [rows[number] for number in nearest(asked.text, names, FEW)] if rows else []
        others = [row for row in near if (row.User.id, row.DirectoryEntry.organisation_id) not in found]
        return _with_roles(system, others[: FEW - len(found)], clock)


def find_entry(actor: Actor) -> DirectoryEntry | None:
    """What the actor shows of themselves where they act; None while they are not shown."""
    own = scoped(select(DirectoryEntry), actor, DirectoryEntry).where(
        DirectoryEntry.organisation_id == actor.organisation_id, DirectoryEntry.user_id == actor.user_id
    )
    return db.session.scalars(own).first()


def holds_a_seen_role(today: date) -> ColumnElement[bool]:
    """Whether the person of an entry holds a role in its organisation today that others may know of."""
    return exists().where(*_held(today))


def _check(actor: Actor) -> None:
    if not actor.can(AccountPermission.SEE_SHOWN):
        raise NotAllowed


def _held(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Membership.user_id == DirectoryEntry.user_id,
        Membership.organisation_id == DirectoryEntry.organisation_id,
        ~Membership.is_private,
        Membership.held_on(today),
    )


def _wanted(system: SystemActor, asked: ShownAsked, today: date) -> Select[*tuple[Any, ...]]:
    people: Select[*tuple[Any, ...]] = (
        scoped(select(DirectoryEntry, User, Organisation), system, DirectoryEntry, User, Membership)
        .join(User, User.id == DirectoryEntry.user_id)
        .join(Organisation, Organisation.id == DirectoryEntry.organisation_id)
        .where(User.active, Organisation.standing == Standing.PARTNER)
        .order_by(User.name, Organisation.name, DirectoryEntry.id)
    )
    role = (Membership.role == asked.role,) if asked.role is not None else ()
    people = people.where(exists().where(*_held(today), *role))
    if asked.sector is not None:
        people = people.where(Organisation.sector == asked.sector)
    if asked.organisation_id is not None:
        people = people.where(Organisation.id == asked.organisation_id)
    return people


def _with_words(text: str) -> list[ColumnElement[bool]]:
    shown = User.name + " " + DirectoryEntry.job_title + " " + DirectoryEntry.can_be_asked
    return [shown.icontains(word, autoescape=True) for word in one_line(text).split()[:MOST_WORDS]]


def _with_roles(system: SystemActor, rows: Sequence[Any], clock: Clock) -> list[ShownPerson]:
    keys = [(row.User.id, row.Organisation.id) for row in rows]
    held = scoped(select(Membership.user_id, Membership.organisation_id, Membership.role), system, Membership).where(
        tuple_(Membership.user_id, Membership.organisation_id).in_(keys),
        ~Membership.is_private,
        Membership.held_on(clock.today()),
    )
    roles: dict[tuple[UUID, UUID], set[Role]] = {}
    for user_id, organisation_id, role in db.session.execute(held):
        roles.setdefault((user_id, organisation_id), set()).add(role)
    return [
        _shown(row, [role for role in Role if role in roles.get(key, ())]) for row, key in zip(rows, keys, strict=True)
    ]


def _shown(row: Any, roles: list[Role]) -> ShownPerson:
    entry = row.DirectoryEntry
    return ShownPerson(
        row.User.id,
        row.User.name,
        row.Organisation.id,
        row.Organisation.name,
        row.Organisation.sector,
        row.User.email if entry.shows_email else "",
        entry.job_title,
        entry.telephone,
        entry.can_be_asked,
        roles,
    )
