"""A champion presses *Log the session* where there is no line: the form is kept on the phone, and sent once."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import func, select

from network.core.clock import FrozenClock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.training.models import Completion, TrainingSession
from tests.factories import training
from tests.journeys.walk.stage import NARROW, Device, Stage
from tests.journeys.walk.visit import Visit
from tests.support import browser as support
from tests.support.client import ClientFactory
from tests.support.live import Live
from tests.support.world import Person

NEW = "/training/sessions/new"
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('network.kept.'))"
A_DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def device() -> Device:
    return NARROW


@pytest.fixture
def champion(stage: Stage, live: Live, clock: FrozenClock) -> Visit:
    training.load_catalogue(live.app, clock)
    stage.add_colleagues(Role.CHAMPION, Role.FACILITATOR)
    return stage.signed_in(Role.CHAMPION)


def fill(visit: Visit, names: str = "Ann Ash <ann@example.org>\nBo Birch") -> None:
    visit.open(NEW)
    visit.pick("Course", "Everyday practice")
    visit.choose("In person")
    visit.fill("Place", "Town hall")
    visit.fill("Who took part?", names)


def press_again(page: Page) -> None:
    page.wait_for_timeout(1_100)  # a second press within a second is a double press, and no more than one
    press(page)


def press(page: Page) -> None:
    page.get_by_role("button", name="Log the session").click()


def notice(page: Page) -> str:
    return " ".join(page.locator("[data-kept]").inner_text().split())


def expect_notice(page: Page, words: str) -> None:
    expect(page.locator("[data-kept-part]:not([hidden])")).to_contain_text(words)
    expect(page.locator("[data-kept]")).to_be_visible()


def on_the_device(page: Page) -> list[list[str]]:
    return list(page.evaluate(KEPT))


def count(live: Live, model: type[TrainingSession | Completion]) -> int:
    with live.app.app_context(), system_scope(db.session(), "a test counts"):
        found = db.session.scalar(unscoped(select(func.count()).select_from(model), "a test counts")) or 0
        db.session.remove()
    return found


def lose_the_line(page: Page) -> None:
    page.context.set_offline(True)


def sign_in(context: BrowserContext, live: Live, clock: FrozenClock, person: Person) -> None:
    cookie = ClientFactory(live.app, clock)(person).raw.get_cookie("network")
    assert cookie is not None
    context.add_cookies([{"name": "network", "value": cookie.value, "url": live.address}])


def test_no_line_and_then_one(live: Live, champion: Visit) -> None:
    fill(champion)
    page = champion.page
    lose_the_line(page)
    press(page)
    expect_notice(page, "The session is not sent yet: no answer comes.")
    expect(page.locator("[data-kept-part=waiting]")).to_be_in_viewport()
    assert "kept on this device only, until they are sent, or for 7 days" in notice(page)
    assert not support.axe_violations(page)
    assert not support.scrolls_sideways(page)
    champion._album.keep(page, "kept")
    assert count(live, TrainingSession) == 0
    assert len(on_the_device(page)) == 1
    page.context.set_offline(False)  # the browser says so to the page, and nobody presses anything
    champion.expects_heading("Session logged")
    champion.reads("2 people")
    expect(page.locator("main")).to_contain_text("new to your records")
    assert page.url.endswith("/logged")
    assert on_the_device(page) == []
    assert (count(live, TrainingSession), count(live, Completion)) == (1, 2)


def test_with_a_line_it_is_as_ever(live: Live, champion: Visit) -> None:
    fill(champion, "Ann Ash <ann@>")
    page = champion.page
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    champion.reads("Line 1: check the e-mail address")
    assert page.title().startswith("Error: ")
    assert on_the_device(page) == []
    champion.fill("Who took part?", "Ann Ash <ann@example.org>")
    press(page)
    champion.expects_heading("Session logged")
    assert not support.axe_violations(page)
    page.reload()
    champion.expects_heading("Session logged")
    assert count(live, TrainingSession) == 1


def test_the_answer_is_lost_and_it_is_sent_five_times(live: Live, champion: Visit) -> None:
    """The server got it, and nobody heard: then five tabs of this device send it again at once."""
    fill(champion)
    page = champion.page

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.abort()

    page.route(f"**{NEW}", lose_the_answer)
    press(page)
    expect_notice(page, "The session is not sent yet")
    assert count(live, TrainingSession) == 1
    ((name, body),) = on_the_device(page)
    page.unroute(f"**{NEW}")
    for _ in range(5):
        page.evaluate("([name, body]) => localStorage.setItem(name, body)", [name, body])
        tab = page.context.new_page()
        tab.goto("/training/")
        expect_notice(tab, "The session that was kept on this device is logged.")
        tab.get_by_role("link", name="See the session").click()
        expect(tab.locator("h1")).to_contain_text("Everyday practice")
        tab.close()
    tabs = [page.context.new_page() for _ in range(4)]
    page.evaluate("([name, body]) => localStorage.setItem(name, body)", [name, body])
    for tab in tabs:
        tab.goto("/training/", wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_function(f"() => {KEPT}.length === 0")
    assert (count(live, TrainingSession), count(live, Completion)) == (1, 2)


def test_another_page_of_training_sends_it_at_the_next_visit(live: Live, champion: Visit) -> None:
    fill(champion)
    page = champion.page
    page.route(f"**{NEW}", lambda route: route.abort())
    press(page)
    expect_notice(page, "The session is not sent yet")
    page.unroute(f"**{NEW}")
    page.goto("/training/coming")
    expect_notice(page, "The session that was kept on this device is logged.")
    assert not support.axe_violations(page)
    assert count(live, TrainingSession) == 1


def test_the_sign_in_ran_out_meanwhile(live: Live, clock: FrozenClock, stage: Stage, champion: Visit) -> None:
    fill(champion)
    page = champion.page
    lose_the_line(page)
    press(page)
    expect_notice(page, "The session is not sent yet")
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect_notice(page, "Sign in again, and it is sent.")
    assert len(on_the_device(page)) == 1
    assert count(live, TrainingSession) == 0
    sign_in(page.context, live, clock, stage.person(Role.CHAMPION))
    page.goto("/training/")
    expect_notice(page, "The session that was kept on this device is logged.")
    assert count(live, TrainingSession) == 1


def test_somebody_else_on_the_phone_sees_and_sends_nothing(
    live: Live, clock: FrozenClock, stage: Stage, champion: Visit
) -> None:
    """Not on a page that they open, and not on one that the other left open."""
    fill(champion)
    page = champion.page
    lose_the_line(page)
    press(page)
    expect_notice(page, "The session is not sent yet")
    page.context.clear_cookies()
    sign_in(page.context, live, clock, stage.person(Role.FACILITATOR))
    page.context.set_offline(False)
    expect_notice(page, "Sign in again, and it is sent.")
    other = page.context.new_page()
    other.goto(NEW)
    expect(other.locator("[data-kept]")).to_be_hidden()
    assert other.get_by_label("Who took part?").input_value() == ""
    other.wait_for_timeout(500)
    assert count(live, TrainingSession) == 0
    assert len(on_the_device(other)) == 1
    page.context.clear_cookies()
    sign_in(page.context, live, clock, stage.person(Role.CHAMPION))
    other.goto("/training/")
    expect_notice(other, "The session that was kept on this device is logged.")
    with live.app.app_context(), system_scope(db.session(), "look"):
        logged = db.session.scalars(unscoped(select(TrainingSession), "look")).one()
        assert logged.logged_by_id == stage.person(Role.CHAMPION).user_id


def test_what_the_server_refuses_comes_back_filled(live: Live, champion: Visit) -> None:
    fill(champion, "Ann Ash <ann@>\nBo Birch")
    page = champion.page
    page.route(f"**{NEW}", lambda route: route.abort())
    press(page)
    expect_notice(page, "The session is not sent yet")
    page.unroute(f"**{NEW}")
    page.goto("/training/")
    expect_notice(page, "The session that is kept on this device needs a change.")
    page.get_by_role("button", name="Open it and mend it").click()
    champion.reads("Line 1: check the e-mail address")
    assert page.get_by_label("Who took part?").input_value() == "Ann Ash <ann@>\nBo Birch"
    assert len(on_the_device(page)) == 1, "nothing is lost until it is logged"
    champion.fill("Who took part?", "Ann Ash <ann@example.org>\nBo Birch")
    press(page)
    champion.expects_heading("Session logged")
    assert on_the_device(page) == []
    assert count(live, TrainingSession) == 1


def test_it_is_deleted_by_a_press_and_after_seven_days(live: Live, stage: Stage, champion: Visit) -> None:
    fill(champion)
    page = champion.page
    page.route(f"**{NEW}", lambda route: route.abort())
    press(page)
    expect_notice(page, "The session is not sent yet")
    page.get_by_role("button", name="Delete it from this device").click()
    expect_notice(page, "It is deleted from this device.")
    assert on_the_device(page) == []
    press_again(page)
    expect_notice(page, "The session is not sent yet")
    age = """([name, by]) => {
      const [form] = JSON.parse(localStorage.getItem(name))
      localStorage.setItem(name, JSON.stringify([{ ...form, at: form.at - by }]))
    }"""
    page.evaluate(age, [on_the_device(page)[0][0], 7 * A_DAY])
    other = stage.signed_in(Role.FACILITATOR)
    other.open("/training/")
    page.unroute(f"**{NEW}")
    page.context.clear_cookies()
    sign_in(page.context, live, stage.clock, stage.person(Role.FACILITATOR))
    page.goto("/training/")
    page.wait_for_function(f"() => {KEPT}.length === 0")
    assert count(live, TrainingSession) == 0


def test_a_browser_that_keeps_nothing_says_so(live: Live, champion: Visit) -> None:
    champion.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    fill(champion)
    page = champion.page
    lose_the_line(page)
    press(page)
    expect_notice(page, "This browser keeps nothing, but what you typed is still here.")
    assert page.get_by_label("Who took part?").input_value().startswith("Ann Ash")
    page.context.set_offline(False)
    press_again(page)
    champion.expects_heading("Session logged")
    assert count(live, TrainingSession) == 1
