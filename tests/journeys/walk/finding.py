"""Support: kept by a lead, found by a colleague, left at once where somebody nearby may be the danger."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.journeys.walk.stage import Stage
from tests.journeys.walk.visit import Visit

TITLE = "Policy on domestic abuse"
AWAY = "https://www.bbc.co.uk/weather"
SHIFTS = 3


def keep(stage: Stage, lead: Visit) -> None:
    """Given a lead who adds an entry that is only on the intranet, after a slip."""
    lead.open("/")
    _ask_for_help(lead)
    lead.follow("Keep your organisation’s entries")
    lead.follow("Add an entry")
    lead.reads("Who reads this:")
    lead.pick("What is it about?", "Domestic abuse")
    lead.fill("Title", TITLE)
    lead.fill("What is it for?", "Leave, safety at work, and whom to tell.")
    lead.choose("Only inside our organisation")
    lead.fill("In which languages?", "English, Urdu")
    lead.fill("Who does it suit?", "Everybody who works here")
    lead.choose("No, no note is needed")
    lead.choose("As for others of its kind")
    lead.fill_day("When did somebody last look", stage.clock.today())
    lead.press("Add it to the directory")
    lead.reads("Enter a link, a telephone number, an e-mail address or where to find it")
    lead.fill("Where to find it", "Intranet, under Staff")
    lead.press("Add it to the directory")
    lead.reads("It is in the directory now", "Exit this page")
    lead.follow("Change or take out this entry")
    lead.follow("Take it out of the directory")
    lead.expects_heading("Take this entry out?")
    lead.open("/directory/kept")
    lead.reads(TITLE, "Only inside our organisation")


def find(colleague: Visit) -> None:
    """When a colleague looks for it in their language."""
    colleague.open("/")
    _ask_for_help(colleague)
    colleague.pick("Language", "Urdu")
    colleague.press("Show")
    colleague.follow(TITLE)
    colleague.reads("Intranet, under Staff", "recorded nowhere in this service")
    assert TITLE not in colleague.page.title()
    colleague.open("/directory/hate-incidents")
    colleague.open("/directory/looking-after-yourself")
    assert colleague.page.get_by_role("button", name="Exit this page").count() == 0


def leave_at_once(stage: Stage, colleague: Visit, *, by_keys: bool) -> None:
    """Then they can leave that page: by its link, and where scripts run by pressing Shift three times."""
    page = colleague.page
    page.route(f"{AWAY}**", _weather)
    colleague.open("/directory")
    colleague.follow(TITLE)
    if by_keys:
        expect(page.locator(".govuk-exit-this-page__indicator")).to_have_count(1)
        for _ in range(SHIFTS):
            page.keyboard.press("Shift")
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Exit this page")
        page.keyboard.press("Enter")
    expect(page).to_have_url(AWAY)


def find_without_an_account(visitor: Visit) -> None:
    """And without an account there is nothing of that organisation."""
    visitor.open("/directory")
    visitor.expects_heading("Find support")
    assert visitor.main.get_by_text(TITLE).count() == 0


def _ask_for_help(person: Visit) -> None:
    """Beside the numbers for help right now, on every page."""
    with person.page.expect_navigation():
        person.page.get_by_role("link", name="Find other support").click()
    person.expects_heading("Find support")


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Fair</h1>")
