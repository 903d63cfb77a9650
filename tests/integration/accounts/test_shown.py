"""The people of the network: nobody is there who did not choose it, and nothing of them that they did not choose."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import DirectoryEntry, Membership, User
from network.accounts.rules.showing import Shown
from network.accounts.service.showing import forget_entries
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation, Standing
from tests.factories import charter as charters
from tests.factories.shown import shows
from tests.support.hostile import hostile_strings
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

HERE = "/people-of-the-network"
ME = f"{HERE}/me"
V1 = "/api/v1/people-of-the-network"
ALL = Shown(True, "Team manager", "0116 305 0000", "reflective sessions at night")
PARTS = ("Team manager", "0116 305 0000", "reflective sessions at night")


def names(page) -> list[str]:
    return [each.split("<")[0] for each in page.texts("//main//dl//dt")]


def entries(app) -> list[DirectoryEntry]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        return list(db.session.scalars(scoped(select(DirectoryEntry), system, DirectoryEntry)))


def where_people_could_be(world):
    other = world.person(Role.CHAMPION, "other")
    yield other, HERE
    yield other, f"{HERE}?organisation={world.own}"
    yield other, f"{HERE}?search=champion"
    yield other, f"{HERE}?search=chamipon of onw"
    yield other, f"/organisations/{world.own}"
    yield other, "/organisations/"


def test_nobody_is_shown_to_begin_with(world, client_of):
    for person, path in where_people_could_be(world):
        text = client_of(person).get(path).text
        assert "of own" not in text.replace("chamipon of onw", "")
        assert "@example.org" not in text.split("<main")[1]
    assert client_of.api(world.person(Role.CHAMPION, "other")).get(V1).json["items"] == []


def test_only_what_was_chosen_is_shown(app, world, clock, client_of):
    champion = world.person(Role.CHAMPION)
    shows(app, champion, clock, Shown(job_title="Team manager"))
    reader = world.person(Role.STAFF_MEMBER, "other")
    page = client_of(reader).get(HERE)
    assert names(page) == [f"{champion.name}Team manager"]
    assert "Champion at" in page.text
    assert "Harrow Hill Council" in page.text
    assert champion.email not in page.text
    assert "mailto:" not in page.text.split("<main")[1].split("</main")[0]
    (item,) = client_of.api(reader).get(V1).json["items"]
    assert (item["email"], item["telephone"], item["can_be_asked"]) == ("", "", "")
    assert champion.email not in json.dumps(item)


def test_everything_that_was_chosen_is_shown_and_taken_back_in_one_press(app, world, clock, client_of):
    champion = world.person(Role.CHAMPION)
    mine, reader = client_of(champion), client_of(world.person(Role.MANAGER, "other"))
    told = mine.post(ME, {"shows_email": "y", "job_title": PARTS[0], "telephone": PARTS[1], "can_be_asked": PARTS[2]})
    assert told.location == ME
    page = reader.get(HERE)
    assert all(part in page.text for part in PARTS)
    assert page.tree.xpath("//main//a/@href[starts-with(., 'mailto:')]")[0].startswith("mailto:champion.own")
    assert "You are shown since 18 November 2026" in mine.get(ME).text
    mine.post(f"{ME}/stop", form_at=ME, status=303)
    gone = reader.get(HERE).text
    assert champion.name not in gone
    assert "Nobody has yet" in gone
    assert entries(app) == []
    assert "You are not shown" in mine.get(ME).text
    mine.post(f"{ME}/stop", form_at=ME, status=303)


def test_sent_twice_they_are_shown_once(app, world, client_of):
    mine = client_of(world.person(Role.CHAMPION))
    for job_title in ("Nurse", "Matron"):
        mine.post(ME, {"job_title": job_title}, status=303)
    assert [entry.job_title for entry in entries(app)] == ["Matron"]


def test_a_role_that_ends_takes_its_person_out(app, world, clock, client_of):
    champion = world.person(Role.CHAMPION)
    shows(app, champion, clock, ALL)
    with app.app_context():
        membership_id = charters.membership_of(world.own, champion.user_id)
    client_of(world.person(Role.ORGANISATION_LEAD)).post(f"/people/roles/{membership_id}/end", {"when": "now"})
    assert entries(app) == []
    for person, path in where_people_could_be(world):
        assert PARTS[2] not in client_of(person).get(path).text


def test_a_role_that_runs_out_takes_its_person_out_on_the_day_after(app, world, clock, client_of):
    champion, reader = world.person(Role.CHAMPION), world.person(Role.MANAGER, "other")
    shows(app, champion, clock, ALL)
    change(app, champion, ends_on=clock.today())
    assert champion.name in client_of(reader).get(HERE).text
    clock.advance(timedelta(days=1))
    assert champion.name not in client_of(reader).get(HERE).text
    with app.app_context():
        forget_entries(clock)
        commit()
    assert entries(app) == []


def change(app, person, **values):
    with app.app_context(), system_scope(db.session(), "a test changes a role") as system:
        held = scoped(select(Membership), system, Membership).where(Membership.user_id == person.user_id)
        membership = db.session.scalars(held).one()
        for name, value in values.items():
            setattr(membership, name, value)
        commit()


def test_a_private_role_shows_nobody(app, world, clock, client_of):
    staff = world.person(Role.STAFF_MEMBER)
    shows(app, staff, clock, ALL)
    change(app, staff, is_private=True)
    for person, path in where_people_could_be(world):
        assert PARTS[2] not in client_of(person).get(path).text
    assert client_of.api(world.person(Role.CHAMPION, "other")).get(V1).json["items"] == []
    client_of(staff).get(ME, status=403)


def test_a_private_role_beside_another_is_not_among_those_shown(app, world, clock, client_of):
    champion = world.person(Role.CHAMPION)
    with app.app_context(), system_scope(db.session(), "a private role"):
        db.session.add(
            Membership(
                id=new_id(),
                organisation_id=world.own,
                user_id=champion.user_id,
                role=Role.STAFF_MEMBER,
                starts_on=clock.today(),
                is_private=True,
            )
        )
        commit()
    shows(app, champion, clock, ALL)
    reader = world.person(Role.MANAGER, "other")
    assert "Staff member at" not in client_of(reader).get(HERE).text
    assert client_of.api(reader).get(f"{V1}?role=staff-member").json["items"] == []
    assert client_of.api(reader).get(V1).json["items"][0]["roles"] == ["champion"]


@pytest.mark.parametrize("what", ["a closed account", "an organisation that left"])
def test_who_is_not_there_any_more_is_not_shown(app, world, clock, client_of, what):
    champion = world.person(Role.CHAMPION)
    shows(app, champion, clock, ALL)
    with app.app_context(), system_scope(db.session(), "a test takes something away") as system:
        if what == "a closed account":
            user = db.session.scalars(scoped(select(User), system, User).where(User.id == champion.user_id)).one()
            user.active = False
        else:
            organisation = db.session.get(Organisation, world.own)
            assert organisation is not None
            organisation.standing = Standing.LEFT
        commit()
    assert champion.name not in client_of(world.person(Role.MANAGER, "other")).get(HERE).text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("search=champion", True),
        ("search=champion own", True),
        ("search=reflective", True),
        ("search=team manager", True),
        ("search=Champoin of owm", True),
        ("search=%25", False),
        ("search=%00", True),
        ("search=zzzzzz", False),
        ("role=champion", True),
        ("role=manager", False),
        ("role=zoo", True),
        ("sector=council", True),
        ("sector=nhs", False),
        ("organisation=nobody", True),
        ("organisation=00000000-0000-0000-0000-000000000000", False),
        ("page=9", False),
    ],
)
def test_found_by_name_words_role_sector_and_organisation(app, world, clock, client_of, query, is_found):
    champion = world.person(Role.CHAMPION)
    shows(app, champion, clock, ALL)
    page = client_of(world.person(Role.MANAGER, "other")).get(f"{HERE}?{query}")
    assert [name.startswith(champion.name) for name in names(page)] == [True] * is_found


def test_an_organisations_page_leads_to_its_people(app, world, clock, client_of):
    shows(app, world.person(Role.CHAMPION), clock, ALL)
    shows(app, world.person(Role.CHAMPION, "other"), clock, ALL)
    reader = client_of(world.person(Role.MANAGER, "other"))
    (address,) = reader.get(f"/organisations/{world.own}").tree.xpath("//a[.='People who chose to be shown']/@href")
    page = reader.get(address)
    assert [name.startswith("Champion of own") for name in names(page)] == [True]
    assert "Harrow Hill Council" in page.texts("//main//span[contains(@class, 'caption')]")[0]
    assert reader.get("/organisations/").tree.xpath(f"//a[@href='{HERE}']")


def test_every_change_leaves_a_trace_without_what_was_shown(app, world, clock, client_of):
    program = client_of.api(world.person(Role.CHAMPION))
    program.send("GET", "/api/v1/me/shown", status=404)
    program.send("PUT", "/api/v1/me/shown", json={"job_title": PARTS[0], "shows_email": True}, status=200)
    program.send("PUT", "/api/v1/me/shown", json={"telephone": PARTS[1]}, status=200)
    assert program.get("/api/v1/me/shown").json == {
        "shows_email": False,
        "job_title": "",
        "telephone": PARTS[1],
        "can_be_asked": "",
    }
    program.send("DELETE", "/api/v1/me/shown", status=204)
    with app.app_context(), system_scope(db.session(), "a test reads the audit") as system:
        rows = db.session.scalars(scoped(select(AuditEntry), system, AuditEntry).order_by(AuditEntry.id)).all()
        kept = [(row.action, row.changes) for row in rows if row.action.startswith("accounts.directory_entry")]
    assert kept == [
        ("accounts.directory_entry.made", {"shows": ["shows_email", "job_title"]}),
        ("accounts.directory_entry.changed", {"shows": ["telephone"]}),
        ("accounts.directory_entry.removed", {"shows": []}),
    ]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("job_title", "x" * 10_000), ("can_be_asked", "y" * 201), ("telephone", "call me"), ("telephone", "0" * 10_000)],
)
def test_what_cannot_be_shown_is_said_at_its_field(app, world, client_of, field, typed):
    page = client_of(world.person(Role.CHAMPION)).post(ME, {field: typed}, status=422)
    assert len(page.errors) == 1
    answer = client_of.api(world.person(Role.CHAMPION)).send("PUT", "/api/v1/me/shown", json={field: typed}, status=422)
    assert list(answer.json["errors"]) == [field]
    assert entries(app) == []


def test_nothing_that_people_type_breaks_it(world, client_of):
    client = client_of(world.person(Role.CHAMPION))
    for text in hostile_strings()[::7]:
        token = client.get(ME).tree.xpath("//input[@name='csrf_token']/@value")[0]
        sent = client.raw.post(ME, data={"csrf_token": token, "job_title": text, "can_be_asked": text})
        assert sent.status_code in (303, 422)
        client.get(HERE, query_string={"search": text})


def test_the_number_of_queries_does_not_grow(app, world, clock, client_of):
    reader = client_of(world.person(Role.MANAGER, "other"))

    def queries_with(path: str) -> int:
        with counted_queries(app) as queries:
            reader.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    paths = [HERE, f"{HERE}?search=champoin"]
    for role in (Role.CHAMPION, Role.FACILITATOR):
        shows(app, world.person(role), clock, ALL)
    before = [queries_with(path) for path in paths]
    for role in (Role.MANAGER, Role.STAFF_MEMBER, Role.BOARD_VIEWER, Role.INCIDENT_LEAD):
        shows(app, world.person(role), clock, ALL)
    assert [queries_with(path) for path in paths] == before
