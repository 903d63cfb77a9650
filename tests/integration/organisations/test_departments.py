"""Departments (ORG-4): offered, added once, renamed, and removed only while nothing refers to them."""

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Department
from network.organisations.rules import DEPARTMENTS
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.queries import counted_queries


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def departments(app, world):
    def departments(at: str = "own") -> dict[str, Department]:
        with app.app_context(), system_scope(db.session(), "a test looks") as system:
            statement = scoped(select(Department), system, Department)
            found = db.session.scalars(statement.where(Department.organisation_id == getattr(world, at)))
            return {department.name: department for department in found}

    return departments


def path(world, *more: object) -> str:
    return "/".join(["/organisations", str(world.own), "departments", *map(str, more)])


def actions(app) -> list[str]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        entries = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry).order_by(AuditEntry.id))
        return [entry.action for entry in entries if entry.entity == "department"]


def test_the_eight_are_offered_and_added_with_one_of_ones_own(app, lead, world, departments):
    offered = lead.get(path(world)).tree.xpath("//input[@name='suggested']/@value")
    assert offered == [name for name in DEPARTMENTS if name != "Housing"]

    lead.post(path(world), {"suggested": offered[:2], "name": "Night shift", "headcount": "1,250"}, to=path(world))

    found = departments()
    assert set(found) == {"Housing", *offered[:2], "Night shift"}
    assert found["Night shift"].headcount == 1250
    assert actions(app) == ["organisations.department.added"] * 3
    assert lead.get(path(world)).tree.xpath("//input[@name='suggested']/@value") == offered[2:]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a department or enter a name"),
        ({"name": "housing"}, "There is a department with this name already. Choose another name"),
        ({"name": "…"}, "Enter a name"),
        ({"name": "x" * 10_000}, "Use 200 characters or fewer; this has 10,000"),
        ({"suggested": ["Spaceflight"]}, "Choose from the list"),
        ({"name": "Night shift", "headcount": "-1"}, "Enter a number from 0 to 2,000,000"),
        (
            {"name": "Early help", "suggested": ["Early help"]},
            "There is a department with this name already. Choose another name",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_added(lead, world, database, sent, said):
    before = table_counts(database)
    assert said in lead.post(path(world), sent, status=422).errors[0]
    assert table_counts(database) == before


def test_renamed_and_resized(app, lead, world, departments):
    at = path(world, departments()["Housing"].id)
    lead.post(at, {**filled_form(lead, at), "name": "Homes", "headcount": ""}, to=path(world))
    assert departments()["Homes"].headcount is None
    assert actions(app) == ["organisations.department.changed"]


def test_a_stale_page_shows_both_texts(lead, world, departments):
    at = path(world, departments()["Housing"].id)
    opened = filled_form(lead, at)
    lead.post(at, {**opened, "name": "Homes"})
    page = lead.post(at, {**opened, "name": "Houses"}, status=409)
    assert page.texts("//table//tr[th='Name']/td") == ["Houses", "Homes"]


def test_removed_while_unused(app, lead, world, departments):
    lead.post(path(world), {"suggested": "Early help"}, form_at=path(world))
    at = path(world, departments()["Early help"].id)
    lead.post(f"{at}/remove", form_at=at, to=path(world))
    assert set(departments()) == {"Housing"}
    assert actions(app) == ["organisations.department.added", "organisations.department.removed"]


@pytest.fixture
def lodgers(database):
    """A table of some other feature that refers to departments."""
    key = "UUID" if database.is_postgresql else "CHAR(32)"
    with database.owner.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE TABLE lodger (organisation_id {key}, department_id {key}, FOREIGN KEY "
            "(organisation_id, department_id) REFERENCES department (organisation_id, id))"
        )
    yield
    with database.owner.begin() as connection:
        connection.exec_driver_sql("DROP TABLE lodger")


def test_one_in_use_stays_and_other_ways_are_shown(lead, world, departments, database, lodgers):
    department = departments()["Housing"]
    with database.owner.begin() as connection:
        connection.exec_driver_sql("INSERT INTO lodger SELECT organisation_id, id FROM department")
    at = path(world, department.id)

    page = lead.post(f"{at}/remove", form_at=at, status=422)

    assert "Housing stays" in page.text
    assert page.tree.xpath(f"//a[@href='{at}']")
    assert "Housing" in departments()


@pytest.mark.parametrize("at", ["own", "other"])
def test_a_foreign_or_missing_department_answers_alike(lead, world, departments, at):
    foreign = departments("other")["Housing"].id
    for department_id in (foreign, new_id()):
        lead.get(f"/organisations/{getattr(world, at)}/departments/{department_id}", status=404)


def test_adding_takes_a_constant_number_of_queries(app, lead, world, departments):
    def count(names: list[str]) -> int:
        sent = {**lead._hidden_fields(path(world)), "suggested": names}
        with counted_queries(app) as queries:
            assert lead.raw.post(path(world), data=sent).status_code == 303
        return queries.count

    assert count(["Education"]) == count(["Health", "Early help", "Public health"])
