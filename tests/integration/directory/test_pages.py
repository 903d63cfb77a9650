"""Finding support, and keeping what is found: the pages as people meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.directory import rules
from network.directory.vocabulary import SupportKind
from tests.factories import directory
from tests.factories.directory import FORM
from tests.support.databases import table_counts
from tests.support.filled import filled_form
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

EXITS = "//a[@href='https://www.bbc.co.uk/weather']"
GUIDES = ("/directory/looking-after-yourself", "/directory/hate-incidents")


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def member(world, client_of):
    return client_of(world.person(Role.STAFF_MEMBER))


def headings(page):
    return page.texts("//main//h2")


def titles(page):
    return page.texts("//main//ul[contains(@class, 'list--spaced')]/li/a")


def test_a_lead_adds_changes_and_takes_out(app, lead, member):
    """WB-2."""
    page = lead.post("/directory/new", FORM)
    address = page.location
    shown = lead.get(address)
    assert shown.heading.endswith("Staff wellbeing service")
    assert "English, Urdu" in shown.text
    assert titles(member.get("/directory")) == ["Staff wellbeing service"]
    form = filled_form(lead, f"{address}/edit")
    assert (form["languages"], form["danger_nearby"]) == (["English, Urdu"], ["as-its-kind"])
    lead.post(f"{address}/edit", {**FORM, "title": "Wellbeing", "telephone": "0116 496 0001"}, to=address)
    assert "0116 496 0001" in member.get(address).text
    lead.post(f"{address}/remove", to="/directory/kept")
    member.get(address, status=404)
    assert directory.stored(app) == []


def test_a_form_sent_twice_adds_once(app, lead):
    """B35."""
    form = {**FORM, "form_key": "6f1d2f0e-0d5e-4c36-8c43-3b2f7f0c1d11"}
    first, second = (lead.post("/directory/new", form) for _ in range(2))
    assert first.location == second.location
    assert len(directory.stored(app)) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"link": "http://example.org"}, "Enter the whole address of the link, beginning with https://"),
        ({"telephone": ""}, "Enter a link, a telephone number, an e-mail address or where to find it"),
        ({"content_note_needed": "yes"}, "Say what may be hard to read or hear, or choose that no note is needed"),
        ({"languages": ", ,"}, "Enter the languages in which people are helped, like English"),
        ({"suits": ""}, "Say who it suits. If it is for everybody, say so"),
        ({"reviewed_on": "2026-11-19"}, "Enter today or an earlier day"),
        ({"danger_nearby": ""}, "Choose whether somebody beside the reader could be the danger"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(app, lead, changes, error):
    page = lead.post("/directory/new", {**FORM, **changes}, status=422)
    assert page.errors == [error]
    assert directory.stored(app) == []


def test_the_networks_is_kept_by_the_coordinator_and_read_by_all(coordinator, lead, member, visitor):
    address = coordinator.post("/directory/new", {**FORM, "title": "Helpline", "is_public": "y"}).location
    for reader in (lead, member, visitor):
        assert titles(reader.get("/directory")) == ["Helpline"]
        assert "The network’s" in reader.get(address).text
    assert "Change or take out" not in lead.get(address).text
    assert "Change or take out" in coordinator.get(address).text


def test_nobody_is_asked_what_cannot_be(coordinator, lead):
    """An organisation's own is never public; the network's is never for inside alone."""
    for client, asked, other in ((lead, "is_internal", "is_public"), (coordinator, "is_public", "is_internal")):
        names = client.get("/directory/new").tree.xpath("//main//input/@name")
        assert asked in names
        assert other not in names


def test_a_field_that_was_not_asked_is_not_taken(app, lead):
    """B14."""
    lead.post("/directory/new", {**FORM, "is_public": "y", "is_network": "y"})
    (entry,) = directory.stored(app)
    assert not entry.is_public
    assert not entry.is_network


def test_the_list_is_cut_by_language(app, world, clock, member):
    """U29: languages and whom it suits stand in the list; a language that nobody has leads back."""
    directory.add_entry(app, world, clock, title="One", languages=("English",), suits="People who work nights")
    directory.add_entry(app, world, clock, title="Two", languages=("English", "polski"), kind=SupportKind.HEALTH)
    page = member.get("/directory")
    assert titles(page) == ["One", "Two"]
    assert "People who work nights" in page.text
    assert page.texts("//select[@name='language']/option") == ["Any", "English", "Polski"]
    assert titles(member.get("/directory?language=POLSKI")) == ["Two"]
    assert "Many services bring an interpreter" in member.get("/directory?language=Welsh").text


def test_entries_stand_under_their_kinds_ones_own_first(app, world, clock, member):
    directory.add_entry(app, world, clock, "host", title="A", kind=SupportKind.BEREAVEMENT)
    directory.add_entry(app, world, clock, title="B", kind=SupportKind.BEREAVEMENT)
    directory.add_entry(app, world, clock, title="C")
    page = member.get("/directory")
    assert titles(page) == ["C", "B", "A"]
    assert page.texts("//main//nav//a") == ["Wellbeing service", "Bereavement"]
    targets = [link.removeprefix("#") for link in page.tree.xpath("//main//nav//a/@href")]
    assert targets == page.tree.xpath("//main//h2[@id]/@id")


@pytest.mark.parametrize("kind", list(SupportKind))
def test_the_way_to_leave_fast_stands_where_danger_may_be_near(app, world, clock, member, visitor, kind):
    """U3: a plain link, the keyboard's second, on those pages and no others; and their titles say nothing."""
    entry = directory.add_entry(app, world, clock, "host", kind=kind, title="A quiet place", is_public=True)
    by_itself = kind in {SupportKind.DOMESTIC_ABUSE, SupportKind.VIOLENCE_AT_WORK, SupportKind.HATE_SUPPORT}
    for reader in (member, visitor):
        page = reader.get(f"/directory/{entry}")
        tree = page.tree
        exits = tree.xpath(EXITS)
        assert len(exits) == (2 if by_itself else 0)
        assert all(each.get("rel") == "nofollow noreferrer" for each in exits)
        assert ("A quiet place" in page.texts("//title")[0]) is not by_itself
        if by_itself:
            assert tree.xpath("(//body//a)[2]")[0] is exits[0]
            assert exits[1].getparent().get("data-module") == "govuk-exit-this-page"
            assert not exits[1].get("target")
        assert reader.get("/directory").tree.xpath(EXITS) == []


def test_the_keeper_decides_where_danger_may_be_near(app, world, clock, member):
    """U3."""
    calm = directory.add_entry(app, world, clock, kind=SupportKind.DOMESTIC_ABUSE, danger_nearby=False)
    tense = directory.add_entry(app, world, clock, kind=SupportKind.OTHER, danger_nearby=True)
    assert member.get(f"/directory/{calm}").tree.xpath(EXITS) == []
    assert len(member.get(f"/directory/{tense}").tree.xpath(EXITS)) == 2


def test_every_page_leads_to_the_directory_signed_in_or_not(lead, visitor):
    """WB-2: beside the numbers for help right now."""
    for client in (lead, visitor):
        for path in ("/", "/privacy", "/directory/hate-incidents"):
            assert "/directory" in client.get(path).tree.xpath("//aside//a/@href")
    assert "/directory" in lead.get("/no-such-page", status=404).tree.xpath("//aside//a/@href")


def test_somebody_whose_role_nobody_is_to_see_finds_their_organisations_support(app, world, clock, member):
    """Whoever is referred needs it most; reading it shows nobody that they are."""
    entry = directory.add_entry(app, world, clock, is_internal=True)
    with app.app_context(), system_scope(db.session(), "a private role") as system:
        held = scoped(select(Membership), system, Membership)
        staff = world.person(Role.STAFF_MEMBER).user_id
        db.session.scalars(held.where(Membership.user_id == staff)).one().is_private = True
        commit()
    assert titles(member.get("/directory")) == ["Staff wellbeing service"]
    member.get(f"/directory/{entry}")
    member.get("/directory/new", status=403)


def test_no_other_page_can_be_left_so(lead, visitor):
    """U3: the page on hate is the one guide that has it."""
    for path in ("/", "/directory", "/directory/looking-after-yourself", "/tell-us", "/privacy", "/accessibility"):
        assert visitor.get(path).tree.xpath(EXITS) == []
    for path in ("/", "/directory/kept", "/directory/new"):
        assert lead.get(path).tree.xpath(EXITS) == []
    assert len(visitor.get("/directory/hate-incidents").tree.xpath(EXITS)) == 2


def test_what_the_work_can_do_is_explained_in_plain_words(visitor):
    """WB-3, U7: the four by name, no pictures, no word of diagnosis."""
    page = visitor.get("/directory/looking-after-yourself")
    for name in ("Vicarious trauma", "Secondary traumatic stress", "Burnout", "Compassion fatigue"):
        assert name in headings(page)
    words = " ".join(page.texts("//main")).lower()
    assert [word for word in ("disorder", "symptom", "diagnos", "ptsd", "victim", "suffer") if word in words] == []


@pytest.mark.parametrize("path", ["/directory", *GUIDES])
def test_there_are_no_pictures(visitor, path):
    """U7."""
    assert visitor.get(path).tree.xpath("//main//img | //main//svg | //main//video | //main//picture") == []


def test_how_hate_is_recorded_and_reported(app, world, clock, member, visitor):
    """WB-4, U29: the organisation's own way, the police's numbers, True Vision; discrimination named as a cause."""
    own = directory.add_entry(app, world, clock, kind=SupportKind.HATE_SUPPORT, title="Our toolkit")
    other = directory.add_entry(app, world, clock, "other", kind=SupportKind.HATE_SUPPORT, title="Their toolkit")
    page = member.get("/directory/hate-incidents")
    links = page.tree.xpath("//main//a/@href")
    assert {f"/directory/{own}", "tel:101", "tel:999", "https://www.report-it.org.uk"} <= set(links)
    assert f"/directory/{other}" not in links
    assert "Discrimination harms people. It can be a cause of trauma" in page.text
    assert "Our toolkit" not in visitor.get("/directory/hate-incidents").text
    assert "/directory/hate-incidents" in member.get(f"/directory/{own}").tree.xpath("//main//a/@href")


def test_a_keeper_sees_what_is_to_be_looked_at_again_and_what_is_missing(app, world, clock, lead):
    old = clock.today() - timedelta(days=400)
    directory.add_entry(app, world, clock, title="Old", reviewed_on=old)
    directory.add_entry(app, world, clock, title="New", kind=SupportKind.BEREAVEMENT)
    directory.add_entry(app, world, clock, "host", title="Not mine", reviewed_on=old)
    page = lead.get("/directory/kept")
    assert "1 entry was last looked at more than 12 months ago" in page.text
    assert page.texts("//tbody/tr[contains(., 'look at it again')]/th") == ["Old"]
    assert "Not mine" not in page.text
    missing = page.texts("//main//h2[.='Nothing yet about']/following-sibling::ul/li")
    assert "Domestic abuse" in missing
    assert "Bereavement" not in missing


def test_a_stale_page_is_a_conflict_with_both_texts(app, world, clock, lead):
    """B35."""
    entry = directory.add_entry(app, world, clock)
    opened = filled_form(lead, f"/directory/{entry}/edit")
    lead.post(f"/directory/{entry}/edit", {**FORM, "title": "First"})
    page = lead.post(f"/directory/{entry}/edit", {**opened, "title": "Second"}, status=409)
    assert "First" in page.text
    assert "Second" in page.text
    lead.post(f"/directory/{entry}/remove", {"version": opened["version"]}, status=409)
    assert len(directory.stored(app)) == 1


def test_a_full_directory_says_so_and_leads_on(app, world, clock, lead, monkeypatch):
    """U37: two other ways and a person."""
    monkeypatch.setattr(rules, "MOST_ENTRIES", 1)
    directory.add_entry(app, world, clock)
    page = lead.post("/directory/new", FORM, status=422)
    assert {"/directory/kept", "/directory"} <= set(page.tree.xpath("//main//a/@href"))
    assert "You can also talk to a person" in page.text


def test_nobody_learns_who_looked_at_what(app, world, clock, database, member, lead, client_of):
    """Reading leaves no row behind, whoever reads."""
    entry = directory.add_entry(app, world, clock, kind=SupportKind.DOMESTIC_ABUSE)
    program = client_of.api(world.person(Role.STAFF_MEMBER))
    for client in (member, lead):
        client.get("/directory")
    before = table_counts(database)
    for client in (member, lead):
        for path in ("/directory", "/directory?language=Urdu", f"/directory/{entry}", *GUIDES):
            client.get(path)
    program.get(f"/api/v1/directory/{entry}")
    assert table_counts(database) == before
    assert "recorded nowhere in this service" in member.get(f"/directory/{entry}").text
    assert "We keep no record of what anybody looks at here" in member.get("/directory").text


@pytest.mark.parametrize("path", ["/directory", "/directory/kept", "/directory/hate-incidents", "/api/v1/directory"])
def test_the_number_of_queries_does_not_grow(app, world, clock, lead, client_of, path):
    """`P6`."""
    client = client_of.api(world.person(Role.ORGANISATION_LEAD)) if "/api/" in path else lead

    def count(more):
        for number in range(more):
            directory.add_entry(app, world, clock, title=f"{number}", kind=SupportKind.HATE_SUPPORT)
            directory.add_entry(app, world, clock, "host", title=f"{number}")
        with counted_queries(app) as queries:
            assert client.raw.get(path, headers=getattr(client, "_headers", {})).status_code == 200
        return queries

    count(1)
    before = count(1)
    after = count(5)
    assert after.count == before.count, f"{before}\n---\n{after}"
    assert after.count <= MOST_ON_A_PAGE, after


def test_the_pages_of_one_entry_ask_little(app, world, clock, lead):
    """`P6`."""
    entry = directory.add_entry(app, world, clock, reviewed_on=date(2026, 1, 5))
    for path in (f"/directory/{entry}", f"/directory/{entry}/edit"):
        lead.get(path)
        with counted_queries(app) as queries:
            lead.get(path)
        assert queries.count <= MOST_ON_A_PAGE, f"{path}\n{queries}"
