"""A link by e-mail to one's own record: for its address alone, once, for half an hour; then an hour in one browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from network.accounts.models import User
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope, unscoped
from network.passport import jobs
from network.passport.models import PassportShare, PassportVisit
from tests.factories.passport import KIM, NAMED, open_record, send_link, share, waiting_links
from tests.factories.training import as_job
from tests.support.hostile import LONG, hostile_texts
from tests.support.queries import counted_queries

STRANGER = "nobody.here@mail.example"


def test_somebody_who_trained_gets_a_link_and_opens_their_record(train, app, visitor):
    train()
    visitor.post("/passport", {"email": f"  {KIM.upper()} "}, to="/passport/sent")
    (letter,) = waiting_links(app)
    assert letter.to == KIM
    page = visitor.get(f"/passport/open/{letter.token}")
    assert page.heading == "Open your training record"
    visitor.post(f"/passport/open/{letter.token}", to="/passport/record")
    record = visitor.get("/passport/record")
    assert "A trauma-informed" in record.text or "Tier 1" in record.text
    assert visitor.get("/passport", status=303).location == "/passport/record"


def test_the_letter_says_nothing_of_what_is_recorded(train, app, visitor):
    """U31."""
    train()
    visitor.post("/passport", {"email": KIM})
    (letter,) = waiting_links(app)
    email = letter.email("https://network.example")
    said = f"{email.subject} {email.text}".lower()
    assert not [word for word in ("training", "trauma", "harrow", "canary@", "kim") if word in said.replace(KIM, "")]
    assert f"https://network.example/passport/open/{letter.token}" in email.text
    assert KIM not in email.subject


def test_whoever_is_not_known_is_answered_alike(train, app, visitor):
    """B4: the same page, the same statements, the same letter."""
    train()
    answers, statements = [], []
    visitor.post("/passport", {"email": "first.of.all@mail.example"})  # the network's first sealed value makes a key
    for email in (KIM, STRANGER):
        with counted_queries(app) as queries:
            answers.append(visitor.post("/passport", {"email": email}).location)
        statements.append(queries.count)
    assert answers == ["/passport/sent"] * 2
    assert statements[0] == statements[1]
    told = {each.to: each for each in waiting_links(app)}
    assert [told[each].email("https://network.example").subject for each in (KIM, STRANGER)] == [
        "Your link to Network"
    ] * 2


def test_a_link_works_once(train, app, clock, client_of):
    train()
    token = send_link(app, clock)
    client_of(None).post(f"/passport/open/{token}", to="/passport/record")
    other = client_of(None)
    page = other.get(f"/passport/open/{token}", status=404)
    assert page.heading == "This link does not work"
    other.post(f"/passport/open/{token}", form_at="/passport", status=404)
    other.get("/passport/record", status=303)


def test_of_eight_at_once_one_opens_it(train, app, clock, client_of):
    """B5."""
    train()
    path = f"/passport/open/{send_link(app, clock)}"
    browsers = [client_of(None) for _ in range(8)]
    forms = [each._hidden_fields(path) for each in browsers]
    together = Barrier(8, timeout=20)

    def send_form(browser, sent):
        together.wait()
        return browser.raw.post(path, data=sent).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send_form, browsers, forms))
    assert answers.count(303) == 1, answers
    assert set(answers) <= {303, 404, 409}


@pytest.mark.parametrize(("after", "status"), [(timedelta(minutes=29, seconds=59), 200), (timedelta(minutes=30), 404)])
def test_a_link_works_for_half_an_hour(train, app, clock, visitor, after, status):
    train()
    token = send_link(app, clock)
    clock.advance(after)
    visitor.get(f"/passport/open/{token}", status=status)


@pytest.mark.parametrize(("after", "status"), [(timedelta(minutes=59, seconds=59), 200), (timedelta(hours=1), 303)])
def test_a_record_is_open_for_an_hour(train, opened, clock, after, status):
    train()
    browser = opened()
    clock.advance(after)
    assert browser.get("/passport/record", status=status).location == (None if status == 200 else "/passport")


def test_closing_ends_it_for_a_copy_of_the_cookie_too(train, opened, app, client_of):
    train()
    browser, copy = opened(), client_of(None)
    held = browser.raw.get_cookie("network-record", path="/passport")
    copy.raw.set_cookie("network-record", held.value, path="/passport")
    assert copy.get("/passport/record").heading == "Your training record"
    browser.post("/passport/close", form_at="/passport/record", to="/passport/closed")
    browser.get("/passport/record", status=303)
    copy.get("/passport/record", status=303)


def test_the_cookie_is_of_its_own_kind(train, app, clock, visitor):
    train()
    answer = visitor.post(f"/passport/open/{send_link(app, clock)}").answer
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("network-record=")]
    for part in ("HttpOnly", "Path=/passport", "SameSite=Lax", "Max-Age=3600"):
        assert part in cookie
    assert KIM not in cookie
    page = visitor.get("/passport/record")
    assert "Sign in" in page.text, "it is no sign-in"
    assert visitor.get("/our-organisation", status=303).location == "/sign-in"


@pytest.mark.parametrize(
    "change",
    [lambda held: held[:-1] + ("Q" if held[-1] == "A" else "A"), lambda _: "", lambda held: held.split(".")[0]],
)
def test_a_cookie_that_was_altered_opens_nothing(train, opened, client_of, change):
    train()
    held = opened().raw.get_cookie("network-record", path="/passport").value
    other = client_of(None)
    other.raw.set_cookie("network-record", change(held), path="/passport")
    other.get("/passport/record", status=303)


def test_no_link_does_another_s_work(train, app, clock, visitor, opened):
    """B5: a link to open, a link that is shared, and what the browser holds are not each other."""
    train()
    (_, shared), to_open = share(app, clock), send_link(app, clock)
    visitor.get(f"/passport/open/{shared}", status=404)
    visitor.get(f"/passport/shared/{to_open}", status=404)
    visitor.get(f"/join/confirm/{to_open}", status=404)
    assert visitor.get(f"/passport/open/{to_open}").heading == "Open your training record"


def test_nothing_of_a_link_can_be_read_in_the_database(train, app, clock):
    """B24, B25."""
    train()
    token = send_link(app, clock)
    _, shared = share(app, clock)
    assert min(len(token), len(shared)) >= 43, "256 bits"
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        rows = [db.session.scalars(scoped(select(kind), system, kind)).one() for kind in (PassportVisit, PassportShare)]
        kept = " ".join(str(getattr(row, column.key)) for row in rows for column in row.__table__.columns)
    assert not [each for each in (token, shared, KIM) if each in kept]


def test_wrong_links_are_not_tried_for_long(visitor):
    """B3."""
    answers = [visitor.raw.get(f"/passport/open/guess-{number}").status_code for number in range(11)]
    assert answers == [404] * 10 + [429]
    assert visitor.raw.get("/passport/shared/guess").status_code == 429, "whatever kind of link is tried"


def test_right_links_are_no_guesses(train, app, clock, visitor):
    train()
    _, shared = share(app, clock)
    assert {visitor.raw.get(f"/passport/shared/{shared}").status_code for _ in range(12)} == {200}


def test_one_address_is_not_flooded_and_a_room_may_ask(train, app, visitor):
    train("\n".join(f"Person {letter} <{letter}@mail.example>" for letter in "abcdefgh"))
    assert {visitor.post("/passport", {"email": f"{letter}@mail.example"}).status for letter in "abcdefgh"} == {303}
    answers = [visitor.post("/passport", {"email": STRANGER}, status=None if n < 5 else 429).status for n in range(6)]
    assert answers == [303] * 5 + [429]


@pytest.mark.parametrize(
    "typed", ["", "kim", "kim@", "@mail.example", "a b@mail.example", LONG, f"{LONG}@mail.example"]
)
def test_what_is_no_address_is_said_so(app, visitor, typed):
    page = visitor.post("/passport", {"email": typed}, status=422)
    assert page.errors
    assert waiting_links(app) == []


def test_whatever_is_typed_is_answered(app, visitor):
    for number, text in enumerate(hostile_texts()):
        visitor.raw.environ_base["REMOTE_ADDR"] = f"192.0.{number // 250}.{number % 250}"
        assert visitor.raw.get("/passport").status_code == 200
        assert visitor.post("/passport", {"email": text}, status=422).errors
    assert waiting_links(app) == []


def test_whoever_is_signed_in_needs_no_link(train, world, client_of):
    lead = world.person(Role.ORGANISATION_LEAD)
    train(f"Another name <{lead.email}>", at="other")
    browser = client_of(lead)
    card = browser.get("/").tree.xpath("//a[@href='/passport/record'][text()='My training']")
    assert len(card) == 1
    page = browser.get("/passport/record")
    assert "Ottermouth NHS Foundation Trust" in page.text
    assert "Close my record" not in page.text


def test_a_sign_in_without_its_second_step_or_address_opens_nothing(train, world, app, client_of):
    lead = world.person(Role.ORGANISATION_LEAD)
    train(f"Another name <{lead.email}>")
    client_of(lead, has_second_factor=False).get("/passport/record", status=303)
    with app.app_context(), system_scope(db.session(), "a test"):
        user = db.session.scalars(unscoped(select(User), "a test").where(User.id == lead.user_id)).one()
        user.confirmed_at = None
        commit()
    client_of(lead).get("/passport/record", status=303)


def test_a_link_goes_before_the_account(train, world, app, clock, client_of):
    """Somebody signed in opens a link to another address of theirs."""
    train(NAMED)
    browser = open_record(client_of(world.person(Role.MANAGER)), app, clock)
    assert KIM.split("@")[0] in browser.get("/passport/record").text
    browser.post("/passport/close", form_at="/passport/record")
    assert KIM.split("@")[0] not in browser.get("/passport/record").text


def test_whoever_has_two_addresses_asks_for_the_other(train, app, world, client_of):
    """Signed in, or with a record open."""
    train()
    browser = client_of(world.person(Role.MANAGER))
    (other,) = browser.get("/passport/record").tree.xpath("//a[text()='ask for a link to it']/@href")
    assert browser.get(other).heading == "See your training record"
    browser.post(other, {"email": KIM}, to="/passport/sent")
    assert [letter.to for letter in waiting_links(app)] == [KIM]


def test_what_is_over_is_forgotten(train, app, clock):
    """B30."""
    train()
    send_link(app, clock)
    share(app, clock)
    with app.app_context():
        as_job(jobs.forget, clock)
        assert kept(app) == {"passport_visit": 1, "passport_share": 1}
        clock.advance(timedelta(minutes=30))
        as_job(jobs.forget, clock)
        assert kept(app) == {"passport_visit": 0, "passport_share": 1}
        clock.advance(timedelta(days=8))
        as_job(jobs.forget, clock)
        assert kept(app) == {"passport_visit": 0, "passport_share": 0}


def test_an_open_record_is_forgotten_when_its_hour_is_over(train, opened, app, clock):
    train()
    opened()
    clock.advance(timedelta(minutes=31))
    with app.app_context():
        as_job(jobs.forget, clock)
        assert kept(app)["passport_visit"] == 1
        clock.advance(timedelta(minutes=29))
        as_job(jobs.forget, clock)
        assert kept(app)["passport_visit"] == 0


def kept(app):
    with system_scope(db.session(), "a test counts") as system:
        return {
            kind.__tablename__: db.session.scalar(scoped(select(func.count()).select_from(kind), system, kind))
            for kind in (PassportVisit, PassportShare)
        }
