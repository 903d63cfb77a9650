"""The people round a referral: who is told, who can be turned to, and their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select, union_all

from network.accounts.models import Membership, User
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope, unscoped
from network.organisations.models import Department, Organisation


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who can be written to."""

    user_id: UUID
    name: str
    email: str


def _holding(role: Role, organisation_id: UUID, today: date) -> Select[UUID, str, str]:
    return (
        select(User.id, User.name, User.email)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == role,
            Membership.starts_on <= today,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
            User.active,
        )
        .distinct()
        .order_by(User.name, User.id)
    )


def list_colleagues_with(actor: Actor, role: Role, clock: Clock) -> list[Named]:
    """Who holds a role today in the organisation that the actor acts in, by name."""
    held = scoped(_holding(role, actor.organisation_id, clock.today()), actor, User, Membership)
    return [Named(user_id, name, email) for user_id, name, email in db.session.execute(held)]


def list_people_with(role: Role, organisation_id: UUID, clock: Clock) -> list[Named]:
    """Who holds a role today in any organisation: for telling a provider's people, never for showing."""
    with system_scope(db.session(), "who is to be told") as system:
        held = scoped(_holding(role, organisation_id, clock.today()), system, User, Membership)
        return [Named(user_id, name, email) for user_id, name, email in db.session.execute(held)]


def find_person(user_id: UUID) -> Named | None:
    """One person's name and address, wherever they work: for telling them."""
    with system_scope(db.session(), "who is to be told") as system:
        row = db.session.execute(
            scoped(select(User.id, User.name, User.email), system, User).where(User.id == user_id)
        ).first()
        return Named(row.id, row.name, row.email) if row is not None else None


def find_user_id(email: str) -> UUID | None:
    """The account that signs in with this address, if there is one; addresses are kept in lower case."""
    with system_scope(db.session(), "whether a referred person has an account") as system:
        return db.session.scalar(scoped(select(User.id), system, User).where(User.email == email.lower()))


def names_of(
    *, organisations: Iterable[UUID | None] = (), departments: Iterable[UUID | None] = (), people: Iterable[UUID | None]
) -> dict[UUID | None, str]:
    """The names of these, in one query; those that are None or gone are left out."""
    with system_scope(db.session(), "the names round a referral that its reader may see"):
        named = union_all(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_({each for each in organisations if each})
            ),
            select(Department.id, Department.name).where(Department.id.in_({each for each in departments if each})),
            select(User.id, User.name).where(User.id.in_({each for each in people if each})),
        )
        return {row[0]: row[1] for row in db.session.execute(unscoped(named, "names by key"))}
