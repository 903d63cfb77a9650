"""What other features may know of organisations, and ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound, RuleBroken
from network.core.tenancy import system_scope
from network.core.working_days import Calendar, Weekday
from network.organisations import queries, rules
from network.organisations.holding import hold_organisation
from network.organisations.models import Department, Organisation
from network.organisations.nearest import nearest
from network.organisations.queries import people as workforce
from network.organisations.queries.capacity import capacity_of as _capacity_of
from network.organisations.queries.capacity import find_capacity_row
from network.organisations.queries.journey import Journey, list_stages, read_journey
from network.organisations.registers.names import searchable
from network.organisations.rules import checked_code, checked_profile, checked_telephone
from network.organisations.rules.capacity import Capacity
from network.organisations.service.profiles import Code, add_organisation, keep_statement
from network.organisations.service.standing import mark_invited, mark_partner
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing, TrainingTime, TrainingWay, WorkforceLevel

__all__ = [
    "NOT_SAID",
    "NO_DEPARTMENT",
    "Capacity",
    "Code",
    "DepartmentCut",
    "DepartmentSummary",
    "Journey",
    "LogoSize",
    "OrganisationSummary",
    "TrainingTime",
    "TrainingWay",
    "WorkforceLine",
    "add_organisation",
    "calendar_of",
    "capacity_of",
    "checked_code",
    "checked_profile",
    "checked_telephone",
    "codes_of",
    "department_cut",
    "find_by_code",
    "find_host",
    "find_logo",
    "get_host",
    "get_host_id",
    "get_organisation",
    "hold_organisation",
    "keep_statement",
    "list_alike",
    "list_departments",
    "list_lines",
    "list_partners",
    "list_stages",
    "list_workforce",
    "mark_invited",
    "mark_partner",
    "nearest",
    "organisation_said",
    "read_journey",
    "searchable",
    "statement_of",
    "working_days_in_words",
]


@dataclass(frozen=True, slots=True)
class OrganisationSummary:
    """An organisation's entry in the directory, and what its deadlines and figures are counted by."""

    id: UUID
    name: str
    sector: Sector
    nation: Nation
    town: str
    postcode: str
    standing: Standing
    is_host: bool
    is_current: bool
    closed_on: date | None
    working_days: frozenset[Weekday]
    workforce_size: int | None
    """Its number of staff, for coverage; the directory shows it to nobody else."""
    urgent_line_name: str
    urgent_line_telephone: str


@dataclass(frozen=True, slots=True)
class LogoSize:
    """That an organisation has a logo, and its size in pixels; the picture itself has its own address."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department, by which figures can be cut (ORG-4)."""

    id: UUID
    name: str
    headcount: int | None


@dataclass(frozen=True, slots=True)
class WorkforceLine:
    """How many people of one kind of work need a level, as the organisation says it today (TR-6)."""

    role_group: str
    level: WorkforceLevel
    headcount: int
    department_id: UUID | None
    needed_by: date | None


NOT_SAID = "none"
"""The line of those of whom no department is known, as an address says it."""
NO_DEPARTMENT = "No department said"


@dataclass(frozen=True, slots=True)
class DepartmentCut:
    """To which line of the departments a count is cut: one of them, or with None those of whom none is known."""

    id: UUID | None


def department_cut(text: str | None) -> DepartmentCut | None:
    """The cut that an address asks for, as `?department=`; None, which cuts nothing, for anything that is none."""
    if text == NOT_SAID:
        return DepartmentCut(None)
    try:
        return DepartmentCut(UUID(text)) if text else None
    except ValueError:
        return None


def list_lines(
    actor: Anyone, organisation_id: UUID, cut: DepartmentCut | None = None
) -> list[DepartmentSummary | None]:
    """The departments by which an organisation's counts are cut, and None for *no department said*, last (ORG-4)."""
    lines = [*list_departments(actor, organisation_id), None]
    return [line for line in lines if cut is None or cut.id == (line.id if line else None)]


def get_organisation(organisation_id: UUID) -> OrganisationSummary:
    """One organisation, whatever its standing. Raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return _summary(organisation)


def list_partners(sectors: Iterable[Sector] | None = None) -> list[OrganisationSummary]:
    """Every partner by name, of these sectors or of all (ORG-1)."""
    statement = select(Organisation).where(Organisation.standing == Standing.PARTNER)
    if sectors is not None:
        statement = statement.where(Organisation.sector.in_(list(sectors)))
    return [_summary(each) for each in db.session.scalars(statement.order_by(Organisation.name, Organisation.id))]


def find_by_code(scheme: Scheme, code: str) -> OrganisationSummary | None:
    """The organisation that a register knows by this code; its name never identifies it."""
    with system_scope(db.session(), "codes are public, whoever asks") as system:
        found = queries.find_by_code(system, scheme, code)
    return _summary(found) if found is not None else None


def organisation_said(said: str) -> OrganisationSummary:
    """The organisation that somebody names by a code, *gss:E10000099*, or by its very name.

    RuleBroken names `organisation` where there is none, or several have the name: a name tells no two apart.
    """
    scheme, _, code = said.partition(":")
    if scheme in set(Scheme):
        found = find_by_code(Scheme(scheme), code)
        if found is None:
            raise RuleBroken("organisation", f"No organisation has the code {said}")
        return found
    called = select(Organisation).where(Organisation.name == said, Organisation.standing != Standing.MERGED)
    named = db.session.scalars(called.limit(2)).all()
    if not named:
        raise RuleBroken("organisation", f"No organisation is called {said}. Give its code, like gss:E10000099")
    if len(named) > 1:
        raise RuleBroken("organisation", f"Several organisations are called {said}. Give its code, like gss:E10000099")
    return _summary(named[0])


def list_alike(name: str, town: str = "") -> list[OrganisationSummary]:
    """Organisations called the same, capitals and punctuation aside, whoever asks; ten at most.

    With a `town`, those in it and those whose town nobody knows.
    """
    with system_scope(db.session(), "registers are public, whoever asks") as system:
        return [_summary(each) for each in queries.list_with_name(system, name, town)]


def find_host() -> OrganisationSummary | None:
    """The organisation that hosts the network; None on an installation that has none yet."""
    found = db.session.scalar(select(Organisation).where(Organisation.is_host).order_by(Organisation.id).limit(1))
    return _summary(found) if found is not None else None


def get_host() -> OrganisationSummary:
    """The organisation that hosts the network. Raises NotFound."""
    host = find_host()
    if host is None:
        raise NotFound("No organisation hosts the network yet.")
    return host


def get_host_id() -> UUID:
    """The organisation that hosts the network, to which what is the whole network's belongs. Raises NotFound."""
    return get_host().id


def statement_of(organisation_id: UUID) -> str:
    """What an organisation says of itself in public. Raises NotFound."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation.statement


def find_logo(actor: Anyone, organisation_id: UUID) -> LogoSize | None:
    """The logo of an organisation, as far as the actor may see it; None where there is none."""
    logo = queries.find_logo(actor, organisation_id)
    return LogoSize(logo.width, logo.height) if logo is not None else None


def list_departments(actor: Anyone, organisation_id: UUID) -> list[DepartmentSummary]:
    """An organisation's departments by name, for its own people and the coordinator; none for others."""
    return [_department(each) for each in queries.list_departments(actor, organisation_id)]


def list_workforce(actor: Anyone, organisation_id: UUID) -> list[WorkforceLine]:
    """An organisation's workforce by kind of work, for its own people and the coordinator; none for others."""
    return [
        WorkforceLine(each.role_group, each.level, each.headcount, each.department_id, each.needed_by)
        for each in workforce.list_workforce(actor, organisation_id)
    ]


def capacity_of(actor: Anyone, organisation_id: UUID) -> Capacity:
    """When, where and in what groups an organisation's staff can train; nothing where it is not to be seen (ORG-9)."""
    return _capacity_of(find_capacity_row(actor, organisation_id))


def codes_of(actor: Anyone, organisation_id: UUID) -> list[tuple[Scheme, str]]:
    """By what codes registers know an organisation; they are public."""
    found = queries.codes_of(actor, [organisation_id]).get(organisation_id, [])
    return [(each.scheme, each.code) for each in found]


def calendar_of(organisation: OrganisationSummary) -> Calendar:
    """The working days of an organisation (D1): its nation's bank holidays, its own working week."""
    return Calendar(organisation.nation.division, organisation.working_days, current_app.extensions["bank_holidays"])


def working_days_in_words(organisation: OrganisationSummary) -> str:
    """What its time limits are counted by, as a page shows it."""
    days = rules.as_words("working_days", organisation.working_days)
    return f"{days}, without the bank holidays of {organisation.nation.label}"


def _summary(organisation: Organisation) -> OrganisationSummary:
    return OrganisationSummary(
        id=organisation.id,
        name=organisation.name,
        sector=organisation.sector,
        nation=organisation.nation,
        town=organisation.town,
        postcode=organisation.postcode,
        standing=organisation.standing,
        is_host=organisation.is_host,
        is_current=organisation.is_current,
        closed_on=organisation.closed_on,
        working_days=rules.days_of(organisation.working_week),
        workforce_size=organisation.workforce_size,
        urgent_line_name=organisation.urgent_line_name,
        urgent_line_telephone=organisation.urgent_line_telephone,
    )


def _department(department: Department) -> DepartmentSummary:
    return DepartmentSummary(department.id, department.name, department.headcount)
