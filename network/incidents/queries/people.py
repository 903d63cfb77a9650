"""The names round a referral."""

from __future__ import annotations

from collections.abc import Container, Iterable
from uuid import UUID

from sqlalchemy import select, union_all

from network.accounts.models import User
from network.accounts.public import PersonName, list_people_with_role
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope, unscoped
from network.organisations.models import Department, Organisation


def list_handlers(
    organisation_id: UUID, role: Role, concerned: Container[UUID | None], clock: Clock
) -> list[PersonName]:
    """Who holds a role there today and is none of those whom a referral is not left to (`Referral.concerned`)."""
    return [each for each in list_people_with_role(organisation_id, role, clock) if each.id not in concerned]


def names_of(
    *, organisations: Iterable[UUID | None] = (), departments: Iterable[UUID | None] = (), people: Iterable[UUID | None]
) -> dict[UUID | None, str]:
    """The names of these, in one query at most; those that are None or gone are left out."""
    organisations, departments, people = (
        {each for each in named if each} for named in (organisations, departments, people)
    )
    if not (organisations or departments or people):
        return {}
    with system_scope(db.session(), "the names round a referral that its reader may see"):
        named = union_all(
            select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisations)),
            select(Department.id, Department.name).where(Department.id.in_(departments)),
            select(User.id, User.name).where(User.id.in_(people)),
        )
        return {row[0]: row[1] for row in db.session.execute(unscoped(named, "names by key"))}


def names_of_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """The names of those who sign in with these addresses, in small letters, in one query."""
    with system_scope(db.session(), "the names of those who wish to be contacted") as system:
        named = scoped(select(User.email, User.name), system, User).where(User.email.in_(set(addresses)))
        return {row.email: row.name for row in db.session.execute(named)}
