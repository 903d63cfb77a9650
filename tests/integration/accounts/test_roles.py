"""Who holds which role, shown and ended: at once, with history, and never the last one (`B6`, `B15`)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core import outbox
from network.core.commit import rollback
from network.core.errors import RuleBroken
from network.core.permissions import Role
from tests.factories.accounts import granted_role, joined_person
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

LINES = "//main//dl/div"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


def end_of(client, person, path="/people"):
    """The address at which the role of this person is ended, from the list."""
    row = f"{LINES}[dt[contains(., '{person.email}')]]//a/@href"
    (address,) = client.get(path).tree.xpath(row)
    return address


def test_the_list_shows_who_is_what_since_when(world, lead):
    page = lead.get("/people")
    rows = page.texts(LINES)
    assert len(rows) == 8
    champion = world.person(Role.CHAMPION)
    (row,) = [row for row in rows if champion.email in row]
    assert "Champion Since 1 November 2026 End the role champion" in row.replace("ChampionSince", "Champion Since")
    (own,) = [row for row in rows if world.person(Role.ORGANISATION_LEAD).email in row]
    assert "End" not in own
    assert not any("of other" in row for row in rows)


def test_searching_by_part_of_a_name(world, lead):
    assert len(lead.get("/people?q=CHAMP").texts(LINES)) == 1
    assert lead.get("/people?q=100%25").texts(LINES) == []
    assert "Nobody here has" in lead.get("/people?q=zzz").text


def test_a_role_ends_now_and_the_sign_in_with_it(app, world, client_of, lead):
    champion = world.person(Role.CHAMPION)
    theirs = client_of(champion)
    theirs.get("/choose-organisation")
    lead.post(end_of(lead, champion), {"when": "now"}, to=f"/organisations/{world.own}/people")
    assert theirs.get("/choose-organisation", status=303).location == "/sign-in"
    assert champion.email not in lead.get("/people").text
    (row,) = lead.get("/people?show=former").texts(LINES)
    assert "Since 1 November 2026, until 17 November 2026" in row
    with app.app_context():
        (message,) = outbox.waiting_messages()
        email = message.email("https://network.example.org")
        assert email.to == champion.email
        assert "has ended" in email.text


def test_a_last_day_is_held_to_its_end(world, client_of, lead, clock):
    champion = world.person(Role.CHAMPION)
    theirs = client_of(champion)
    answers = {"when": "later", "last_day": "2026-11-18"}
    lead.post(end_of(lead, champion), answers, to=f"/organisations/{world.own}/people")
    assert theirs.get("/").heading.endswith("What you can do")
    page = lead.get("/people")
    assert "until the end of 18 November 2026" in page.text
    assert "Since 1 November 2026, until 18 November 2026" in page.text
    clock.advance(timedelta(days=1))
    tomorrow = client_of(champion)
    assert tomorrow.get("/", status=303).location == "/choose-organisation"
    assert tomorrow.get("/choose-organisation").heading == "You have no role here today"


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, "Choose when the role ends"),
        ({"when": "later"}, "Enter the last day of the role"),
        (
            {"when": "later", "last_day": "2026-11-17"},
            "The last day is today or later. To end the role at once, choose Now",
        ),
        ({"when": "later", "last_day": "2026-02-31"}, "Enter a real date, like 27 3 2026"),
        ({"when": "later", "last_day": "2099-01-01"}, "Enter a last day within the next 5 years"),
        ({"when": "perhaps"}, "Choose from the list"),
    ],
)
def test_refusals(world, lead, answers, error):
    page = lead.post(end_of(lead, world.person(Role.CHAMPION)), answers, status=422)
    assert page.errors == [error]


def test_the_same_ending_twice_is_one_and_a_plain_answer(world, lead):
    address = end_of(lead, world.person(Role.CHAMPION))
    lead.post(address, {"when": "now"})
    assert "This role has ended already" in lead.post(address, {"when": "now"}, status=409, form_at="/people").text


def test_the_last_lead_stays_and_says_why(app, world, client_of, lead, clock):
    coordinator = client_of(world.person(Role.COORDINATOR, "host"))
    path = f"/organisations/{world.own}/people"
    address = end_of(coordinator, world.person(Role.ORGANISATION_LEAD), path)
    refused = coordinator.post(address, {"when": "now"}, status=422)
    assert "Invite another one first" in refused.text
    with app.app_context():
        joined_person(world.own, Role.ORGANISATION_LEAD, clock, email="second@example.org")
    coordinator.post(address, {"when": "now"}, to=path)
    lead.get("/people", status=303)


def test_nobody_ends_a_role_of_their_own(app, world, lead, clock, client_of):
    with app.app_context():
        joined_person(world.own, Role.ORGANISATION_LEAD, clock, email="second@example.org")
    mine = end_of(client_of(world.person(Role.COORDINATOR, "host")), world.person(Role.ORGANISATION_LEAD), _own(world))
    assert "Nobody ends a role of their own" in lead.post(mine, {"when": "now"}, status=422).text


def _own(world):
    return f"/organisations/{world.own}/people"


def test_a_role_that_has_not_begun_is_called_off(app, world, lead, clock, client_of, visitor):
    answers = {"email": "noor@example.org", "name": "Noor", "role": "champion", "starts_on": "2026-12-01"}
    lead.post(f"/organisations/{world.own}/people/invite", answers)
    with app.app_context():
        (message,) = outbox.waiting_messages()
    visitor.post(f"/invitations/{message.token}", {"name": "Noor", "password": "a long walk by the river"})
    (address,) = lead.get("/people").tree.xpath(f"{LINES}[dt[contains(., 'noor@')]]//a/@href")
    assert "From 1 December 2026" in lead.get("/people").text
    lead.post(address, {"when": "now"})
    assert "Called off before it began" in lead.get("/people?show=former").text


def test_a_lead_of_the_host_does_not_end_the_coordinator(app, world, clock, client_of):
    with app.app_context():
        user_id = joined_person(world.host, Role.ORGANISATION_LEAD, clock, email="hostlead@example.org")
    person = world.person(Role.COORDINATOR, "host")
    other = type(person)(user_id, "hostlead@example.org", "Noor", world.host, Role.ORGANISATION_LEAD)
    client = client_of(other)
    assert not client.get("/people").tree.xpath(f"{LINES}[dt[contains(., '{person.email}')]]//a")
    coordinator = client_of(person)
    with app.app_context():
        second = joined_person(world.host, Role.COORDINATOR, clock, email="second@example.org")
    (address,) = coordinator.get("/people").tree.xpath(f"{LINES}[dt[contains(., 'second@')]]//a/@href")
    assert second
    client.post(address, {"when": "now"}, status=403, form_at="/people")


@pytest.mark.parametrize("path", ["/people", "/people?show=former", "/organisations/{own}/people/invitations", "/keys"])
def test_lists_take_the_same_queries_for_twice_the_people(app, world, clock, client_of, lead, path):
    address = path.format(own=world.own)

    def more(start):
        for number in range(start, start + 4):
            answers = {"email": f"n{number}@example.org", "name": f"N {number}", "role": "champion"}
            lead.post(f"/organisations/{world.own}/people/invite", answers)
            lead.post("/keys/new", {"label": f"K {number}", "scopes": "accounts:membership:list"}, status=200)
            with app.app_context():
                joined_person(world.own, Role.MANAGER, clock, email=f"m{number}@example.org", name=f"M {number}")
            (end,) = lead.get(f"/people?q=m{number}@").tree.xpath("//main//dl//a/@href")
            lead.post(end, {"when": "now"})
            with app.app_context():
                joined_person(world.own, Role.MANAGER, clock, email=f"o{number}@example.org", name=f"O {number}")

    def count():
        lead.get(address)
        with counted_queries(app) as queries:
            lead.get(address)
        return queries

    more(0)
    few = count()
    more(4)
    many = count()
    assert many.count == few.count, f"{few}\n\n{many}"
    assert many.count <= MOST_ON_A_PAGE, many


def test_the_people_of_the_api_take_the_same_queries_for_twice_the_people(app, world, clock, client_of):
    program = client_of.api(world.person(Role.ORGANISATION_LEAD))

    def count():
        program.get("/api/v1/memberships")
        with counted_queries(app) as queries:
            program.get("/api/v1/memberships")
        return queries

    few = count()
    with app.app_context():
        for number in range(8):
            joined_person(world.own, Role.MANAGER, clock, email=f"m{number}@example.org")
    many = count()
    assert many.count == few.count <= MOST_ON_A_PAGE, f"{few}\n\n{many}"


def test_several_roles_of_one_person_stand_together(app, world, clock, lead):
    champion = world.person(Role.CHAMPION)
    with app.app_context():
        granted_role(world, champion.user_id, world.own, Role.MANAGER, clock)
    page = lead.get("/people")
    assert len(page.tree.xpath(f"{LINES}[dt[contains(., '{champion.email}')]]//li")) == 2


def test_an_invitation_adds_only_the_days_that_are_not_held(app, world, clock):
    with app.app_context():
        user_id = joined_person(world.own, Role.CHAMPION, clock, email="noor@example.org")
        granted_role(world, user_id, world.own, Role.MANAGER, clock)
        with pytest.raises(RuleBroken):
            granted_role(world, user_id, world.own, Role.MANAGER, clock)
        rollback()
