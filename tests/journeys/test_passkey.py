"""A passkey from its making to its end, with the authenticator that Chromium brings for tests."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from network.core.clock import SystemClock
from network.core.permissions import Role
from tests.support import browser as support
from tests.support.live import Live
from tests.support.sign_in import give_app, give_password
from tests.support.world import PASSWORD, Person, World


@pytest.fixture
def clock() -> SystemClock:
    """A key answers in its own time."""
    return SystemClock()


@pytest.fixture
def lead(live: Live, clock: SystemClock) -> Person:
    with live.app.app_context():
        person = World.build(clock).person(Role.ORGANISATION_LEAD)
    give_password(live.app, person)
    return person


def authenticator(page: Page, *, checks_its_owner: bool = True) -> CDPSession:
    """A device with passkeys, which answers at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal" if checks_its_owner else "usb",
        "hasResidentKey": checks_its_owner,
        "hasUserVerification": checks_its_owner,
        "isUserVerified": checks_its_owner,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def looked_at(page: Page, name: str) -> None:
    assert [str(found) for found in support.axe_violations(page)] == []
    support.keep_screenshot(page, f"sign-in-{name}")


def give_password_on(page: Page, person: Person, path: str = "/sign-in") -> None:
    page.goto(path)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_passkey(page: Page, name: str) -> None:
    page.get_by_label("Name for this passkey").fill(name)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("Your passkey is made")).to_be_visible()


@pytest.mark.parametrize("viewport", [support.DESKTOP, support.NARROW], ids=["desktop", "narrow"])
def test_a_passkey_instead_of_the_password(browser: Browser, live: Live, lead: Person, viewport) -> None:
    context = support.open_context(browser, live.address, viewport=viewport)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    width = viewport["width"]
    authenticator(page)
    page.goto("/sign-in")
    looked_at(page, f"{width}-1-sign-in")
    give_password_on(page, lead, "/sign-in?next=/your-sign-in/password")
    expect(page.get_by_text("Your role needs a second step when you sign in", exact=False)).to_be_visible()
    looked_at(page, f"{width}-2-enrolment")
    page.get_by_role("link", name="Add a passkey").click()
    looked_at(page, f"{width}-3-add-passkey")
    make_passkey(page, "Work laptop")
    looked_at(page, f"{width}-4-recovery-codes")
    page.get_by_role("button", name="Show me ten codes").click()
    expect(page.locator("main li code")).to_have_count(10)
    looked_at(page, f"{width}-5-new-codes")
    page.get_by_role("link", name="I have kept them").or_(page.get_by_role("button", name="I have kept them")).click()
    expect(page).to_have_url(f"{live.address}/your-sign-in/password")
    looked_at(page, f"{width}-6-change-password")
    page.goto("/your-sign-in")
    looked_at(page, f"{width}-7-account")
    page.get_by_role("button", name="Sign out").click()

    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()
    page.goto("/prove?next=/your-sign-in")
    looked_at(page, f"{width}-8-prove")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your sign-in")).to_be_visible()
    page.get_by_role("button", name="Remove Work laptop").click()
    expect(page.get_by_text("is the only one you have")).to_be_visible()
    assert not support.scrolls_sideways(page)
    assert [said for said in problems if "422" not in said] == []
    context.close()


def test_a_plain_key_is_a_second_step_and_no_more(browser: Browser, live: Live, lead: Person) -> None:
    context = support.open_context(browser, live.address)
    page = context.new_page()
    authenticator(page, checks_its_owner=False)
    give_password_on(page, lead)
    page.goto("/your-sign-in/passkeys")
    make_passkey(page, "Blue key")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    give_password_on(page, lead)
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    looked_at(page, "1280-9-second-step-key")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()
    context.close()


def test_an_answer_counts_once(browser: Browser, live: Live, lead: Person) -> None:
    """A copied cookie with a copied answer opens nothing."""
    context = support.open_context(browser, live.address)
    page = context.new_page()
    authenticator(page)
    give_password_on(page, lead)
    page.goto("/your-sign-in/passkeys")
    make_passkey(page, "Phone")
    page.get_by_role("button", name="Sign out").click()
    cookies = context.cookies()
    with page.expect_request(lambda sent: sent.method == "POST" and "/sign-in/passkey" in sent.url) as caught:
        page.get_by_role("button", name="Sign in with a passkey").click()
    body = caught.value.post_data
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()
    context.clear_cookies()
    context.add_cookies(cookies)
    answer = context.request.post(
        "/sign-in/passkey",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        max_redirects=0,
    )
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    page.goto("/your-sign-in")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_the_app_without_script(browser: Browser, live: Live, lead: Person, javascript: bool) -> None:
    give_app(live.app, lead)
    context = support.open_context(browser, live.address, viewport=support.NARROW, javascript=javascript)
    page = context.new_page()
    give_password_on(page, lead)
    expect(page.get_by_label("6-digit code")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    looked_at(page, f"320-10-second-step-{javascript}")
    page.get_by_label("6-digit code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    looked_at(page, f"320-11-second-step-wrong-{javascript}")
    for path in ("/forgotten-password", "/forgotten-password/sent", "/sign-in/recovery-code"):
        page.goto(path)
        looked_at(page, f"320-12{path.replace('/', '-')}-{javascript}")
        assert not support.scrolls_sideways(page)
    context.close()


def test_setting_up_the_app(browser: Browser, live: Live, lead: Person) -> None:
    context = support.open_context(browser, live.address, viewport=support.NARROW, javascript=False)
    page = context.new_page()
    give_password_on(page, lead)
    page.get_by_role("link", name="Set up an authenticator app").click()
    looked_at(page, "320-13-set-up-app")
    assert not support.scrolls_sideways(page)
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 0
    page.goto("/your-sign-in/passkeys")
    looked_at(page, "320-14-add-passkey-no-script")
    context.close()
