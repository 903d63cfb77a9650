"""The first page, and choosing the organisation to act in."""

from __future__ import annotations

import pytest

from network.core.permissions import Role
from network.feature import Desk, Home, HomeCard
from network.organisations.models import Organisation
from tests.factories.accounts import granted_role
from tests.support.queries import MOST_ON_A_PAGE, counted_queries


@pytest.fixture
def in_two(app, world, clock):
    """The champion of the own organisation, who is a manager in another one as well."""
    champion = world.person(Role.CHAMPION)
    with app.app_context():
        granted_role(world, champion.user_id, world.other, Role.MANAGER, clock)
    return champion


def test_a_visitor_reads_what_the_network_is(visitor):
    page = visitor.get("/")
    assert page.heading == "Becoming trauma-informed together"
    assert "/sign-in" in page.tree.xpath("//main//a/@href")
    assert "/charter/signatories" in page.tree.xpath("//main//a/@href")


def test_each_role_sees_what_it_can_do(world, client_of):
    lead = client_of(world.person(Role.ORGANISATION_LEAD)).get("/")
    assert {"People", "Keys for programs"} <= set(lead.texts("//main//h2"))
    champion = client_of(world.person(Role.CHAMPION)).get("/")
    assert "People" not in champion.texts("//main//h2")


def test_a_password_alone_does_not_open_the_first_page_of_a_lead(world, client_of):
    lead = client_of(world.person(Role.ORGANISATION_LEAD), has_second_factor=False)
    assert lead.get("/", status=303).location == "/your-sign-in"


def test_cards_and_desks_are_for_those_who_may(world, app, client_of, monkeypatch):
    home = Home()
    desk = Desk("accounts.list_keys", "accounts:membership:end")
    home.add([HomeCard("Second", "Words", "accounts.list_keys", order=2), HomeCard("First", "", "ui.privacy")], [desk])
    monkeypatch.setitem(app.extensions, "home", home)
    assert client_of(world.person(Role.ORGANISATION_LEAD)).get("/", status=303).location == "/keys"
    assert client_of(world.person(Role.CHAMPION)).get("/").texts("//main//h2") == ["Second", "First"]


def test_without_anything_to_do_the_page_says_so(world, app, client_of, monkeypatch):
    monkeypatch.setitem(app.extensions, "home", Home())
    assert "There is nothing for you to do here today" in client_of(world.person(Role.CHAMPION)).get("/").text


def test_a_person_in_two_organisations_acts_in_one(world, client_of, in_two):
    client = client_of(in_two)
    page = client.get("/choose-organisation")
    assert page.texts("//label") == ["Harrow Hill Council", "Ottermouth NHS Foundation Trust"]
    assert "Change organisation" in page.texts("//header")[0]
    client.post("/choose-organisation", {"organisation_id": str(world.other)}, to="/")
    assert "Ottermouth NHS Foundation Trust" in client.get("/").texts("//header")[0]
    client.post("/choose-organisation?next=/privacy", {"organisation_id": str(world.own)}, to="/privacy")
    for elsewhere in ("//evil.example", "https://evil.example/"):
        client.post(f"/choose-organisation?next={elsewhere}", {"organisation_id": str(world.own)}, to="/")


def test_rights_are_those_of_the_organisation_chosen(app, world, clock, client_of):
    lead = world.person(Role.ORGANISATION_LEAD)
    with app.app_context():
        granted_role(world, lead.user_id, world.other, Role.CHAMPION, clock)
    client = client_of(lead)
    client.get("/people")
    client.post("/choose-organisation", {"organisation_id": str(world.other)}, to="/")
    client.get("/people", status=403)
    client.get(f"/organisations/{world.own}/people", status=403)


def test_before_choosing_one_has_no_rights_and_is_led_to_choose(world, client_of, in_two):
    client = client_of(in_two)
    with client.raw.session_transaction() as session:
        del session["acting_in"]
    assert client.get("/", status=303).location == "/choose-organisation"
    client.get("/people", status=403)


@pytest.mark.parametrize("sent", ["{provider}", "nothing", "", "00000000-0000-0000-0000-000000000000"])
def test_an_organisation_without_a_role_cannot_be_chosen(world, client_of, in_two, sent):
    page = client_of(in_two).post(
        "/choose-organisation", {"organisation_id": sent.format(provider=world.provider)}, status=422
    )
    assert page.errors == ["Choose from the list" if sent else "Choose an organisation"]


def test_whoever_is_in_one_organisation_is_not_offered_another(world, client_of):
    assert "Change organisation" not in client_of(world.person(Role.CHAMPION)).get("/").texts("//header")[0]


def test_the_organisation_s_own_line_stands_beside_999(app, world, client_of, database):
    table = Organisation.__table__
    with database.owner.begin() as connection:
        connection.execute(
            table.update()
            .where(table.c.id == world.own)
            .values(urgent_line_name="Staff line", urgent_line_telephone="01632 960000")
        )
    assert "Staff line" in client_of(world.person(Role.CHAMPION)).get("/").text
    assert "Staff line" not in client_of(world.person(Role.CHAMPION, "other")).get("/").text


def test_whom_to_turn_to_is_the_host_s_contact(app, world, visitor, database):
    assert "the network coordinator at Wendmere County Council" in visitor.get("/").text
    table = Organisation.__table__
    with database.owner.begin() as connection:
        named = {"contact_name": "Sam Okafor", "contact_email": "sam@example.org"}
        connection.execute(table.update().where(table.c.id == world.host).values(**named))
    assert "Sam Okafor, the network coordinator" in visitor.get("/").text
    assert "mailto:sam@example.org" in visitor.get("/nowhere", status=404).text


def test_people_is_marked_on_its_own_pages_alone(world, client_of):
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    marked = "//nav[@aria-label='Menu']//a[@aria-current]"
    assert lead.get("/people").texts(marked) == ["People"]
    assert lead.get(f"/organisations/{world.own}/people/invite").texts(marked) == ["People"]
    assert lead.get("/").texts(marked) == []
    assert lead.get("/keys").texts(marked) == []


@pytest.mark.parametrize("path", ["/", "/choose-organisation"])
def test_queries(app, world, client_of, in_two, path):
    client = client_of(in_two)
    client.get(path)
    with counted_queries(app) as queries:
        client.get(path)
    assert queries.count <= MOST_ON_A_PAGE, queries
