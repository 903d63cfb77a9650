"""What we take from flask-security: its password hashing, its authenticator codes, and flask-login's sessions.

Its pages stay switched off; docs/decisions says why. Everything it could send, register or let in goes with them.
"""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from typing import Any

from flask import Flask, current_app
from flask_login import LoginManager
from flask_security import Security, UserDatastore
from flask_security.totp import Totp
from passlib.totp import TOTP, AppWallet, TotpMatch
from sqlalchemy import select

from network.accounts.models import Passkey, User
from network.accounts.passwords import ARGON2, ARGON2_FOR_TESTS
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.settings import Settings


class Codes(Totp):
    """Authenticator codes: by our clock, each used once, their secrets sealed with the settings' keys (`B5`)."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        secrets = {name: _derived(key) for name, key in settings.encryption_keys.items()}
        current = next(iter(settings.encryption_keys))
        # The keys are random, so stretching them would slow each sign-in for nothing.
        wallet = AppWallet(secrets=secrets, default_tag=current, encrypt_cost=4)
        self._totp = TOTP.using(issuer=settings.network_name, wallet=wallet, now=lambda: clock.now().timestamp())

    def sealed_anew(self, secret: str) -> str | None:
        """The same secret sealed with the first key of the settings; None where it is already."""
        code = self._totp.from_source(secret)
        return str(code.to_json(encrypt=True)) if code.changed else None

    def get_last_counter(self, user: User) -> int | None:
        """The number of the last code this person used."""
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: TotpMatch) -> None:
        """Notes the code as used, in the transaction of the sign-in."""
        with system_scope(db.session(), "a code that was used"):
            user.tf_last_counter = tmatch.counter


def _derived(key: bytes) -> str:
    return base64.b64encode(hashlib.sha256(b"network authenticator codes" + key).digest()).decode()


class People(UserDatastore):
    """flask-security's way to people. It only ever looks one up; who writes is our own services."""

    def __init__(self) -> None:
        super().__init__(User, type(None), webauthn_model=Passkey)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> User | None:  # noqa: ARG002
        """The person with this `fs_uniquifier`, `email` or `id`."""
        with system_scope(db.session(), "whoever this sign-in belongs to") as system:
            return db.session.scalars(scoped(select(User), system, User).filter_by(**by)).first()


def init_app(app: Flask, settings: Settings, clock: Clock) -> None:
    """Starts flask-security without its pages, commands and tokens."""
    argon2 = ARGON2_FOR_TESTS if settings.is_testing else ARGON2
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of an algorithm
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={"argon2__type": "ID", **argon2},
        SECURITY_PASSWORD_SALT=None,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_USE_REGISTER_V2=True,
    )
    security = Security(app, People(), register_blueprint=False)
    app.extensions["authenticator_codes"] = Codes(settings, clock)
    # A sign-in comes from the cookie alone, never from a token in a header or an address.
    manager: LoginManager = app.login_manager  # type: ignore[attr-defined]
    manager.request_loader(_nobody)
    # Nobody is remembered beyond their sign-in; asking for it would tie every style sheet to the cookie.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # noqa: SLF001
    # It would look the person up for every style sheet; what roles allow is asked elsewhere.
    security.principal.identity_loaders = deque()


def _nobody(_request: Any) -> None:
    return None


def codes() -> Codes:
    """The application's authenticator codes."""
    found: Codes = current_app.extensions["authenticator_codes"]
    return found
