"""Signing in as a person does: with a password, and with the code of an authenticator app that the test holds."""

from __future__ import annotations

from flask import Flask
from passlib.totp import TOTP
from sqlalchemy import select

from network.accounts.models import User
from network.accounts.passwords import hash_password
from network.accounts.sign_in.library import codes
from network.accounts.sign_in.second_steps import APP
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from tests.support.client import Client, Page
from tests.support.world import PASSWORD, Person


def user_of(person: Person) -> User:
    """The row of a person; needs an application context."""
    with system_scope(db.session(), "a test looks") as system:
        return db.session.scalars(
            scoped(select(User), system, User)
            .where(User.id == person.user_id)
            .execution_options(populate_existing=True)
        ).one()


def give_password(app: Flask, person: Person, password: str = PASSWORD) -> None:
    """From now on the person has this password."""
    with app.app_context():
        user = user_of(person)
        with system_scope(db.session(), "a password for a test"):
            user.password = hash_password(password)
        commit()


def give_app(app: Flask, person: Person) -> TOTP:
    """From now on the person has an authenticator app; this is it."""
    with app.app_context():
        sealed = codes().generate_totp_secret()
        user = user_of(person)
        with system_scope(db.session(), "an app for a test"):
            user.tf_totp_secret, user.tf_primary_method = sealed, APP
        commit()
        return codes()._totp.from_source(sealed)


def code_of(totp: TOTP, clock: Clock) -> str:
    """The six digits that the app shows now."""
    shown: str = totp.generate(clock.now()).token
    return shown


def try_password(client: Client, email: str, password: str = PASSWORD, *, status: int = 303, back: str = "") -> Page:
    """Sends the sign-in form."""
    path = "/sign-in" + (f"?next={back}" if back else "")
    return client.post(path, {"email": email, "password": password}, status=status)
