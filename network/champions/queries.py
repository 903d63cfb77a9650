"""Every read of champions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import Membership, User
from network.accounts.public import PersonName, list_colleagues
from network.champions.models import Champion
from network.champions.rules import OPEN
from network.champions.vocabulary import ChampionState
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.public import DepartmentCut
from network.organisations.vocabulary import Sector


def visible_champions(actor: Actor) -> Select[Champion]:
    """The champions of the actor's organisation; every partner's for the coordinator."""
    return scoped(select(Champion), actor, Champion)


def get_champion(actor: Actor, champion_id: UUID) -> Champion:
    """One champion. Raises NotFound, for another organisation's too."""
    found = db.session.scalars(visible_champions(actor).where(Champion.id == champion_id)).first()
    if found is None:
        raise NotFound("We could not find that champion.")
    return found


def get_own(actor: Actor, champion_id: UUID) -> Champion:
    """The actor's own: nobody else answers for them. Raises NotFound."""
    champion = get_champion(actor, champion_id)
    if champion.user_id != actor.user_id or champion.organisation_id != actor.organisation_id:
        raise NotFound("We could not find that champion.")
    return champion


@dataclass(frozen=True, slots=True)
class ChampionLine:
    """A champion as lists show them."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    sector: Sector
    user_id: UUID
    name: str
    email: str
    state: ChampionState
    registered_at: datetime
    answered_at: datetime | None
    ended_on: date | None
    thanks: str
    sessions_logged: int
    last_logged_on: date | None
    version: int


def champion_lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Champions with their names and organisations, by organisation and name."""
    return (
        scoped(
            select(
                Champion.id,
                Champion.organisation_id,
                Organisation.name,
                Organisation.sector,
                Champion.user_id,
                User.name,
                User.email,
                Champion.state,
                Champion.registered_at,
                Champion.answered_at,
                Champion.ended_on,
                Champion.thanks,
                Champion.sessions_logged,
                Champion.last_logged_on,
                Champion.version,
            ),
            actor,
            Champion,
            User,
        )
        .select_from(Champion)
        .join(User, User.id == Champion.user_id)
        .join(Organisation, Organisation.id == Champion.organisation_id)
        .order_by(Organisation.name, Organisation.id, User.name, Champion.id)
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of champions is cut by."""

    state: ChampionState | None = None
    sector: Sector | None = None
    organisation_id: UUID | None = None
    department: DepartmentCut | None = None


def list_champions(actor: Actor, filters: Filters, page: int, size: int = 50) -> Page[ChampionLine]:
    """Champions that the actor may see. Two queries."""
    lines = champion_lines(actor)
    if filters.state is not None:
        lines = lines.where(Champion.state == filters.state)
    if filters.sector is not None:
        lines = lines.where(Organisation.sector == filters.sector)
    if filters.organisation_id is not None:
        lines = lines.where(Champion.organisation_id == filters.organisation_id)
    if filters.department is not None:
        lines = lines.where(Champion.department_id == filters.department.id)
    return paginate(lines, page, size).map(lambda row: ChampionLine(*row))


def get_line(actor: Actor, champion_id: UUID) -> ChampionLine:
    """One champion as lists show them. Raises NotFound."""
    row = db.session.execute(champion_lines(actor).where(Champion.id == champion_id)).first()
    if row is None:
        raise NotFound("We could not find that champion.")
    return ChampionLine(*row)


def list_own(actor: Actor) -> list[ChampionLine]:
    """Every time that the actor was asked in the organisation that they act in, the latest first."""
    rows = champion_lines(actor).where(
        Champion.user_id == actor.user_id, Champion.organisation_id == actor.organisation_id
    )
    return [ChampionLine(*row) for row in db.session.execute(rows.order_by(None).order_by(Champion.id.desc()))]


def count_by_sector(actor: Actor) -> dict[Sector, int]:
    """Active champions by sector."""
    rows = (
        scoped(select(Organisation.sector, func.count()), actor, Champion)
        .select_from(Champion)
        .join(Organisation, Organisation.id == Champion.organisation_id)
        .where(Champion.state == ChampionState.ACTIVE)
        .group_by(Organisation.sector)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def count_by_organisation(actor: Actor, organisation_ids: Iterable[UUID] | None = None) -> dict[UUID, int]:
    """Active champions by organisation; organisations without any are left out."""
    rows = scoped(select(Champion.organisation_id, func.count()), actor, Champion).where(
        Champion.state == ChampionState.ACTIVE
    )
    if organisation_ids is not None:
        rows = rows.where(Champion.organisation_id.in_(list(organisation_ids)))
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Champion.organisation_id))}


def count_by_department(actor: Actor) -> dict[UUID | None, int]:
    """Active champions of the actor's organisation by department; None for those of whom none is known (ORG-4)."""
    rows = scoped(select(Champion.department_id, func.count()), actor, Champion).where(
        Champion.organisation_id == actor.organisation_id, Champion.state == ChampionState.ACTIVE
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Champion.department_id))}


def list_over(system: SystemActor, today: date, most: int, user_id: UUID | None = None) -> list[tuple[Champion, date]]:
    """Active champions who hold the role on no day from today on, each with the last day on which they did. Locked.

    Of everybody, or of one person.
    """
    last_day = (
        select(func.max(func.coalesce(Membership.ends_on, date.max)))
        .where(
            Membership.user_id == Champion.user_id,
            Membership.organisation_id == Champion.organisation_id,
            Membership.role == Role.CHAMPION,
        )
        .scalar_subquery()
    )
    over = scoped(select(Champion, last_day), system, Champion, Membership).where(
        Champion.state == ChampionState.ACTIVE, last_day < today
    )
    if user_id is not None:
        over = over.where(Champion.user_id == user_id)
    rows = db.session.execute(over.order_by(Champion.id).limit(most).with_for_update(of=Champion))
    return [(champion, last) for champion, last in rows]


def list_askable(actor: Actor, clock: Clock) -> list[PersonName]:
    """People of the actor's organisation who are neither champions nor asked, by name."""
    taken = scoped(select(Champion.user_id), actor, Champion).where(
        Champion.organisation_id == actor.organisation_id, Champion.state.in_(OPEN)
    )
    asked = set(db.session.scalars(taken))
    return [person for person in list_colleagues(actor, clock) if person.id not in asked]
