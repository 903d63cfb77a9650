"""The directory: who finds what, and who sees more than an entry."""

import pytest

from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.organisations.models import Organisation
from network.organisations.service.profiles import edit_organisation
from network.organisations.vocabulary import Standing
from tests.factories.organisations import acting, bring_in, schools
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

CONTACT = {"contact_name": "Ana Ferris", "contact_email": "ana@example.org", "contact_telephone": "0116 305 0000"}
COUNCILS = "gss-code,official-name,nice-name"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def with_contact(app, world, clock):
    with app.app_context():
        lead = acting(world, Role.ORGANISATION_LEAD, "other")
        values = {
            **CONTACT,
            "workforce_size": 1_234_567,
            "urgent_line_name": "Night line",
            "urgent_line_telephone": "0800 1",
        }
        edit_organisation(lead, world.other, values, 1, clock)
        commit()


@pytest.fixture
def registered(app, world, clock):
    with app.app_context():
        bring_in(schools(("119903", "St Mary's School", "CASTLE CARY", "", "")), clock)
        bring_in(schools(("W06000001", "Cyngor Sir Ynys Môn", "Ynys Môn"), headings=COUNCILS), clock)


def names(page) -> list[str]:
    return page.texts("//tbody/tr/th")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("mary", "St Mary's School"),
        ("st marys castle", "St Mary's School"),
        ("119903", "St Mary's School"),
        (" castle  CARY ", "St Mary's School"),
        ("ynys mon", "Cyngor Sir Ynys Môn"),
        ("w06000001", "Cyngor Sir Ynys Môn"),
        ("Ynys Môn", "Cyngor Sir Ynys Môn"),
    ],
)
def test_found_by_name_town_or_code(coordinator, registered, search, found):
    assert names(coordinator.get("/organisations/", query_string={"search": search})) == [found]


@pytest.mark.parametrize("search", ["ba7 7ee", "BA77EE", " Ba7  7eE "])
def test_found_by_a_whole_postcode(coordinator, registered, app, clock, search):
    """As people paste one, into the field that is there first."""
    with app.app_context():
        bring_in(schools(("119904", "Hill School", "Wells", "BA7 7EE", "")), clock)
    assert names(coordinator.get("/organisations/", query_string={"search": search})) == ["Hill School"]


def test_what_became_part_of_another_is_no_choice(coordinator):
    """Nobody meets one in the list, so that it would always be empty."""
    offered = coordinator.get("/organisations/").tree.xpath("//select[@name='standing']/option/@value")
    assert offered == ["", "listed", "invited", "partner", "left"]


@pytest.mark.parametrize("search", ["zzz", "%", "_", "!!!", "11990", "' OR 1=1", "x" * 10_000, "😀"])
def test_what_is_not_there_is_not_found(coordinator, registered, search):
    page = coordinator.get("/organisations/", query_string={"search": search})
    assert "No organisation fits all of that" in page.text


def test_narrowed_by_sector_and_standing(coordinator, registered):
    page = coordinator.get("/organisations/?sector=school")
    assert names(page) == ["St Mary's School"]
    assert len(names(coordinator.get("/organisations/?standing=listed"))) == 2
    assert len(names(coordinator.get("/organisations/?standing=partner&sector=provider"))) == 2


@pytest.mark.parametrize("query", ["sector=zoo", "standing=%00", "page=0", "page=-1", "page=x", "sector="])
def test_what_is_not_offered_is_as_if_it_was_not_asked(coordinator, registered, query):
    assert len(names(coordinator.get(f"/organisations/?{query}"))) == 7


def test_a_page_beyond_the_last_leads_back(coordinator, registered):
    assert "See it from its beginning" in coordinator.get("/organisations/?page=99").text


def test_a_search_is_as_long_as_its_field(coordinator, registered, client_of, world):
    page = coordinator.get("/organisations/?search=" + "Mary's " * 2_000)
    (field,) = page.tree.xpath("//input[@name='search']")
    assert (field.get("maxlength"), len(field.get("value"))) == ("100", 100)
    assert "Castle Cary" in coordinator.get("/organisations/?search=" + "Mary's " * 14).text
    answer = client_of.api(world.person(Role.COORDINATOR, "host")).get(
        f"/api/v1/organisations?search={'x' * 101}", status=422
    )
    assert answer.json["errors"] == {"search": ["This may be at most 100 long."]}


def test_pages_of_fifty_keep_what_the_list_was_narrowed_to(coordinator, app, clock):
    with app.app_context():
        bring_in(schools(*((str(300000 + n), f"School {n:03}", "", "", "") for n in range(120))), clock)

    page = coordinator.get("/organisations/?sector=school&page=2")

    assert names(page)[0] == "School 050"
    assert "Showing 51 to 100 of 120 organisations" in page.text
    (following,) = page.tree.xpath("//a[@rel='next']/@href")
    assert names(coordinator.get(following))[0] == "School 100"


def test_others_see_partners_alone(world, client_of, registered):
    champion = client_of(world.person(Role.CHAMPION))

    assert len(names(champion.get("/organisations/"))) == 5
    assert names(champion.get("/organisations/?search=mary&standing=listed")) == []
    assert "Standing" not in champion.get("/organisations/").texts("//thead")[0]


def test_an_organisation_that_is_no_partner_yet_sees_itself(app, world, client_of):
    with app.app_context():
        organisation = db.session.get(Organisation, world.own)
        organisation.standing = Standing.INVITED
        commit()
    client_of(world.person(Role.ORGANISATION_LEAD)).get(f"/organisations/{world.own}")
    client_of(world.person(Role.ORGANISATION_LEAD, "other")).get(f"/organisations/{world.own}", status=404)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COORDINATOR}])
def test_contact_and_figures_stay_with_the_organisation_and_the_coordinator(world, client_of, with_contact, role):
    """Page and JSON twin: an outsider gets the entry and nothing else, whatever their role (B16)."""
    at = "provider" if role in {Role.PROVIDER_ALLOCATOR, Role.THERAPIST} else "own"
    outsider = world.person(role, at)
    page = client_of(outsider).get(f"/organisations/{world.other}").text
    data = client_of.api(outsider).get(f"/api/v1/organisations/{world.other}")

    for secret in (*CONTACT.values(), "1,234,567", "1234567", "Night line", "0800 1", "Housing"):
        assert secret not in page
        assert secret not in data.get_data(as_text=True)
    assert "working_days" not in data.json


def test_insiders_and_the_coordinator_see_them(world, client_of, with_contact):
    for person in (world.person(Role.CHAMPION, "other"), world.person(Role.COORDINATOR, "host")):
        page = client_of(person).get(f"/organisations/{world.other}").text
        data = client_of.api(person).get(f"/api/v1/organisations/{world.other}").json
        assert all(secret in page for secret in (*CONTACT.values(), "1,234,567", "Night line", "Housing"))
        assert data["contact_email"] == "ana@example.org"
        assert data["workforce_size"] == 1_234_567


def test_a_closed_one_says_so(coordinator, app, world, clock):
    with app.app_context():
        organisation = db.session.get(Organisation, world.other)
        organisation.is_current, organisation.closed_on = False, clock.today()
        organisation.successor = "R0B"
        commit()
    page = coordinator.get(f"/organisations/{world.other}").text
    assert "closed on 18 November 2026" in page
    assert "replaced by R0B" in page


@pytest.mark.parametrize(
    "path",
    [
        "/organisations/",
        "/organisations/?search=school&sector=school",
        "/organisations/?search=scholo",
        "/organisations/{own}",
    ],
)
def test_the_number_of_queries_does_not_grow(app, world, clock, coordinator, path):
    path = path.format(own=world.own)

    def queries_with(schools_from: int) -> int:
        rows = ((str(schools_from + n), f"School {schools_from + n}", "Bath", "", "") for n in range(20))
        with app.app_context():
            bring_in(schools(*rows), clock)
        with counted_queries(app) as queries:
            coordinator.get(path)
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    assert queries_with(300000) == queries_with(400000)


def test_the_number_of_queries_of_the_collection_does_not_grow(app, world, clock, client_of):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    program.get("/api/v1/organisations")  # a key's first use is watched for guessing, which takes some more

    def queries_with(schools_from: int) -> int:
        rows = ((str(schools_from + n), f"School {schools_from + n}", "Bath", "", "") for n in range(20))
        with app.app_context():
            bring_in(schools(*rows), clock)
        with counted_queries(app) as queries:
            program.get("/api/v1/organisations?page_size=200")
        assert queries.count <= MOST_ON_A_PAGE, queries
        return queries.count

    assert queries_with(300000) == queries_with(400000)


@pytest.mark.parametrize("search", ["st marys schol", "Saint Mary’s School", "St Mrays School", "castel cary"])
def test_a_name_typed_with_a_mistake_is_found_below(coordinator, registered, search):
    page = coordinator.get("/organisations/", query_string={"search": search})
    assert "Nothing is called exactly that." in page.text
    assert page.texts("//h2[text()='Names much like it']/following::tbody/tr/th") == ["St Mary's School"]


def test_what_is_found_is_not_offered_again_as_much_like_it(coordinator, registered):
    page = coordinator.get("/organisations/?search=st marys")
    assert names(page) == ["St Mary's School"]
    assert "Names much like it" not in page.text


def test_names_much_like_it_keep_to_what_the_list_was_narrowed_to(coordinator, registered):
    assert names(coordinator.get("/organisations/?search=st mrays&sector=council")) == []
    assert names(coordinator.get("/organisations/?search=st mrays&place=cary")) == ["St Mary's School"]
    assert names(coordinator.get("/organisations/?search=st mrays&place=Wendmere")) == []


def test_a_mistake_leads_nobody_to_what_they_may_not_see(world, client_of, registered):
    champion = world.person(Role.CHAMPION)
    assert "St Mary" not in client_of(champion).get("/organisations/?search=st mrays").text
    answer = client_of.api(champion).get("/api/v1/organisations/nearest?search=st%20mrays%20school")
    assert answer.json == {"items": []}
    near = client_of.api(champion).get("/api/v1/organisations/nearest?search=harow%20hil")
    assert [each["name"] for each in near.json["items"]] == ["Harrow Hill Council"]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Castle Cary", ["St Mary's School"]),
        ("castle", ["St Mary's School"]),
        ("BA7", ["St Mary's School"]),
        ("ba7 7je", ["St Mary's School"]),
        ("BA7 7", []),
        ("BA", []),
        ("B", []),
        ("%", []),
        ("BA77", []),
    ],
)
def test_narrowed_by_town_or_postcode_area(app, clock, coordinator, place, found):
    with app.app_context():
        bring_in(schools(("119903", "St Mary's School", "CASTLE CARY", "BA7 7JE", "")), clock)
    page = coordinator.get("/organisations/", query_string={"place": place})
    assert names(page) == found
    data = coordinator.get("/organisations/", query_string={"place": place, "sector": "council"})
    assert names(data) == []


def test_a_place_narrows_the_collection_too(world, client_of, registered):
    program = client_of.api(world.person(Role.COORDINATOR, "host"))
    assert program.get("/api/v1/organisations?place=Cary").json["total"] == 1
    program.get(f"/api/v1/organisations?place={'x' * 101}", status=422)


def test_it_is_narrowed_to_a_stage_of_the_journey(world, client_of):
    somebody = client_of(world.person(Role.STAFF_MEMBER, "other"))
    stages = [key for key in somebody.get("/organisations/").tree.xpath("//select[@name='stage']/option/@value") if key]
    assert len(stages) == 5
    lead = client_of.api(world.person(Role.ORGANISATION_LEAD))
    journey = f"/api/v1/organisations/{world.own}/journey"
    seen = {"If-Match": lead.get(journey).headers["ETag"]}
    lead.send("PUT", f"{journey}/stage", json={"stage": stages[2], "since": "2026-09-01"}, headers=seen)

    (row,) = somebody.get(f"/organisations/?stage={stages[2]}").texts("//tbody/tr")

    assert "Harrow Hill Council" in row
    assert "Growing" in row
    assert somebody.get(f"/organisations/?stage={stages[3]}").texts("//tbody/tr") == []
    program = client_of.api(world.person(Role.STAFF_MEMBER, "other"))
    listed = program.get(f"/api/v1/organisations?stage={stages[2]}").json
    assert [each["id"] for each in listed["items"]] == [str(world.own)]
