"""The second steps that need no browser script: codes of an authenticator app, and recovery codes (`B1`, `B5`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets
from dataclasses import dataclass
from typing import Final

import segno

from network.accounts.models import User
from network.accounts.sign_in import people
from network.accounts.sign_in.library import codes
from network.accounts.sign_in.messages import StepChange
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.tenancy import system_scope

WINDOW: Final = 30
"""Seconds that a phone's clock may differ."""
RECOVERY_CODES: Final = 10
RECOVERY_BYTES: Final = 15
"""120 bits each: enough to be kept as a plain hash (ASVS 6.5.2)."""
APP: Final = "authenticator"


def new_secret() -> str:
    """A secret for an authenticator app, sealed, so that a cookie may carry it until the first code."""
    made: str = codes().generate_totp_secret()
    return made


def readable_key(sealed: str) -> str:
    """The secret in groups of letters and digits, for typing it into an app."""
    key: str = codes().get_totp_b32_key(sealed)
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@dataclass(frozen=True, slots=True)
class OfferedApp:
    """A secret in each way that an authenticator app takes it."""

    address: str
    """For an app on this device."""
    picture: str
    """A QR code of it for an app on another device, in a form that an `img` takes."""
    key: str
    """To be typed, in groups of four."""


def offer_app(sealed: str, email: str) -> OfferedApp:
    """What the page shows to whoever adds an app with this secret."""
    address: str = codes().get_totp_uri(email, sealed)
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", scale=5, border=4)
    picture = "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()
    return OfferedApp(address, picture, readable_key(sealed))


def is_code_right(user: User, code: str, sealed: str | None = None) -> bool:
    """Whether this is the code of now or half a minute around it, and later than the last one used (`B5`).

    `user` is locked. `sealed` is the secret of an app that is only being set up.
    """
    secret = sealed or user.tf_totp_secret
    digits = "".join(code.split())
    if not secret or not digits.isascii() or not digits.isdigit():
        return False
    return bool(codes().verify_totp(digits, secret, user, window=WINDOW))


def add_app(user: User, sealed: str, code: str, clock: Clock) -> None:
    """From now on the app that shows this code is a second step. Raises `RuleBroken` for another code."""
    with system_scope(db.session(), "a person's own second step"):
        user.tf_last_counter = None
        if not is_code_right(user, code, sealed):
            raise RuleBroken("code", "That code is not the one we expected. Enter the newest code that the app shows.")
        user.tf_totp_secret, user.tf_primary_method = sealed, APP
    people.note(user, clock, "second_step.added", {"kind": "app"})
    people.tell(user, StepChange.APP_ADDED, clock)


def remove_app(user: User, clock: Clock) -> None:
    """Forgets the app; recovery codes go with the last step."""
    with system_scope(db.session(), "a person's own second step"):
        user.tf_totp_secret = user.tf_primary_method = user.tf_last_counter = None
    people.note(user, clock, "second_step.removed", {"kind": "app"})
    people.tell(user, StepChange.APP_REMOVED, clock)


def make_recovery_codes(user: User, clock: Clock) -> list[str]:
    """Ten new codes, to be shown once; the old ones end. Only their hashes are kept."""
    made = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
    with system_scope(db.session(), "a person's own recovery codes"):
        user.mf_recovery_codes = [_hash(user, code) for code in made]
    people.note(user, clock, "recovery_codes.made")
    people.tell(user, StepChange.CODES_MADE, clock)
    return made


def use_recovery_code(user: User, text: str, clock: Clock) -> bool:
    """Whether this is one of the person's codes; then it is used up. `user` is locked."""
    given, kept = _hash(user, text), list(user.mf_recovery_codes or [])
    found = [code for code in kept if hmac.compare_digest(code, given)]
    if not found:
        return False
    with system_scope(db.session(), "a recovery code that was used"):
        user.mf_recovery_codes = [code for code in kept if code not in found]
    people.tell(user, StepChange.CODE_USED, clock)
    return True


def _new_recovery_code() -> str:
    text = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode().lower()
    return "-".join(text[start : start + 6] for start in range(0, len(text), 6))


def _hash(user: User, code: str) -> str:
    plain = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(f"{user.id}|{plain}".encode()).hexdigest()
