"""Choosing a new password: by a link that works once (`B5`), alike for everybody (`B4`), or knowing the old one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from network.accounts import passwords
from network.accounts.sign_in.resets import PURPOSE
from network.core import outbox
from network.core.commit import commit
from network.core.database import db
from network.core.outbox import MessageState, OutboxMessage
from network.core.permissions import Role
from tests.support.client import Client
from tests.support.queries import counted_queries
from tests.support.sign_in import give_app, give_password, try_password, user_of
from tests.support.world import PASSWORD

NEW = "seven herons in the fog"
ORIGIN = "https://network.example.org"


@pytest.fixture
def person(app, world):
    person = world.person(Role.CHAMPION)
    give_password(app, person)
    return person


def letters(app) -> list[outbox.Email]:
    with app.app_context():
        waiting = select(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING).order_by(OutboxMessage.id)
        return [outbox.open_message(row).email(ORIGIN) for row in db.session.scalars(waiting)]


def link_in(app) -> str:
    (word,) = [word for word in letters(app)[-1].text.split() if "/reset-password/" in word]
    assert word.startswith(ORIGIN)
    return word.removeprefix(ORIGIN)


def ask(browser: Client, email: str) -> None:
    browser.post("/forgotten-password", {"email": email}, to="/forgotten-password/sent")


def test_by_the_link(app, client_of, person):
    browser, elsewhere = client_of(None), client_of(person)
    ask(browser, person.email)
    assert browser.get("/forgotten-password/sent").heading == "Look at your e-mail"
    path = link_in(app)
    assert browser.get(path, status=303).location == "/reset-password"
    browser.post("/reset-password", {"password": NEW}, to="/sign-in")
    elsewhere.get("/your-sign-in", status=303)
    try_password(client_of(None), person.email, status=422)
    try_password(client_of(None), person.email, NEW)
    last = letters(app)[-1]
    assert (last.to, last.subject) == (person.email, "Your password was changed")
    browser.get(path, status=303)
    page = browser.get("/reset-password", status=422)
    assert "This link has run out or was used already" in page.text
    assert "Ask for a new one" in page.text


def test_the_second_step_is_asked_for_all_the_same(app, client_of, person):
    give_app(app, person)
    browser = client_of(None)
    ask(browser, person.email)
    browser.get(link_in(app), status=303)
    browser.post("/reset-password", {"password": NEW}, to="/sign-in")
    try_password(browser, person.email, NEW)
    browser.get("/your-sign-in", status=303)


@pytest.mark.parametrize(("wait", "expected"), [(-1, 303), (0, 422), (1, 422)])
def test_an_hour_to_the_second(app, client_of, person, clock, wait, expected):
    browser = client_of(None)
    ask(browser, person.email)
    browser.get(link_in(app), status=303)
    clock.advance(timedelta(hours=1, seconds=wait))
    answer = browser.raw.post("/reset-password", data={**browser._hidden_fields("/sign-in"), "password": NEW})
    assert answer.status_code == expected


def test_eight_at_once_are_one(app, client_of, person):
    browsers = [client_of(None) for _ in range(8)]
    ask(browsers[0], person.email)
    path = link_in(app)
    for browser in browsers:
        browser.get(path, status=303)
    hidden = [browser._hidden_fields("/reset-password") for browser in browsers]

    def redeem(n: int) -> int:
        return browsers[n].raw.post("/reset-password", data={**hidden[n], "password": f"{NEW} {n}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(redeem, range(8))) == [303] + [422] * 7


def test_a_link_ends_with_any_change(app, client_of, person):
    browser = client_of(None)
    ask(browser, person.email)
    path = link_in(app)
    give_password(app, person, "eleven otters on a raft")
    browser.get(path, status=303)
    browser.get("/reset-password", status=422)


def test_other_signed_texts_are_no_links(app, visitor, person):
    with app.app_context():
        user = user_of(person)
    for token in (
        "x",
        "a.b",
        URLSafeSerializer(app.secret_key, salt="another purpose").dumps(
            [str(user.id), "", "2027-01-01T00:00:00+00:00"]
        ),
        URLSafeSerializer(app.secret_key, salt=PURPOSE).dumps("not what we write"),
        "%00",
        "é" * 50,
    ):
        visitor.get(f"/reset-password/{token}", status=303)
        visitor.get("/reset-password", status=422)


def test_a_link_has_enough_to_guess(app, visitor, person):
    ask(visitor, person.email)
    signature = link_in(app).rpartition(".")[2]
    assert len(signature) * 6 >= 128


@pytest.mark.parametrize("password", ["short", "passwordpassword", "harrowhillcouncil", "", "x" * 2000])
def test_too_easy_says_what_to_do_and_the_link_still_works(app, client_of, person, password):
    browser = client_of(None)
    ask(browser, person.email)
    browser.get(link_in(app), status=303)
    assert browser.post("/reset-password", {"password": password}, status=422).errors
    browser.post("/reset-password", {"password": NEW}, to="/sign-in")


def test_nobody_is_told_who_has_an_account(app, client_of, person):
    answers = []
    for email in (person.email, "nobody@example.org"):
        browser = client_of(None)
        page = browser.post("/forgotten-password", {"email": email})
        headers = {name: value for name, value in page.answer.headers if name != "Set-Cookie"}
        answers.append((page.status, page.text, headers, browser.get("/forgotten-password/sent").text))
    first, second = answers
    assert first[:3] == second[:3]
    strip = lambda text: [line for line in text.splitlines() if "csrf_token" not in line]  # noqa: E731
    assert strip(first[3]) == strip(second[3])
    assert [letter.to for letter in letters(app)] == [person.email]


@pytest.mark.parametrize(("path", "compared"), [("/sign-in", 1), ("/forgotten-password", 0)])
def test_nor_by_how_much_work_it_is(app, client_of, person, monkeypatch, path, compared):
    """`B4`: as many comparisons of passwords and as many statements; the times are `make bench`'s to measure."""
    hashes = []
    library = passwords.verify_password
    monkeypatch.setattr(passwords, "verify_password", lambda given, kept: hashes.append(kept) or library(given, kept))
    work = []
    client_of(None).post(path, {"email": "first@example.org", "password": "no"}, status=422 if compared else 303)
    for email in (person.email, "nobody.at.all@example.org"):
        browser = client_of(None)
        hidden = browser._hidden_fields(path)
        hashes.clear()
        with counted_queries(app) as queries:
            browser.raw.post(path, data={**hidden, "email": email, "password": "not the password"})
        work.append((len(hashes), queries.count))
    known, unknown = work
    assert known == unknown
    assert known[0] == compared


def test_knowing_the_old_one(app, client_of, person):
    browser, elsewhere = client_of(person), client_of(person)
    assert browser.get("/your-sign-in/password").heading == "Change your password"
    wrong = browser.post("/your-sign-in/password", {"current_password": "no", "password": NEW}, status=422)
    assert wrong.errors == ["That is not the password that you use now. Try again."]
    easy = browser.post("/your-sign-in/password", {"current_password": PASSWORD, "password": "short"}, status=422)
    assert easy.errors == ["Use at least 12 characters. Three or four words work well."]
    elsewhere.get("/your-sign-in")
    browser.post("/your-sign-in/password", {"current_password": PASSWORD, "password": NEW}, to="/sign-in")
    for each in (browser, elsewhere):
        each.get("/your-sign-in", status=303)
    try_password(browser, person.email, NEW)


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "x" * 400 + "@example.org", "a@example.org\r\nBcc: b@example.org"]
)
def test_an_address_that_is_none(app, visitor, email):
    page = visitor.post("/forgotten-password", {"email": email}, status=422 if "Bcc" not in email else 303)
    assert page.errors or page.status == 303
    assert letters(app) == []


def test_no_letter_tells_of_anything_else(app, person, client_of):
    browser = client_of(None)
    ask(browser, person.email)
    text = letters(app)[0].text.lower()
    assert person.name.lower() not in text
    assert not {"trauma", "incident", "therapy"} & set(text.split())


def test_commits_nothing_by_looking(app, database, visitor, person):
    with app.app_context():
        commit()
    for path in ("/sign-in", "/forgotten-password", "/forgotten-password/sent"):
        visitor.get(path)
    assert letters(app) == []
