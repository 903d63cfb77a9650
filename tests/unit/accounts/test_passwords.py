"""What a good password is (`B2`): long, hard to guess, and nothing else."""

import pytest
from argon2 import extract_parameters
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from network.accounts.passwords import SHORTEST, check_password_rules, hash_password, normalised, verify
from network.accounts.sign_in import library
from network.core.clock import SystemClock
from network.core.errors import RuleBroken
from network.settings import Settings

ENVIRONMENT = {"SECRET_KEY": "a key for tests, of more than enough characters", "DATABASE_URL": "sqlite:///"}
COMMON = FREQUENCY_LISTS["passwords"]


def why_not(password: str, *words: str) -> str | None:
    try:
        check_password_rules(password, *words)
    except RuleBroken as broken:
        return f"{broken.field}: {broken.message}"
    return None


def is_taken(password: str, *words: str) -> bool:
    return why_not(password, *words) is None


@pytest.mark.parametrize(
    "password",
    [
        "a long walk by the river",
        "correct horse battery",
        "mwvkqjzhxtpl",
        "кошка гуляет сама",
        "      a b c d zz",
        "x7$kQ9!pLm2z",
        "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🦄🐝",
    ],
)
def test_taken(password: str) -> None:
    assert is_taken(password)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("elevenchars", ()),
        ("passwordpassword", ()),
        ("Password1234", ()),
        ("P@ssw0rd2026!", ()),
        ("123456789012", ()),
        ("aaaaaaaaaaaaaaaa", ()),
        ("qwertyuiop123", ()),
        ("wendmerecounty2026", ("Wendmere County Council",)),
        ("wendmerecountycouncil", ("Wendmere County Council",)),
        ("PriyaSharma1", ("Priya Sharma",)),
        ("trauma informed", ()),
    ],
)
def test_refused(password: str, words: tuple[str, ...]) -> None:
    assert (why_not(password, *words) or "").startswith("password: ")


def test_all_common_passwords_are_refused() -> None:
    assert len(COMMON) >= 3000
    long_ones = [password for password in COMMON if len(password) >= SHORTEST]
    assert [password for password in [*COMMON[:3000], *long_ones] if is_taken(password)] == []


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=64, max_size=128))
def test_long_ones_of_any_characters_are_never_too_long(password: str) -> None:
    """At least 64, here 128, are taken whole: what refuses one is that it repeats itself or is common."""
    why = why_not(password)
    assert why is None or "easy to guess" in why or len(normalised(password)) > 1000


@pytest.fixture(params=[True, False], ids=["testing", "production"])
def app(request: pytest.FixtureRequest) -> Flask:
    app = Flask("network")
    app.secret_key = ENVIRONMENT["SECRET_KEY"]
    library.init_app(app, Settings.from_environment(ENVIRONMENT, is_testing=request.param), SystemClock())
    app.config["TESTING"] = request.param
    return app


def test_argon2id_with_the_memory_that_owasp_has(app: Flask) -> None:
    with app.app_context():
        hashed = hash_password("a long walk by the river")
    assert hashed.startswith("$argon2id$")
    memory = extract_parameters(hashed).memory_cost
    assert memory == (8 if app.config["TESTING"] else 19 * 1024)


def test_every_character_counts(app: Flask) -> None:
    with app.app_context():
        password = "the same beginning " * 20
        hashed = hash_password(password + "a")
        assert verify(password + "a", hashed)
        assert not verify(password + "b", hashed)
        assert not verify(password, hashed)


def test_no_account_no_password(app: Flask) -> None:
    with app.app_context():
        assert not verify("", None)
        assert not verify("a\0b" * 5000, None)
        assert not verify("\0 no password", None)


def test_keyboards_compose_letters_differently(app: Flask) -> None:
    with app.app_context():
        assert verify("cafe\u0301 au lait", hash_password("caf\u00e9 au lait"))
