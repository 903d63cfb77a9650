"""The coordinator's desk: what it shows, what it leads to, and what it does not know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import url_for

from network.core.permissions import Role
from network.organisations.vocabulary import Sector
from network.reports.definitions import DEFINITIONS
from network.reports.queries import read_roll
from network.reports.rules.lines import summarise
from network.reports.ways import ENDPOINTS
from network.training.public import network_coverage
from tests.factories.accounts import sent_invitation
from tests.factories.reports import count_referrals
from tests.factories.training import acting

TO_DO = "//ol[@class='app-steps']/li/p[1]"


def test_the_first_page_of_a_coordinator_is_the_desk(app, world):
    """What the feature tells the first page."""
    home, policies = app.extensions["home"], app.extensions["policies"]
    for role, endpoint in ((Role.COORDINATOR, "reports.desk"), (Role.ORGANISATION_LEAD, None)):
        with acting(app, world.person(role, "host" if role is Role.COORDINATOR else "own")) as actor:
            assert actor.permissions == policies.permissions_of({role})
            found = home.desk_for(actor)
            assert (found.endpoint if found else None) == endpoint


def test_a_new_network_is_told_where_to_begin(desk):
    page = desk.get("/desk")
    assert page.heading.endswith("The network today")
    assert page.texts(TO_DO) == [
        "The network has no published charter yet, so nobody can sign it.",
        "5 partners have no champion.",
        "No event is announced in the next 60 days.",
    ]
    assert "No charter is published yet." in page.text
    assert page.tree.xpath("//ol[@class='app-steps']/li[1]//a/@href") == ["/charter/versions"]


@pytest.mark.parametrize("has_invited", [False, True])
@pytest.mark.parametrize(("is_published", "signed"), [(False, 0), (True, 0), (True, 1), (True, 5)])
def test_whether_there_is_a_charter_is_known_whoever_signed(
    has_invited, is_published, signed, programs, network, world
):
    if has_invited:
        network.add("Quill School", is_invited=True)
    if is_published:
        network.publish_charter()
    for each in (world.own, world.host, world.other, world.provider, world.other_provider)[:signed]:
        network.sign(each)
    told = programs.get("/api/v1/desk").json
    assert told["has_charter"] is is_published
    assert (told["signed"], told["not_signed"]) == (signed, 5 + has_invited - signed)


def test_what_the_desk_says(desk, network, world):
    network.publish_charter()
    network.load_courses()
    network.add("Quill School", is_invited=True)
    network.add("Marsh School", workforce=None)
    for each in (world.own, world.host):
        network.sign(each)
    network.add_champion(world.own)
    network.train(world.own, 120)
    network.book(world.person(Role.CHAMPION), network.announce())
    page = desk.get("/desk")
    assert page.texts(TO_DO) == [
        "1 invited organisation and 4 partners have not signed the charter as it stands.",
        "5 partners have no champion.",
        "Tier 1 training is below 30% in the NHS and in providers.",
        "1 partner has not said how many people work there, so their coverage is not known.",
    ]
    assert page.texts("//li[@class='app-card']//span[@class='app-figure']") == ["2", "5", "1"]
    assert page.texts("//table[caption='The next events, and their places']/tbody//td")[1:] == ["1", "29"]
    (whole,) = page.tree.xpath("//tr[th='Whole network']")
    cells = [" ".join(cell.text_content().split()) for cell in whole.xpath("td")]
    assert cells[:5] == ["7", "5", "1", "5", "12% 120 of 1,000"]


def test_the_network_s_coverage_is_training_s_own(network, world, clock, app):
    """The desk adds up the lines it has read anyway; training's own figure says the same."""
    network.load_courses()
    network.add("Marsh School", workforce=None)
    small = network.add("Small School", workforce=3)
    network.train(world.own, 120)
    network.train(small, 9)
    with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        roll = read_roll(actor, clock.today())
        total = summarise(roll.lines, len(roll.tiers))
        told = network_coverage(actor, clock.today())
    assert roll.tiers == tuple(each.tier_name for each in told)
    assert [share.percent for share in total.shares] == [each.percent for each in told]
    assert (total.shares[0].trained, total.shares[0].need) == (123, told[0].need)


@pytest.mark.parametrize(
    ("made", "words", "endpoint"),
    [
        ("nobody", "Invite a lead", "accounts.invite_person"),
        ("invited", "Send the invitation again", "accounts.list_sent_invitations"),
        ("lead", "Write to their lead", "accounts.list_roles"),
    ],
)
def test_the_next_step_with_whoever_has_not_signed(made, words, endpoint, desk, network, world, clock, app):
    network.publish_charter()
    quill = network.add("Quill School", is_invited=True)
    if made == "invited":
        with acting(app, world.person(Role.COORDINATOR, "host")) as actor:
            sent_invitation(actor, quill, clock, role=Role.ORGANISATION_LEAD)
    if made == "lead":
        network.add_person(quill, Role.ORGANISATION_LEAD)
    page = desk.get("/desk?sector=school")
    (cell,) = page.tree.xpath("//tr[th='Quill School']/td[2]")
    assert " ".join(cell.text_content().split()).startswith(words)
    if "accounts" in app.blueprints:
        with app.test_request_context():
            assert cell.xpath(".//a/@href") == [url_for(endpoint, organisation_id=quill)]


def test_every_way_leads_somewhere(app):
    """Of the features that are plugged in; the others' pages are named, not linked to."""
    missing = {each for each in ENDPOINTS if each.split(".")[0] in app.blueprints and each not in app.view_functions}
    assert missing == set()


def test_lists_are_short_and_lead_to_the_whole(desk, network):
    network.publish_charter()
    for number in range(12):
        network.add(f"School {number:02}", is_invited=True)
    page = desk.get("/desk?sector=school")
    assert (
        len(page.tree.xpath("//section[@aria-label='Organisations that have not signed the charter']//tbody/tr")) == 8
    )
    (href,) = page.tree.xpath("//a[starts-with(normalize-space(), 'See all 12')]/@href")
    assert len(desk.get(href).tree.xpath("//tbody/tr")) == 12


@pytest.mark.parametrize("query", ["sector=spaceship", "sector=", "sector=council&sector=nhs", "page=-4", "%00=%ff"])
def test_a_word_that_we_do_not_know_asks_nothing(query, desk):
    desk.get(f"/desk?{query}")
    desk.get(f"/desk/organisations?{query}")


def test_no_case_not_even_its_existence(desk, programs, network, app, world, client_of):
    """The same bytes before and after a referral, apart from the token against forgery in the page."""
    lead, board = client_of(world.person(Role.ORGANISATION_LEAD)), client_of(world.person(Role.BOARD_VIEWER))

    def look():
        pages = [desk.get(path) for path in ("/desk", "/desk?sector=council", "/desk/organisations", "/definitions")]
        pages += [client.get("/our-organisation") for client in (lead, board)]
        told = [programs.get(path).get_data() for path in ("/api/v1/desk", "/api/v1/desk/organisations")]
        return [_plain(page) for page in pages] + told

    network.publish_charter()
    network.load_courses()
    before = look()
    network.refer()
    assert count_referrals(app) == 1, "there is a case that could show"
    assert look() == before


def _plain(page) -> str:
    for token in page.tree.xpath("//input[@name='csrf_token']/@value"):
        page.text = page.text.replace(token, "")
    return page.text


def test_every_figure_leads_to_what_it_means(desk, network):
    network.publish_charter()
    network.load_courses()
    network.announce()
    page = desk.get("/desk")
    named = set(page.tree.xpath("//main//a[starts-with(@href, '/definitions#')]/@href"))
    anchors = {f"/definitions#{each.key}" for each in DEFINITIONS}
    assert named <= anchors
    for card in page.tree.xpath("//li[@class='app-card']"):
        assert card.xpath(".//a[starts-with(@href, '/definitions#')]")
    for header in page.tree.xpath("//main//th[contains(@class, 'numeric')]"):
        assert header.xpath("./a[starts-with(@href, '/definitions#')]"), header.text_content()
    shown = set(desk.get("/definitions").tree.xpath("//h2/@id"))
    assert {each.key for each in DEFINITIONS} <= shown


def test_everybody_may_read_what_the_figures_mean(visitor):
    assert visitor.get("/definitions").heading == "What the figures mean"


def test_with_1200_organisations_the_figures_and_the_lists_are_right(app, desk, programs, network, world):
    """Everybody who has not signed is counted, by sector too, and can be found: 1,000 partners and 200 invited."""
    network.publish_charter()
    network.sign(world.own)
    network.add_many("School", 1000)
    network.add_many("Charity", 200, sector=Sector.CHARITY, is_invited=True)
    told = programs.get("/api/v1/desk").json
    assert (told["signed"], told["not_signed"], told["total"]["not_signed"]) == (1, 1204, 1204)
    assert {each["sector"]: each["not_signed"] for each in told["sectors"]}["school"] == 1000
    waiting = next(each for each in told["what_to_do"] if each["task"] == "sign-charter")
    assert (waiting["invited"], waiting["partners"]) == (200, 1004)
    page = desk.get("/desk")
    assert page.texts("//li[@class='app-card']//span[@class='app-figure']")[:2] == ["1", "1,204"]
    (everybody,) = page.tree.xpath("//main//a[contains(., 'See all') and contains(@href, 'not-signed')]")
    assert "See all 1,204" in everybody.text_content()
    assert "1,204 organisations" in desk.get(everybody.get("href")).text
    last = desk.get(f"{everybody.get('href')}&page=25").texts("//tbody/tr/td[2]")
    assert set(last) == {"Not signed"}
    assert len(last) == 4
    assert desk.get("/desk/organisations").texts("//tbody/tr/td[2]").count("Not known") == 0


def test_an_event_too_far_off_is_no_event_soon(desk, network):
    network.announce(timedelta(days=70))
    page = desk.get("/desk")
    assert "No event is announced in the next 60 days." in page.texts(TO_DO)
    assert "Autumn gathering" in page.text


def test_sectors_are_plain_links(desk, network):
    network.add("Quill School", sector=Sector.SCHOOL)
    page = desk.get("/desk?sector=school")
    assert page.texts("//nav[@aria-label='Sector']//a[@aria-current]") == ["School"]
    assert page.texts("//section[@aria-label='Partners without a champion']//tbody//th") == ["Quill School"]
