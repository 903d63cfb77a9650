"""What partners give towards the coordinator (ORG-10): kept by the coordinator, seen by the partner's lead alone."""

import csv
import io

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.models import Contribution
from network.organisations.queries.contributions import totals_of
from network.organisations.rules.contributions import totals
from network.organisations.schemas.contributions import KeepContributionSchema
from tests.factories.organisations import acting
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.mass_assignment import assert_only_listed_is_taken
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

MONEY = {"year": "2026", "kind": "money", "amount": "1,250.50", "promised_on": "2026-04-02"}
KIND = {"year": "2026", "kind": "in-kind", "in_kind": "A room for Zephyrine", "promised_on": "2026-05-02"}


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


def path_of(organisation_id) -> str:
    return f"/organisations/{organisation_id}/contributions"


def add(client, organisation_id, body, **changes) -> None:
    at = f"{path_of(organisation_id)}/new"
    client.post(at, {**filled_form(client, at), **body, **changes}, to=path_of(organisation_id))


def row_of(client, organisation_id) -> str:
    links = client.get(path_of(organisation_id)).tree.xpath("//tbody//a/@href")
    first: str = links[0]
    return first


def entries(app) -> list[AuditEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        statement = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity == "contribution")
        return list(db.session.scalars(statement.order_by(AuditEntry.at, AuditEntry.sequence)))


def test_the_coordinator_keeps_it_and_the_totals_add_up(app, coordinator, world):
    add(coordinator, world.own, MONEY)
    add(coordinator, world.other, MONEY, amount="99.50", received_on="2026-06-01")
    add(coordinator, world.other, KIND)
    add(coordinator, world.own, MONEY, year="2025")

    page = coordinator.get("/organisations/contributions")

    assert page.heading.endswith("April 2026 to March 2027")
    assert page.texts("//dl//dd") == ["£1,350", "£99.50", "1 contribution"]
    assert page.texts("//tbody/tr/th") == ["Harrow Hill Council", *["Ottermouth NHS Foundation Trust"] * 2]
    assert coordinator.get("/organisations/contributions?year=2025").texts("//dl//dd")[0] == "£1,250.50"
    file = coordinator.raw.get("/organisations/contributions.csv").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))
    assert rows[1] == ["Harrow Hill Council", "April 2026 to March 2027", "Money", "1250.50", "", "2026-04-02", ""]
    assert len(rows) == 4


def test_it_comes_is_corrected_and_removed(app, coordinator, world):
    add(coordinator, world.own, MONEY)
    row = row_of(coordinator, world.own)
    form = filled_form(coordinator, row)
    assert form["amount"] == ["1,250.50"]
    coordinator.post(row, {**form, "received_on": "2026-07-01"}, to=path_of(world.own))
    assert "1 July 2026" in coordinator.get(path_of(world.own)).text
    coordinator.post(f"{row}/remove", form_at=row, to=path_of(world.own))
    added, changed, removed = entries(app)
    assert added.chain_id == world.own
    assert changed.changes == {"received_on": ["Not given", "1 July 2026"]}
    assert removed.changes["pence"] == "£1,250.50"


def test_a_lead_sees_its_own_and_changes_nothing(lead, coordinator, world, client_of):
    add(coordinator, world.own, KIND)
    page = lead.get(path_of(world.own))
    assert "A room for Zephyrine" in page.text
    assert not page.tree.xpath("//main//tbody//a")
    for at, role in (("own", Role.CHAMPION), ("own", Role.BOARD_VIEWER), ("own", Role.STAFF_MEMBER)):
        client_of(world.person(role, at)).get(path_of(world.own), status=403)
    stranger = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    stranger.get(path_of(world.own), status=404)
    assert "Zephyrine" not in stranger.get(f"/organisations/{world.own}").text
    program = client_of.api(world.person(Role.ORGANISATION_LEAD, "other"))
    program.get(f"/api/v1{path_of(world.own)}", status=404)


def test_the_fence_hides_it(in_app, world, coordinator):
    add(coordinator, world.own, MONEY)
    actor = acting(world, Role.ORGANISATION_LEAD, "other")
    assert db.session.scalars(scoped(select(Contribution), actor, Contribution)).all() == []
    assert totals_of(actor, 2026) == totals([])
    with pytest.raises(UnscopedQuery):
        db.session.scalars(select(Contribution)).all()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"year": "", "kind": "", "promised_on": ""}, "Choose the financial year"),
        ({**MONEY, "amount": ""}, "Enter an amount from 1p to £100,000,000"),
        ({**MONEY, "amount": "12.5"}, "Enter an amount in pounds, like 1,250 or 1,250.50"),
        ({**MONEY, "amount": "9" * 10_000}, "Enter an amount in pounds, like 1,250 or 1,250.50"),
        ({**MONEY, "year": "1066"}, "Choose from the list"),
        ({**MONEY, "promised_on": "2027-01-01"}, "Enter a day from 1 January 2015 to today"),
        ({**MONEY, "received_on": "2027-01-01"}, "Enter a day from 1 January 2015 to today"),
        ({**KIND, "in_kind": ""}, "Enter what is given, like a room for twelve sessions"),
        ({**KIND, "in_kind": "x" * 10_000}, "Use 200 characters or fewer; this has 10,000"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(coordinator, world, database, body, said):
    before = table_counts(database)
    at = f"{path_of(world.own)}/new"
    assert said in coordinator.post(at, {**filled_form(coordinator, at), **body}, status=422).errors
    assert table_counts(database) == before


@pytest.mark.parametrize("query", ["?year=0000", "?year=moon", "?year=99999999999", "?year=-1", "?year=%00"])
def test_a_year_that_is_none_is_this_one(coordinator, query):
    assert coordinator.get(f"/organisations/contributions{query}").heading.endswith("April 2026 to March 2027")
    assert coordinator.raw.get(f"/organisations/contributions.csv{query}").status_code == 200


def test_sent_twice_it_is_added_once(coordinator, world, database):
    at = f"{path_of(world.own)}/new"
    sent = {**filled_form(coordinator, at), **MONEY}
    for _ in range(3):
        assert coordinator.raw.post(at, data=sent).status_code == 303
    assert table_counts(database)["contribution"] == 1


def test_the_second_of_two_sees_both_texts(coordinator, world):
    add(coordinator, world.own, MONEY)
    row = row_of(coordinator, world.own)
    opened = filled_form(coordinator, row)
    coordinator.post(row, {**opened, "amount": "5"})
    page = coordinator.post(row, {**opened, "amount": "6"}, status=409)
    assert page.texts("//table//tr[th='Amount']/td") == ["£6", "£5"]


def test_a_program_does_the_same(world, client_of, database):
    program, path = client_of.api(world.person(Role.COORDINATOR, "host")), f"/api/v1{path_of(world.own)}"
    body = {"year": 2026, "kind": "money", "pence": 125_050, "promised_on": "2026-04-02"}
    where = program.post(path, body).headers["Location"]
    stale = {"If-Match": program.get(where).headers["ETag"]}
    program.send("PUT", where, json=body, status=428)
    kept = program.send("PUT", where, json={**body, "received_on": "2026-05-01"}, headers=stale)
    program.send("PUT", where, json=body, status=412, headers=stale)
    now = {"If-Match": kept.headers["ETag"]}
    refused = program.send("PUT", where, json={**body, "pence": 0}, status=422, headers=now)
    assert "pence" in refused.json["errors"]
    assert_only_listed_is_taken(
        program,
        "PUT",
        where,
        body=body,
        schema=KeepContributionSchema,
        model=Contribution,
        database=database,
        headers=now,
    )
    year = program.get("/api/v1/contributions?year=2026").json
    assert (year["promised"], year["received"], year["total"]) == (125_050, 125_050, 1)
    assert program.get(path).json["total"] == 1
    program.send("DELETE", where, status=204, headers=now)
    program.get(where, status=404)


def test_hostile_strings_are_kept_or_answered(coordinator, world):
    at = f"{path_of(world.own)}/new"
    form = filled_form(coordinator, at)
    for text in hostile_strings()[::8]:
        for body in ({**KIND, "in_kind": text}, {**MONEY, "amount": text}, {**MONEY, "year": text}):
            sent = {**form, **body, "form_key": str(new_id())}
            assert coordinator.raw.post(at, data=sent).status_code in {303, 422}, text
    coordinator.get("/organisations/contributions")
    assert coordinator.raw.get("/organisations/contributions.csv").status_code == 200


def test_lists_ask_the_database_as_often_when_there_is_twice_as_much(app, coordinator, world, clock):
    def count() -> list[int]:
        counts = []
        for path in ("/organisations/contributions", "/organisations/contributions.csv", path_of(world.own)):
            with counted_queries(app) as queries:
                coordinator.raw.get(path)
            assert queries.count <= MOST_ON_A_PAGE, queries
            counts.append(queries.count)
        return counts

    add(coordinator, world.own, MONEY)
    before = count()
    with app.app_context(), system_scope(db.session(), "more rows"):
        for number in range(60):
            owner = {"organisation_id": world.own, "year": 2026, "promised_on": clock.today()}
            db.session.add(Contribution(kind="money", pence=number + 1, **owner))
        commit()
    assert count() == before
