"""A person's own second steps: the app, the recovery codes, and what may be taken away (`B1`, `B5`, `B8`)."""

import base64
import re
from datetime import timedelta

import pytest
from passlib.totp import TOTP
from sqlalchemy import select

from network.core.audit import AuditEntry
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.support.client import Client
from tests.support.sign_in import code_of, give_app, give_password, try_password, user_of
from tests.support.world import PASSWORD


@pytest.fixture
def lead(app, world):
    person = world.person(Role.ORGANISATION_LEAD)
    give_password(app, person)
    return person


def app_on(page) -> TOTP:
    (key,) = page.texts("//main//code")
    return TOTP(key.replace(" ", ""))


def codes_on(page) -> list[str]:
    return page.texts("//main//li/code")


def make_codes(browser: Client) -> list[str]:
    return codes_on(browser.post("/your-sign-in/recovery-codes", status=200))


def test_setting_up_the_app(app, client_of, lead, clock):
    browser, elsewhere = client_of(None), client_of(lead, has_second_factor=False)
    try_password(browser, lead.email)
    page = browser.get("/your-sign-in/app?next=/your-sign-in/password")
    picture = page.tree.xpath("//main//img/@src")[0]
    assert base64.b64decode(picture.partition(",")[2]).startswith(b"<?xml")
    totp = app_on(page)
    again = browser.post("/your-sign-in/app", {"code": "000000"}, status=422)
    assert app_on(again).key == totp.key
    browser.post("/your-sign-in/app", {"code": code_of(totp, clock)}, to="/your-sign-in/recovery-codes")
    browser.get("/your-sign-in/password")
    elsewhere.get("/your-sign-in", status=303)
    with app.app_context():
        assert totp.base32_key not in (user_of(lead).tf_totp_secret or "")
        with system_scope(db.session(), "a test looks") as system:
            entries = scoped(select(AuditEntry.action), system, AuditEntry).order_by(AuditEntry.sequence)
            actions = list(db.session.scalars(entries))
    assert actions == ["accounts.sign_in.begun", "accounts.second_step.added"]
    clock.advance(timedelta(seconds=30))
    newcomer = client_of(None)
    try_password(newcomer, lead.email)
    newcomer.post("/sign-in/second-step", {"code": code_of(totp, clock)}, to="/")


def test_password_alone_adds_no_other_step(app, client_of, lead):
    browser = client_of(lead, has_second_factor=False)
    give_app(app, lead)
    assert browser.get("/your-sign-in/app", status=303).location == "/sign-in/second-step"
    assert browser.get("/sign-in/second-step").heading == "Second step Show that it is you"


def test_recovery_codes_work_once_each(app, client_of, lead, clock):
    give_app(app, lead)
    codes = make_codes(client_of(lead))
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([a-z2-7]{6}-){3}[a-z2-7]{6}", code) for code in codes)
    with app.app_context():
        assert not set(codes) & set(user_of(lead).mf_recovery_codes or [])
    for typed, status in ((codes[0].upper().replace("-", " "), 303), (codes[0], 422), (codes[1], 303)):
        browser = client_of(None)
        try_password(browser, lead.email)
        browser.post("/sign-in/recovery-code", {"code": typed}, status=status)
    assert "You have 8 codes left" in client_of(lead).get("/your-sign-in").text


def test_new_codes_end_the_old_ones(app, client_of, lead):
    give_app(app, lead)
    old = make_codes(client_of(lead))
    make_codes(client_of(lead))
    browser = client_of(None)
    try_password(browser, lead.email)
    browser.post("/sign-in/recovery-code", {"code": old[0]}, status=422)


def test_somebody_elses_codes_are_none(app, client_of, lead, world):
    other = world.person(Role.INCIDENT_LEAD)
    give_app(app, other)
    codes = make_codes(client_of(other))
    give_app(app, lead)
    make_codes(client_of(lead))
    browser = client_of(None)
    try_password(browser, lead.email)
    browser.post("/sign-in/recovery-code", {"code": codes[0]}, status=422)


def test_the_last_step_stays_where_the_role_needs_one(app, client_of, lead):
    give_app(app, lead)
    page = client_of(lead).post("/your-sign-in/app/remove", form_at="/your-sign-in", status=422)
    assert "Add another one first" in page.text
    assert "Add a passkey" in page.text


def test_a_role_that_needs_none_may_remove_it(app, client_of, world):
    champion = world.person(Role.CHAMPION)
    give_app(app, champion)
    browser, elsewhere = client_of(champion), client_of(champion)
    browser.post("/your-sign-in/app/remove", form_at="/your-sign-in", to="/your-sign-in")
    assert "Set up an authenticator app" in browser.get("/your-sign-in").text
    elsewhere.get("/your-sign-in", status=303)
    browser.get("/your-sign-in/recovery-codes", status=303)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/your-sign-in/app"),
        ("get", "/your-sign-in/passkeys"),
        ("get", "/your-sign-in/recovery-codes"),
        ("post", "/your-sign-in/app/remove"),
        ("post", "/your-sign-in/passkeys/00000000-0000-4000-8000-000000000000/remove"),
        ("post", "/your-sign-in/app"),
        ("post", "/your-sign-in/recovery-codes"),
    ],
)
def test_changes_need_a_fresh_sign_in(app, client_of, lead, clock, method, path):
    give_app(app, lead)
    browser = client_of(lead)
    hidden = browser._hidden_fields("/your-sign-in")
    clock.advance(timedelta(minutes=5, seconds=1))
    answer = browser.raw.open(path, method=method, data=hidden if method == "post" else None)
    assert answer.location.startswith("/prove")


def test_somebody_elses_passkey_is_not_there(client_of, world, app):
    champion = world.person(Role.CHAMPION)
    path = "/your-sign-in/passkeys/00000000-0000-4000-8000-000000000000/remove"
    client_of(champion).post(path, form_at="/your-sign-in", status=404)


def test_passkeys_are_not_offered_at_a_number(client_of, world):
    browser = client_of(world.person(Role.CHAMPION))
    assert "Passkeys do not work at this address" in browser.get("/your-sign-in").text
    assert "Set up an authenticator app" in browser.get("/your-sign-in/passkeys", status=422).text


@pytest.mark.parametrize("answer", ["", "{}", "null", "[]", '{"id": 1}', "x" * 10_000, '{"id":"AA","rawId":"AA"}'])
def test_a_passkeys_answer_that_is_none(visitor, answer):
    visitor.get("/sign-in")
    page = visitor.post("/sign-in/passkey", {"credential": answer}, form_at="/sign-in", to="/sign-in")
    assert page.status == 303


def test_prove_with_nothing(client_of, world):
    browser = client_of(world.person(Role.CHAMPION))
    browser.post("/prove/passkey", {"credential": "{}"}, form_at="/prove", to="/prove")
    assert "Show that it is still you" in browser.get("/prove").text
    assert PASSWORD not in browser.get("/prove").text
