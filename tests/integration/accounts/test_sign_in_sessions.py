"""How sign-ins end (`B6`, `B7`), are proved again (`B8`), and lose nothing that was typed (`U16`)."""

from datetime import timedelta

import pytest
from flask import flash, redirect
from sqlalchemy import func, select
from wtforms import FileField, StringField

from network.accounts.models import ParkedForm
from network.accounts.sign_in import parking
from network.accounts.sign_ins import end_all_sign_ins
from network.app import create_app
from network.core.commit import commit, commits
from network.core.database import db
from network.core.forms import CreatingForm
from network.core.guard import needs_fresh_sign_in, signed_in
from network.core.permissions import Role
from network.ui.fields import PasswordField
from tests.support.client import Client, ClientFactory
from tests.support.sign_in import give_password, try_password, user_of
from tests.support.world import PASSWORD

SECOND = timedelta(seconds=1)


class StoryForm(CreatingForm):
    story = StringField()
    postcode = StringField()
    password = PasswordField()
    picture = FileField()


@pytest.fixture
def probed(app, clock, database):
    """An application with pages to try the sign-in on, one of them in the referral module."""
    found = create_app(app.extensions["settings"], clock)

    @found.route("/probe/story", methods=["GET", "POST"])
    @signed_in("a test's page")
    @commits
    def story():
        form = StoryForm()
        if form.validate_on_submit():
            flash("kept", "success")
            return redirect("/privacy", 303)
        return f"<h1>{form.story.data}|{form.postcode.data}|{form.password.data}</h1>{form.csrf_token}{form.form_key}"

    @found.route("/probe/press", methods=["POST"])
    @signed_in("a test's button")
    @commits
    @needs_fresh_sign_in
    def press():
        return redirect("/privacy", 303)

    @found.route("/probe/grant", methods=["GET", "POST"])
    @signed_in("a test's page")
    @commits
    @needs_fresh_sign_in
    def grant():
        form = StoryForm()
        return f"<h1>{form.story.data}</h1>{form.csrf_token}"

    found.add_url_rule("/probe/case", "incidents.probe", signed_in("a test's page")(lambda: "<h1>case</h1>"))
    yield found
    with found.app_context():
        db.engine.dispose()


@pytest.fixture
def browser_of(probed, clock):
    return ClientFactory(probed, clock)


@pytest.fixture
def champion(app, world):
    person = world.person(Role.CHAMPION)
    give_password(app, person)
    return person


def status(browser: Client, path: str = "/probe/story") -> int:
    return browser.raw.get(path).status_code


@pytest.mark.parametrize(("path", "minutes"), [("/probe/story", 30), ("/probe/case", 15)])
def test_idle_to_the_second(browser_of, champion, clock, path, minutes):
    browser = browser_of(champion)
    for _ in range(3):
        clock.advance(timedelta(minutes=minutes) - SECOND)
        assert status(browser, path) == 200
    clock.advance(timedelta(minutes=minutes))
    assert status(browser, path) == 303
    assert status(browser, "/probe/story") == 303


def test_twelve_hours_to_the_second_however_busy(browser_of, champion, clock):
    browser = browser_of(champion)
    for _ in range(12 * 4 - 1):
        clock.advance(timedelta(minutes=15))
        assert status(browser) == 200
    clock.advance(timedelta(minutes=15) - SECOND)
    assert status(browser) == 200
    clock.advance(SECOND)
    assert status(browser) == 303


def test_proving_again_does_not_lengthen_it(browser_of, champion, clock):
    browser = browser_of(champion)
    for _ in range(12 * 4 - 1):
        clock.advance(timedelta(minutes=15))
        assert status(browser) == 200
    browser.post("/prove", {"password": PASSWORD})
    clock.advance(timedelta(minutes=15))
    assert status(browser) == 303


def test_a_cookie_without_times_is_nobody(probed, browser_of, champion):
    browser = browser_of(champion)
    with browser.raw.session_transaction() as session:
        del session["seen_at"]
    assert status(browser) == 303


def test_public_pages_stay_open_after_it_ran_out(browser_of, champion, clock):
    browser = browser_of(champion)
    clock.advance(timedelta(hours=1))
    assert "You were signed out because nothing happened here for a while" in browser.get("/privacy").text


def test_ending_all_sign_ins_ends_one_being_saved_at_that_moment(probed, browser_of, champion):
    """The answer of a request under way arrives after the end: its cookie is of the old name, and worth nothing."""
    browser = browser_of(champion)
    with browser.raw.session_transaction() as session:
        saved = dict(session)
    with probed.app_context():
        end_all_sign_ins(user_of(champion))
        commit()
    with browser.raw.session_transaction() as session:
        session.update(saved)
    assert status(browser) == 303


@pytest.mark.parametrize(("wait", "expected"), [(timedelta(minutes=5), 200), (timedelta(minutes=5, seconds=1), 303)])
def test_fresh_to_the_second(browser_of, champion, clock, wait, expected):
    browser = browser_of(champion)
    clock.advance(wait)
    assert status(browser, "/probe/grant") == expected


def test_proving_leads_back(browser_of, champion, clock):
    browser = browser_of(champion)
    clock.advance(timedelta(minutes=6))
    asked = browser.raw.get("/probe/grant?x=1")
    assert asked.location == "/prove?next=/probe/grant?x%3D1"
    page = browser.post(asked.location, {"password": "wrong"}, status=422)
    assert page.errors == ["That is not your password. Try again."]
    page = browser.post(asked.location, {"password": PASSWORD})
    assert page.answer.location == "/probe/grant?x=1"
    assert status(browser, "/probe/grant") == 200


def test_a_form_waits_while_they_prove_it_is_them(browser_of, champion, clock):
    browser = browser_of(champion)
    token = browser._hidden_fields("/probe/grant")
    clock.advance(timedelta(minutes=6))
    asked = browser.raw.post("/probe/grant", data={**token, "story": "of a long day"})
    assert asked.location == "/prove?next=/probe/grant"
    browser.post(asked.location, {"password": PASSWORD}, to="/probe/grant")
    assert "of a long day" in browser.raw.get("/probe/grant").text


def test_a_button_without_a_page_leads_home(browser_of, champion, clock):
    browser = browser_of(champion)
    token = browser._hidden_fields("/probe/story")
    clock.advance(timedelta(minutes=6))
    assert browser.raw.post("/probe/press", data=token).location == "/prove"


def send_too_late(browser: Client, clock, **typed) -> str:
    hidden = browser._hidden_fields("/probe/story")
    clock.advance(timedelta(minutes=31))
    answer = browser.raw.post("/probe/story", data={**hidden, **typed})
    assert answer.status_code == 303
    return answer.location


def test_nothing_typed_is_lost(probed, browser_of, champion, clock):
    browser = browser_of(champion)
    location = send_too_late(browser, clock, story="of <b>a long</b> day", postcode="TA1 1AA", password="hidden")
    assert location == "/sign-in?next=/probe/story"
    assert "What you typed is kept for you" in browser.get(location).text
    browser.post(location, {"email": champion.email, "password": PASSWORD}, to="/probe/story")
    for _ in range(2):  # the page can be looked at again
        assert "<h1>of <b>a long</b> day|TA1 1AA|None</h1>" in browser.raw.get("/probe/story").text
    answer = browser.raw.post("/probe/story", data={**browser._hidden_fields("/probe/story"), "story": "sent"})
    assert answer.location == "/privacy"
    assert "<h1>None|None|None</h1>" in browser.raw.get("/probe/story").text


def test_what_is_kept_is_sealed_and_forgotten_in_half_an_hour(probed, database, browser_of, champion, clock):
    send_too_late(browser_of(champion), clock, story="a canary in a mine")
    with database.owner.connect() as connection:
        body = bytes(connection.exec_driver_sql("SELECT body FROM parked_form").scalar_one())
    assert b"canary" not in body
    clock.advance(timedelta(minutes=30))
    browser = browser_of(None)
    try_password(browser, champion.email, back="/probe/story")
    assert "canary" not in browser.raw.get("/probe/story").text
    with probed.app_context():
        parking.purge(clock)
        commit()
        assert db.session.scalar(select(func.count(ParkedForm.id))) == 0


def test_somebody_else_sees_nothing(app, world, browser_of, champion, clock):
    other = world.person(Role.FACILITATOR)
    give_password(app, other)
    browser = browser_of(champion)
    location = send_too_late(browser, clock, story="of a long day")
    browser.post(location, {"email": other.email, "password": PASSWORD}, to="/probe/story")
    assert "long day" not in browser.raw.get("/probe/story").text


def test_another_site_fills_in_no_form(probed, browser_of, champion, clock):
    browser = browser_of(champion)
    clock.advance(timedelta(minutes=31))
    browser.raw.post("/probe/story", data={"story": "planted", "csrf_token": "guessed"})
    with probed.app_context():
        assert db.session.scalar(select(func.count(ParkedForm.id))) == 0


def test_an_ended_sign_in_parks_nothing(probed, browser_of, champion, clock):
    browser = browser_of(champion)
    hidden = browser._hidden_fields("/probe/story")
    with probed.app_context():
        end_all_sign_ins(user_of(champion))
        commit()
    browser.raw.post("/probe/story", data={**hidden, "story": "of a long day"})
    with probed.app_context():
        assert db.session.scalar(select(func.count(ParkedForm.id))) == 0
