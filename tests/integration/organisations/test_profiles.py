"""Organisations by hand: added once, changed by those they belong to, never over somebody else's change."""

import json

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.organisations import bring_in, by_code, schools, state_of
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings

SHAL = {"name": "SHAL Housing", "sector": "charity", "nation": "england", "town": "Bridgwater"}


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


def entries(app, action: str) -> list[AuditEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        statement = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.action == action)
        return list(db.session.scalars(statement.order_by(AuditEntry.sequence)))


def test_added_by_hand_with_its_code(app, coordinator, clock):
    answer = coordinator.post("/organisations/new", {**SHAL, "scheme": "urn", "code": " 119 903"})

    assert "Add its contact and its departments next" in coordinator.get(answer.location).text
    with app.app_context():
        organisation, _ = by_code("119903")
    assert (organisation.name, organisation.town, organisation.standing) == ("SHAL Housing", "Bridgwater", "listed")
    (entry,) = entries(app, "organisations.organisation.added")
    assert (entry.entity_id, entry.chain_id, entry.changes["code"]) == (organisation.id, organisation.id, "urn 119903")


def test_one_that_is_here_already_is_found_by_its_code(app, coordinator, clock, database):
    with app.app_context():
        bring_in(schools(("119903", "Hill School", "", "", "")), clock)
    before = table_counts(database)

    page = coordinator.post("/organisations/new", {**SHAL, "scheme": "urn", "code": "119903"}, status=422)

    assert page.errors == ["Hill School has this code already. Search the directory for 119903"]
    assert page.tree.xpath("//input[@name='town']/@value") == ["Bridgwater"]
    assert table_counts(database) == before


def test_a_namesake_is_shown_and_can_be_said_to_be_another(coordinator, world, database):
    twin = {**SHAL, "name": "harrow hill  COUNCIL"}

    page = coordinator.post("/organisations/new", twin, status=422)

    assert page.errors == ["Harrow Hill Council in Wendmere is in the directory already. If this is another, say so"]
    assert page.tree.xpath(f"//a[@href='/organisations/{world.own}']")
    coordinator.post("/organisations/new", {**twin, "is_another": "y"})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"name": "!!!"}, "Enter a name"),
        ({"name": "x" * 10_000}, "Use 200 characters or fewer; this has 10,000"),
        ({"sector": "zoo"}, "Choose from the list"),
        ({"nation": ""}, "Choose a nation"),
        ({"postcode": "nowhere"}, "Enter a full UK postcode, like LE3 8RA, or leave it empty"),
        ({"scheme": "urn"}, "Enter the code, or choose No code"),
        ({"code": "119903"}, "Choose the kind of code, or leave the code empty"),
        (
            {"scheme": "gss", "code": "119903"},
            "Enter the code as its register writes it: a letter and eight digits, like E23000036",
        ),
        ({"scheme": "police", "code": "kent"}, "Choose from the list"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(coordinator, database, changed, said):
    before = table_counts(database)
    page = coordinator.post("/organisations/new", {**SHAL, **changed}, status=422)
    assert page.errors == [said]
    assert table_counts(database) == before


def test_the_same_form_twice_adds_once(coordinator, database):
    sent = {**coordinator._hidden_fields("/organisations/new"), **SHAL}
    before = table_counts(database)["organisation"]
    places = {coordinator.raw.post("/organisations/new", data=sent).location for _ in range(3)}
    assert len(places) == 1
    assert table_counts(database)["organisation"] == before + 1


def test_a_code_is_added_and_is_unique(app, coordinator, world, clock):
    path = f"/organisations/{world.other}/codes"
    coordinator.post(path, {"scheme": "ods", "code": "rh5"}, to=path)
    page = coordinator.post(f"/organisations/{world.own}/codes", {"scheme": "ods", "code": "RH5"}, status=422)

    assert page.errors == ["Ottermouth NHS Foundation Trust has this code already. Search the directory for RH5"]
    assert len(entries(app, "organisations.organisation.code_added")) == 1


def test_a_lead_keeps_the_numbers_of_charity_and_company(app, lead, world):
    path = f"/organisations/{world.own}/codes"
    offered = lead.get(path).tree.xpath("//input[@name='scheme']/@value")
    assert offered == ["charity", "company"]
    lead.post(path, {"scheme": "charity", "code": "1234567"}, to=path)

    page = lead.get(path)
    (button,) = page.tree.xpath("//form[contains(@action, '/remove')]")
    lead.post(button.get("action"), dict(button.form_values()), to=path)

    assert lead.get(path).tree.xpath("//form[contains(@action, '/remove')]") == []
    actions = [len(entries(app, f"organisations.organisation.code_{verb}")) for verb in ("added", "removed")]
    assert actions == [1, 1]


def test_what_registers_find_partners_by_is_the_coordinators(app, world, client_of, coordinator, lead):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))
    path = f"/api/v1/organisations/{world.own}/codes"
    refused = program.post(path, {"scheme": "ods", "code": "RH5"}, status=422)
    assert refused.json["errors"] == {"scheme": ["Ask the network’s coordinator to add or remove this kind of code"]}
    added = client_of.api(world.person(Role.COORDINATOR, "host")).post(path, {"scheme": "ods", "code": "RH5"}).json
    program.send("DELETE", f"{path}/{added['id']}", status=422)
    assert lead.get(f"/organisations/{world.own}/codes").tree.xpath("//form[contains(@action, '/remove')]") == []
    page = coordinator.get(f"/organisations/{world.own}/codes")
    assert len(page.tree.xpath("//form[contains(@action, '/remove')]")) == 1


def test_what_a_register_gave_stays(app, world, client_of, clock):
    with app.app_context():
        bring_in(schools(("119903", "Hill School", "", "", "")), clock)
        organisation, identifier = by_code("119903")
    coordinator = client_of.api(world.person(Role.COORDINATOR, "host"))
    path = f"/api/v1/organisations/{organisation.id}/codes/{identifier.id}"
    refused = coordinator.send("DELETE", path, status=422)
    assert "A register gave the organisation the code 119903, so it stays." in refused.json["detail"]


def test_a_lead_changes_all_but_what_the_coordinator_decides(app, lead, world):
    path = f"/organisations/{world.own}/edit"
    form = filled_form(lead, path)
    assert "sector" not in form
    changes = {"town": "Wells", "workforce_size": "1,200", "working_days": ["0", "5"], "contact_name": "Ana Ferris"}

    lead.post(
        path, {**form, **changes, "sector": "nhs", "standing": "left", "is_host": "y"}, to=f"/organisations/{world.own}"
    )

    with app.app_context():
        after = state_of(world.own)
    assert (after["town"], after["workforce_size"], after["working_week"]) == ("Wells", 1200, "05")
    assert (after["sector"], after["standing"], after["is_host"]) == ("council", "partner", False)
    (entry,) = entries(app, "organisations.organisation.edited")
    assert entry.changes["town"] == ["Wendmere", "Wells"]
    assert entry.changes["contact_name"] == "changed"
    assert "Ana" not in json.dumps(entry.changes)


def test_a_coordinator_changes_sector_and_nation_too(app, coordinator, world):
    path = f"/organisations/{world.own}/edit"
    coordinator.post(path, {**filled_form(coordinator, path), "sector": "nhs", "nation": "scotland"})
    with app.app_context():
        after = state_of(world.own)
    assert (after["sector"], after["nation"]) == ("nhs", "scotland")


def test_saving_without_a_change_changes_nothing(app, lead, world, database):
    before = table_counts(database)
    path = f"/organisations/{world.own}/edit"
    lead.post(path, filled_form(lead, path))
    assert table_counts(database) == before
    assert not entries(app, "organisations.organisation.edited")


def test_a_renamed_organisation_is_found_by_its_new_name(lead, coordinator, world):
    path = f"/organisations/{world.own}/edit"
    lead.post(path, {**filled_form(lead, path), "name": "Cyngor Môn"})
    assert coordinator.get("/organisations/?search=mon").texts("//tbody/tr/th") == ["Cyngor Môn"]


def test_two_editors_the_second_sees_both_texts(lead, coordinator, world, app):
    path = f"/organisations/{world.own}/edit"
    opened = filled_form(lead, path)
    coordinator.post(path, {**filled_form(coordinator, path), "town": "Bath"})

    page = lead.post(path, {**opened, "town": "Wells"}, status=409)

    assert page.texts("//table//tr[th='Town']/td") == ["Wells", "Bath"]
    with app.app_context():
        assert state_of(world.own)["town"] == "Bath"


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "x", "1; DROP TABLE", "9" * 99])
def test_a_version_that_was_tampered_with_is_a_conflict(lead, world, version):
    path = f"/organisations/{world.own}/edit"
    lead.post(path, {**filled_form(lead, path), "town": "Wells", "version": version}, status=409)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"working_days": []}, "Choose the days on which the organisation works"),
        ({"working_days": ["9"]}, "Choose from the list"),
        ({"workforce_size": "many"}, "Enter a whole number, like 12"),
        ({"workforce_size": "3000000"}, "Enter a number of people from 0 to 2,000,000"),
        ({"contact_email": "ana"}, "Enter an e-mail address, like name@example.org"),
        ({"contact_telephone": "x"}, "Enter a telephone number, like 0116 305 0000 or 111"),
        ({"urgent_line_name": "Night line"}, "Enter the number of the urgent line, or clear its name"),
        ({"contact_name": "x" * 10_000}, "Use 100 characters or fewer; this has 10,000"),
    ],
)
def test_a_change_that_does_not_fit_is_said_and_what_was_typed_is_kept(app, lead, world, changed, said):
    path = f"/organisations/{world.own}/edit"
    with app.app_context():
        before = state_of(world.own)
    page = lead.post(path, {**filled_form(lead, path), "town": "Wells", **changed}, status=422)
    assert page.errors == [said]
    assert page.tree.xpath("//input[@name='town']/@value") == ["Wells"]
    with app.app_context():
        assert state_of(world.own) == before


def test_an_empty_form_is_an_answer(lead, coordinator, world):
    path = f"/organisations/{world.own}/edit"
    lead.post(path, {}, status=422)
    coordinator.post("/organisations/new", {}, status=422)
    coordinator.post(f"/organisations/{world.own}/codes", {}, status=422)


def test_hostile_strings_are_kept_or_answered_everywhere(lead, world, client_of):
    """Page and JSON twin alike: 303 or 422, and the pages can be shown afterwards."""
    path, program = f"/organisations/{world.own}/edit", client_of.api(world.person(Role.COORDINATOR, "host"))
    fields = ["name", "short_name", "town", "contact_name", "urgent_line_name", "postcode", "contact_telephone"]
    # Every rule sees every string in the unit tests; here a part of them makes the whole way.
    for number, text in enumerate(hostile_strings()[::4]):
        if number % 4 == 0:
            sent = {**filled_form(lead, path), fields[number // 4 % len(fields)]: text}
            assert lead.raw.post(path, data=sent).status_code in {302, 303, 422}, text
        body = {"name": text, "sector": "other", "nation": "wales", "town": text, "is_another": True}
        answer = program.raw.post("/api/v1/organisations", json=body, headers=program._headers)
        assert answer.status_code in {201, 422}, text
    lead.get(f"/organisations/{world.own}")
    client_of(world.person(Role.COORDINATOR, "host")).get("/organisations/")


def test_half_characters_are_answered(client_of, world):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    program.send(
        "POST",
        "/api/v1/organisations",
        data='{"name": "a\\ud800", "sector": "other", "nation": "wales"}',
        content_type="application/json",
        status=422,
    )
