"""Guess limits (`B3`): forty at once, two workers, a restart half way, and nobody else is touched."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from network.accounts import sign_in
from network.accounts.guesses import GuessKind, check_guess
from network.accounts.models import Guess
from network.accounts.sign_in import people
from network.app import create_app
from network.core.database import db
from network.core.errors import TooMany
from network.core.permissions import Role
from tests.support.client import Client
from tests.support.sign_in import code_of, give_app, give_password, try_password
from tests.support.world import PASSWORD

MOST = 10


@pytest.fixture
def person(app, world):
    person = world.person(Role.CHAMPION)
    give_password(app, person)
    return person


def wrong_try(app, email: str, address: str = "192.0.2.1") -> int:
    client = Client(app.test_client())
    client.raw.environ_base["REMOTE_ADDR"] = address
    filled = {**client._hidden_fields("/sign-in"), "email": email, "password": "not the password"}
    return client.raw.post("/sign-in", data=filled).status_code


def test_forty_at_once_on_two_workers_with_a_restart(app, clock, person, visitor, monkeypatch):
    looked_at = []
    real = people.find_with_password
    monkeypatch.setattr(
        people, "find_with_password", lambda email, *rest: looked_at.append(email) or real(email, *rest)
    )
    settings = app.extensions["settings"]
    workers = [app, create_app(settings, clock)]
    with ThreadPoolExecutor(8) as pool:
        first = list(pool.map(lambda n: wrong_try(workers[n % 2], person.email), range(20)))
        _stop(workers[1])
        workers[1] = create_app(settings, clock)
        second = list(pool.map(lambda n: wrong_try(workers[n % 2], person.email), range(20)))
    assert sorted(first + second) == [422] * MOST + [429] * (40 - MOST)
    assert len(looked_at) == MOST
    _stop(workers[1])


def _stop(worker) -> None:
    with worker.app_context():
        db.engine.dispose()


def test_the_right_password_waits_too_and_others_do_not(app, clock, person, world, client_of):
    other = world.person(Role.FACILITATOR)
    give_password(app, other)
    assert [wrong_try(app, person.email) for _ in range(MOST + 1)] == [422] * MOST + [429]
    page = try_password(client_of(None), person.email, status=429)
    assert page.answer.headers["Retry-After"] == "301"
    assert "Wait 5 minutes, then try again" in page.text
    try_password(client_of(None), other.email)
    clock.advance(timedelta(minutes=5))
    try_password(client_of(None), person.email)


def test_who_knows_the_password_is_not_guessing(app, person, client_of):
    for _ in range(MOST + 5):
        try_password(client_of(None), person.email)
    with app.app_context():
        assert db.session.scalar(select(func.count(Guess.id))) == 0


@pytest.mark.parametrize(
    ("address", "most"),
    [("192.0.2.9", 60), ("2001:db8:1:2:{n}::1", 60)],
    ids=["address", "the same /64"],
)
def test_one_address_many_accounts(in_app, clock, address, most):
    for n in range(most):
        check_guess(GuessKind.SIGN_IN, clock, account=f"{n}@example.org", address=address.format(n=n))
    with pytest.raises(TooMany):
        check_guess(GuessKind.SIGN_IN, clock, account="one@example.org", address=address.format(n=999))
    check_guess(GuessKind.SIGN_IN, clock, account="one@example.org", address="198.51.100.1")
    check_guess(GuessKind.INVITATION, clock, address=address.format(n=999))


def test_one_organisation(in_app, clock):
    for n in range(300):
        check_guess(GuessKind.SIGN_IN, clock, account=f"{n}@council.example", organisation="council.example")
    with pytest.raises(TooMany):
        check_guess(GuessKind.SIGN_IN, clock, account="x@council.example", organisation="council.example")
    check_guess(GuessKind.SIGN_IN, clock, account="x@trust.example", organisation="trust.example")


def test_no_address_is_stored(app, in_app, clock):
    check_guess(GuessKind.SIGN_IN, clock, account="a.person@example.org", address="192.0.2.9")
    kept = " ".join(db.session.scalars(select(Guess.key_hash)))
    assert "person" not in kept
    assert "192" not in kept.split()


def test_second_step_and_recovery_codes(app, world, client_of, clock):
    lead = world.person(Role.ORGANISATION_LEAD)
    give_password(app, lead)
    totp = give_app(app, lead)
    for path, code in (("/sign-in/second-step", "000000"), ("/sign-in/recovery-code", "abcdef-abcdef")):
        statuses = []
        for _ in range(MOST + 1):
            browser = client_of(None)
            try_password(browser, lead.email)
            statuses.append(browser.raw.post(path, data={**browser._hidden_fields(path), "code": code}).status_code)
        assert statuses == [422] * MOST + [429], path
    clock.advance(timedelta(minutes=5))
    browser = client_of(None)
    try_password(browser, lead.email)
    browser.post("/sign-in/second-step", {"code": code_of(totp, clock)})


def test_codes_of_six_digits_have_a_limit_a_day(in_app, clock):
    for _ in range(6):
        for _ in range(MOST):
            check_guess(GuessKind.SECOND_STEP, clock, account="somebody")
        clock.advance(timedelta(minutes=5))
    with pytest.raises(TooMany) as refused:
        check_guess(GuessKind.SECOND_STEP, clock, account="somebody")
    assert refused.value.message == "That was tried too often. Wait 24 hours, then try again."


def test_proving_and_changing_share_the_limit_of_signing_in(client_of, app, person):
    browser = client_of(person)
    for _ in range(5):
        browser.post("/prove", {"password": "not the password"}, status=422)
        browser.post("/your-sign-in/password", {"current_password": "no", "password": "anything"}, status=422)
    browser.post("/prove", {"password": PASSWORD}, status=429)


def test_resets(visitor, person):
    for _ in range(5):
        visitor.post("/forgotten-password", {"email": person.email})
    visitor.post("/forgotten-password", {"email": person.email}, status=429)
    visitor.post("/forgotten-password", {"email": "somebody.else@example.org"})


def test_api_tokens(app, world, client_of):
    good = client_of.api(world.person(Role.ORGANISATION_LEAD))
    looked_up = []
    real = sign_in.find_actor
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sign_in, "find_actor", lambda text, *rest: looked_up.append(text) or real(text, *rest))
        good.get("/api/v1/openapi.json")
        statuses = [
            app.test_client().get("/api/v1/openapi.json", headers={"Authorization": f"Bearer network_{n}"}).status_code
            for n in range(MOST + 2)
        ]
        assert statuses == [200] * MOST + [429] * 2
        assert len(looked_up) == MOST + 1
        good.get("/api/v1/openapi.json")  # known a moment ago: others' guesses do not stop it
