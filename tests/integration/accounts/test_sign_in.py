"""Signing in: with a password, with the second step, out again (`B1`, `B4`, `B6`, `B9`)."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.routing import AnyConverter

from network.accounts.models import User
from network.core.audit import NO_ORGANISATION, AuditEntry
from network.core.database import db
from network.core.permissions import NEEDS_SECOND_FACTOR, Role
from network.core.tenancy import scoped, system_scope
from tests.support.sign_in import code_of, give_app, give_password, try_password
from tests.support.world import PASSWORD


def audited(app) -> list[str]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        entries = scoped(select(AuditEntry), system, AuditEntry).where(AuditEntry.chain_id == NO_ORGANISATION)
        return [entry.action for entry in db.session.scalars(entries.order_by(AuditEntry.sequence))]


@pytest.fixture
def champion(app, world):
    person = world.person(Role.CHAMPION)
    give_password(app, person)
    return person


@pytest.fixture
def lead(app, world):
    person = world.person(Role.ORGANISATION_LEAD)
    give_password(app, person)
    return person


NOBODYS_ID = "00000000-0000-4000-8000-000000000000"


def test_password_alone_where_the_role_needs_no_more(app, visitor, champion):
    page = visitor.get("/sign-in")
    assert page.heading == "Sign in"
    try_password(visitor, f" {champion.email.upper()} ")
    assert visitor.get("/your-sign-in").heading == "Your sign-in"
    assert audited(app) == ["accounts.sign_in.begun"]


def test_signed_in_people_are_led_on(visitor, champion):
    try_password(visitor, champion.email)
    assert visitor.get("/sign-in?next=/privacy", status=303).location == "/privacy"


@pytest.mark.parametrize("back", ["//evil.example/x", "https://evil.example/", "/\\evil.example"])
def test_never_leads_elsewhere(visitor, champion, back):
    assert try_password(visitor, champion.email, back=back).location == "/"


def test_leads_back_to_the_page_that_was_asked_for(visitor, champion):
    asked = visitor.get("/your-sign-in/password?from=here", status=303)
    assert asked.answer.location == "/sign-in?next=/your-sign-in/password?from%3Dhere"
    page = visitor.post(asked.answer.location, {"email": champion.email, "password": PASSWORD})
    assert page.answer.location == "/your-sign-in/password?from=here"


def test_second_step(app, visitor, lead, clock):
    totp = give_app(app, lead)
    page = try_password(visitor, lead.email, back="/your-sign-in")
    assert page.location == "/sign-in/second-step"
    visitor.get("/your-sign-in", status=303)
    page = visitor.get("/sign-in/second-step?next=/your-sign-in")
    assert page.heading == "Second step Show that it is you"
    visitor.post("/sign-in/second-step?next=/your-sign-in", {"code": code_of(totp, clock)}, to="/your-sign-in")
    visitor.get("/your-sign-in")
    assert audited(app) == ["accounts.sign_in.begun"]


def test_second_step_needs_the_password_first_and_soon(app, visitor, lead, clock):
    totp = give_app(app, lead)
    assert visitor.get("/sign-in/second-step", status=303).location == "/sign-in"
    assert visitor.get("/sign-in/recovery-code", status=303).location == "/sign-in"
    try_password(visitor, lead.email)
    clock.advance(timedelta(minutes=10, seconds=1))
    page = visitor.post("/sign-in/second-step", {"code": code_of(totp, clock)}, form_at="/sign-in")
    assert page.location == "/sign-in"


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "１２３４５６", "12345", "1" * 5000, "0x1234", "-12345"])
def test_wrong_code_says_what_to_do(app, visitor, lead, code):
    give_app(app, lead)
    try_password(visitor, lead.email)
    page = visitor.post("/sign-in/second-step", {"code": code}, status=422)
    assert page.errors


def test_a_code_works_once(app, client_of, lead, clock):
    totp = give_app(app, lead)
    code = code_of(totp, clock)
    for status in (303, 422):
        browser = client_of(None)
        try_password(browser, lead.email)
        browser.post("/sign-in/second-step", {"code": code}, status=status)
    clock.advance(timedelta(seconds=30))
    browser = client_of(None)
    try_password(browser, lead.email)
    browser.post("/sign-in/second-step", {"code": code_of(totp, clock)})


def test_unknown_address_and_wrong_password_answer_alike(app, visitor, champion, clock):
    """`B4`: status, body and headers, but for the address that was typed and the forms' token."""
    answers = []
    for email in (champion.email, "x" * (len(champion.email) - 12) + "@example.org"):
        page = try_password(visitor, email, "not the password at all", status=422)
        token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
        headers = {name: value for name, value in page.answer.headers if name not in {"Set-Cookie", "Content-Length"}}
        answers.append((page.text.replace(email, "").replace(token, ""), headers))
    first, second = (text.split('data-options="')[0] for text, _ in answers)
    assert first == second
    assert answers[0][1] == answers[1][1]
    assert audited(app) == ["accounts.sign_in.refused"] * 2


def test_closed_account_is_as_if_there_were_none(app, visitor, champion):
    with app.app_context(), system_scope(db.session(), "a test closes an account") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == champion.user_id)).one()
        user.active = False
        db.session.flush()
        db.session.commit()
    page = try_password(visitor, champion.email, status=422)
    assert page.errors == ["Check your e-mail address and password. One of them is not what we have."]


def test_signing_out_ends_every_browser(app, client_of, champion):
    browsers = [client_of(None), client_of(None)]
    for browser in browsers:
        try_password(browser, champion.email)
    stolen = browsers[1].raw.get_cookie("network").value
    browsers[1].post("/sign-out", form_at="/your-sign-in", to="/sign-in")
    for browser in browsers:
        browser.get("/your-sign-in", status=303)
    thief = client_of(None)
    thief.raw.set_cookie("network", stolen)
    thief.get("/your-sign-in", status=303)
    assert audited(app)[-1] == "accounts.sign_in.ended"


def test_signing_in_leaves_nothing_of_the_cookie_before(client_of, champion):
    browser = client_of(None)
    browser.get("/sign-in")
    with browser.raw.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    try_password(browser, champion.email)
    with browser.raw.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before
        first = session["session_id"]
    browser.post("/prove", {"password": PASSWORD})
    with browser.raw.session_transaction() as session:
        assert session["session_id"] != first


SENT = [
    "/sign-in",
    "/sign-in/passkey",
    "/sign-in/second-step",
    "/sign-in/recovery-code",
    "/sign-out",
    "/prove",
    "/prove/passkey",
    "/forgotten-password",
    "/reset-password",
    "/your-sign-in/digest",
    "/your-sign-in/app",
    "/your-sign-in/app/remove",
    "/your-sign-in/passkeys",
    "/your-sign-in/recovery-codes",
    "/your-sign-in/password",
]


@pytest.mark.parametrize("path", SENT)
def test_no_form_without_its_token(client_of, world, path):
    """`B9`, signing in too."""
    for person in (None, world.person(Role.CHAMPION)):
        answer = client_of(person).raw.post(path, data={"email": "a@example.org", "password": PASSWORD})
        assert answer.status_code in ({303, 400} if person is None else {400})
        assert answer.status_code == 400 or answer.location.startswith("/sign-in?next=") or "sign-in" in answer.location


def test_all_forms_are_listed(app):
    rules = [r.rule for r in app.url_map.iter_rules() if r.endpoint.startswith("security.") and "POST" in r.methods]
    assert sorted(rules) == sorted([*SENT, "/your-sign-in/passkeys/<uuid:passkey_id>/remove"])


def test_every_page_of_the_sign_in_is_marked(app):
    guards = app.extensions["guards"]
    endpoints = [r.endpoint for r in app.url_map.iter_rules() if r.endpoint.startswith("security.")]
    assert len(endpoints) == 19
    assert [endpoint for endpoint in endpoints if guards.mark_of(endpoint) is None] == []


ELSEWHERE = {Role.COORDINATOR: "host", Role.PROVIDER_ALLOCATOR: "provider", Role.THERAPIST: "provider"}


def made_up(converter):
    """Something that a part of an address can be."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if converter.regex == r"\d+" else NOBODYS_ID


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_password_alone_reaches_only_enrolment(app, client_of, world, role):
    """`B1`: every page that is not open to all, and at most six of them answer."""
    browser = client_of(world.person(role, ELSEWHERE.get(role, "own")), has_second_factor=False)
    guards = app.extensions["guards"]
    reached = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or guards.mark_of(rule.endpoint).is_public or rule.rule.startswith("/api/"):
            continue
        values = {name: made_up(converter) for name, converter in rule._converters.items()}
        with app.test_request_context():
            path = app.url_map.bind("").build(rule.endpoint, values)
        answer = browser.raw.get(path)
        if answer.status_code == 200:
            reached.add(rule.endpoint)
        else:
            assert answer.status_code in {303, 422}, path
    assert reached <= {"security.account", "security.set_up_app", "security.add_passkey", "security.prove"}
    assert "security.account" in reached


def test_password_alone_is_led_to_enrolment_and_back(client_of, world):
    browser = client_of(world.person(Role.ORGANISATION_LEAD), has_second_factor=False)
    page = browser.get("/your-sign-in/password", status=303)
    assert page.answer.location == "/your-sign-in?next=/your-sign-in/password"
    assert "Your role needs a second step" in browser.get(page.answer.location).text


def test_styles_know_nobody(client_of, world, app):
    answer = client_of(world.person(Role.CHAMPION)).raw.get("/assets/x/app.css")
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
