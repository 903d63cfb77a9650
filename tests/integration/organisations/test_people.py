"""The workforce by kind of work (TR-6), and the contact's deputies, who are never copied into the audit."""

import json

import pytest
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import UnscopedQuery, scoped, system_scope
from network.organisations.models import ContactDeputy, WorkforceGroup
from network.organisations.schemas.people import KeepDeputySchema, KeepWorkforceGroupSchema
from tests.factories.organisations import acting
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.hostile import hostile_strings
from tests.support.mass_assignment import assert_only_listed_is_taken
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

GROUP = {"role_group": "Practitioners", "level": "trauma-skilled", "headcount": "120"}
DEPUTY = {"name": "Zephyrine Quill", "job_title": "Head of practice", "email": "zq@example.org", "telephone": "111"}


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def at(world):
    return lambda noun: f"/organisations/{world.own}/{noun}"


def add(client, path, body, **changes) -> None:
    client.post(f"{path}/new", {**filled_form(client, f"{path}/new"), **body, **changes}, to=path)


def first_link(client, path) -> str:
    ours = f"//main//a[starts-with(@href, '{path}/') and not(contains(@href, '/new'))]/@href"
    link: str = client.get(path).tree.xpath(ours)[0]
    return link


def entries(app, entity: str) -> list[AuditEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        statement = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.entity == entity)
        return list(db.session.scalars(statement.order_by(AuditEntry.sequence)))


def test_a_workforce_is_said_changed_and_removed(app, lead, at):
    path = at("workforce")
    assert "can add the first" in lead.get(path).text
    add(lead, path, GROUP)
    add(lead, path, GROUP, role_group="", own_words="Night wardens", level="in-depth", headcount="30")
    page = lead.get(path)
    assert page.texts("//table//tbody/tr/td")[:4] == ["0", "120", "30", "150"]
    assert "The rows add up to 150 people, and the number of staff is 200. Some may have no row yet." in page.text
    assert "18 November 2026" in page.text

    row = first_link(lead, path)
    lead.post(row, {**filled_form(lead, row), "headcount": "35"}, to=path)
    assert "The rows add up to 155 people" in lead.get(path).text
    changed = entries(app, "workforce_group")[-1].changes
    assert changed == {"Number of people": ["30", "35"], "said_on": "2026-11-18"}
    lead.post(f"{row}/remove", form_at=row, to=path)
    assert [entry.action.rpartition(".")[2] for entry in entries(app, "workforce_group")] == [
        "added",
        "added",
        "changed",
        "removed",
    ]


def test_said_again_it_is_of_today(app, lead, at, clock, world, client_of):
    """A figure that was looked at again is as fresh as one that was changed."""
    path = at("workforce")
    add(lead, path, GROUP)
    row = first_link(lead, path)
    lead.post(row, filled_form(lead, row), to=path)
    assert len(entries(app, "workforce_group")) == 1
    clock.move_to(clock.now().replace(day=20))
    later = client_of(world.person(Role.ORGANISATION_LEAD))
    later.post(row, filled_form(later, row), to=path)
    assert entries(app, "workforce_group")[-1].changes == {"said_on": "2026-11-20"}


def test_a_department_in_use_stays(lead, at):
    (housing,) = lead.get(at("departments")).tree.xpath("//tbody//a/@href")
    add(lead, at("workforce"), GROUP, department_id=housing.rpartition("/")[2])
    assert "Housing" in lead.get(at("workforce")).text
    assert "Housing stays" in lead.post(f"{housing}/remove", form_at=housing, status=422).text


def test_deputies_are_named_changed_and_removed_and_leave_no_trace(app, lead, at):
    path = at("deputies")
    add(lead, path, DEPUTY)
    row = first_link(lead, path)
    assert "Head of practice" in lead.get(path).text
    lead.post(row, {**filled_form(lead, row), "telephone": "0116 305 0000"}, to=path)
    lead.post(f"{row}/remove", form_at=row, to=path)
    assert "Zephyrine" not in lead.get(path).text
    said = entries(app, "contact_deputy")
    assert [entry.action.rpartition(".")[2] for entry in said] == ["added", "changed", "removed"]
    assert said[1].changes == {"telephone": "changed"}
    assert not any(value in json.dumps([entry.changes for entry in said]) for value in DEPUTY.values())


def test_there_are_five_deputies_at_most(lead, at):
    path = at("deputies")
    for number in range(5):
        add(lead, path, DEPUTY, name=f"Ana {'abcde'[number]}")
    assert "Name a deputy" not in lead.get(path).text
    page = lead.post(f"{path}/new", {**filled_form(lead, f"{path}/new"), **DEPUTY}, status=422)
    assert page.errors == ["There are 5 deputies already. Change or remove one first"]


def test_nobody_else_reads_them(world, lead, at, client_of):
    """As the contact: its own people and the coordinator; no other partner, no provider."""
    add(lead, at("workforce"), GROUP, role_group="", own_words="Zephyrine wardens")
    add(lead, at("deputies"), DEPUTY)
    for place, role in (("other", Role.ORGANISATION_LEAD), ("provider", Role.THERAPIST)):
        stranger = client_of(world.person(role, place))
        program = client_of.api(world.person(role, place))
        for noun in ("workforce", "deputies"):
            stranger.get(at(noun), status=404)
            program.get(f"/api/v1{at(noun)}", status=404)
        assert "Zephyrine" not in stranger.get(f"/organisations/{world.own}").text
    for place, role in (("own", Role.CHAMPION), ("host", Role.COORDINATOR)):
        for noun in ("workforce", "deputies"):
            assert "Zephyrine" in client_of(world.person(role, place)).get(at(noun)).text


@pytest.mark.parametrize("model", [WorkforceGroup, ContactDeputy])
def test_the_fence_hides_them(in_app, world, lead, at, model):
    add(lead, at("workforce"), GROUP)
    add(lead, at("deputies"), DEPUTY)
    for place, seen in (("own", 1), ("other", 0)):
        actor = acting(world, Role.ORGANISATION_LEAD, place)
        assert len(db.session.scalars(scoped(select(model), actor, model)).all()) == seen
    with pytest.raises(UnscopedQuery):
        db.session.scalars(select(model)).all()


@pytest.mark.parametrize(("noun", "body"), [("workforce", GROUP), ("deputies", DEPUTY)])
def test_sent_twice_it_is_added_once(lead, at, database, noun, body):
    sent = {**filled_form(lead, f"{at(noun)}/new"), **body}
    before = sum(table_counts(database)[table] for table in ("workforce_group", "contact_deputy"))
    for _ in range(3):
        assert lead.raw.post(f"{at(noun)}/new", data=sent).status_code == 303
    assert sum(table_counts(database)[table] for table in ("workforce_group", "contact_deputy")) == before + 1


@pytest.mark.parametrize(
    ("noun", "body", "field", "label"),
    [("workforce", GROUP, "headcount", "Number of people"), ("deputies", DEPUTY, "telephone", "Telephone number")],
)
def test_the_second_of_two_sees_both_texts(lead, at, noun, body, field, label):
    add(lead, at(noun), body)
    row = first_link(lead, at(noun))
    opened = filled_form(lead, row)
    lead.post(row, {**opened, field: "112"})
    page = lead.post(row, {**opened, field: "999"}, status=409)
    assert page.texts(f"//table//tr[th='{label}']/td") == ["999", "112"]


@pytest.mark.parametrize(
    ("noun", "body", "said"),
    [
        ("workforce", {}, "Choose the level that they need"),
        ("workforce", {**GROUP, "role_group": ""}, "Choose a kind of work, or enter your own"),
        ("workforce", {**GROUP, "role_group": "Wizards"}, "Choose from the list"),
        ("workforce", {**GROUP, "level": "expert"}, "Choose from the list"),
        ("workforce", {**GROUP, "headcount": "many"}, "Enter a whole number, like 12"),
        ("workforce", {**GROUP, "department_id": str(new_id())}, "Choose from the list"),
        ("workforce", {**GROUP, "own_words": "x" * 10_000}, "Use 100 characters or fewer; this has 10,000"),
        ("deputies", {}, "Enter their name"),
        ("deputies", {**DEPUTY, "email": "zq"}, "Enter an e-mail address, like name@example.org"),
        ("deputies", {**DEPUTY, "job_title": "x" * 10_000}, "Use 100 characters or fewer; this has 10,000"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(lead, at, database, noun, body, said):
    before = table_counts(database)
    page = lead.post(f"{at(noun)}/new", {**filled_form(lead, f"{at(noun)}/new"), **body}, status=422)
    assert said in page.errors
    assert table_counts(database) == before


@pytest.mark.parametrize(
    ("noun", "body", "changed", "schema", "model"),
    [
        ("workforce", {**GROUP, "headcount": 120}, {"headcount": 9}, KeepWorkforceGroupSchema, WorkforceGroup),
        ("deputies", DEPUTY, {"telephone": "999"}, KeepDeputySchema, ContactDeputy),
    ],
)
def test_a_program_does_the_same(world, client_of, at, database, noun, body, changed, schema, model):
    program, path = client_of.api(world.person(Role.ORGANISATION_LEAD)), f"/api/v1{at(noun)}"
    made = program.post(path, body)
    where = made.headers["Location"]
    seen = program.get(where)
    stale = {"If-Match": seen.headers["ETag"]}
    program.send("PUT", where, json=body, status=428)
    kept = program.send("PUT", where, json={**body, **changed}, headers=stale)
    assert {**kept.json, **changed} == kept.json
    program.send("PUT", where, json=body, status=412, headers=stale)
    now = {"If-Match": kept.headers["ETag"]}
    assert_only_listed_is_taken(
        program, "PUT", where, body=body, schema=schema, model=model, database=database, headers=now
    )
    assert len(program.get(path).json["items"]) == 1
    program.send("DELETE", where, status=412, headers=stale)
    program.send("DELETE", where, status=204, headers=now)
    program.get(where, status=404)


def test_hostile_strings_are_kept_or_answered(lead, at):
    forms = {noun: filled_form(lead, f"{at(noun)}/new") for noun in ("workforce", "deputies")}
    for text in hostile_strings()[::10]:
        for noun, body, field in (("workforce", GROUP, "own_words"), ("deputies", DEPUTY, "name")):
            sent = {**forms[noun], **body, field: text, "form_key": str(new_id())}
            assert lead.raw.post(f"{at(noun)}/new", data=sent).status_code in {303, 422}, text
    for noun in ("workforce", "deputies"):
        lead.get(at(noun))


def test_pages_ask_the_database_as_often_when_there_is_twice_as_much(app, lead, at, world, clock):
    def count() -> list[int]:
        counts = []
        for noun in ("workforce", "deputies"):
            with counted_queries(app) as queries:
                lead.get(at(noun))
            assert queries.count <= MOST_ON_A_PAGE, queries
            counts.append(queries.count)
        return counts

    add(lead, at("workforce"), GROUP)
    add(lead, at("deputies"), DEPUTY)
    before = count()
    with app.app_context(), system_scope(db.session(), "more rows"):
        owner = {"organisation_id": world.own}
        for number in range(4):
            rest = {"level": "in-depth", "headcount": 1, "said_on": clock.today()}
            db.session.add(WorkforceGroup(role_group=f"Work {number}", **rest, **owner))
            db.session.add(ContactDeputy(name=f"Name {number}", telephone="111", **owner))
        commit()
    assert count() == before
