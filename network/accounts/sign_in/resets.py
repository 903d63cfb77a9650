"""Choosing a new password (`B4`, `B5`): by a link that works once, or knowing the old one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from network.accounts.models import User
from network.accounts.passwords import check_password_rules, hash_password
from network.accounts.sign_in import people
from network.accounts.sign_in.messages import PasswordChanged, PasswordResetAsked
from network.accounts.sign_ins import end_all_sign_ins
from network.accounts.tokens import end_keys_of
from network.core import outbox
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.tenancy import scoped, system_scope

VALID_FOR: Final = timedelta(hours=1)
PURPOSE: Final = "network password reset"
USED_UP: Final = "This link has run out or was used already. Ask for a new one."


def ask(email: str, clock: Clock) -> None:
    """Writes a link to the person with this address.

    Where there is nobody, the same work is done, and the message is let go of before it leaves: whoever asks learns
    nothing, by the answer or by its time (`B4`).
    """
    user = people.find_by_email(email)
    token = _token_of(user, clock) if user is not None else _decoy(email, clock)
    row = outbox.enqueue(PasswordResetAsked(people.normalised_email(email), token), clock, unique_key=str(new_id()))
    if user is None and row is not None:
        outbox.mark_sent(row, clock)
    people.note_failure(user.id if user is not None else None, clock, "password_reset.asked")


def find_by_token(token: str, clock: Clock) -> User | None:
    """Whose link this is; None once it was used, after an hour, or after any change to the account (`B5`)."""
    try:
        user_id, state, until = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    if clock.now() >= datetime.fromisoformat(until):
        return None
    with system_scope(db.session(), "whose link this is") as system:
        user = db.session.scalars(
            scoped(select(User), system, User).where(User.id == UUID(user_id), User.active)
        ).first()
    return user if user is not None and state == _state(user) else None


def redeem(token: str, password: str, clock: Clock) -> User:
    """Sets the password and ends every sign-in. The second step stays as it is (`B5`).

    Raises `RuleBroken` for a link that has run out, and for a password that is too easy.
    """
    user = find_by_token(token, clock)
    if user is not None:
        user = people.lock(user.id)
    if user is None or find_by_token(token, clock) is None:
        raise RuleBroken(None, USED_UP)
    change(user, password, clock)
    return user


def change(user: User, password: str, clock: Clock) -> None:
    """Sets a new password, tells the person, and ends every sign-in and every key of theirs (`B6`)."""
    check_password_rules(password, *words_of(user))
    with system_scope(db.session(), "a person's own password"):
        user.password = hash_password(password)
    end_all_sign_ins(user)
    end_keys_of(user.id, clock)
    outbox.enqueue(PasswordChanged(user.email), clock, unique_key=str(new_id()))
    people.note(user, clock, "password.changed")


def words_of(user: User) -> tuple[str, ...]:
    """What somebody who knows the person would try first (`B2`)."""
    network: str = current_app.extensions["settings"].network_name
    return (user.name, user.email, user.email.partition("@")[2], network, *people.organisations_of(user))


def _token_of(user: User, clock: Clock) -> str:
    text: str = _serializer().dumps([str(user.id), _state(user), (clock.now() + VALID_FOR).isoformat()])
    return text


def _decoy(email: str, clock: Clock) -> str:
    text: str = _serializer().dumps([str(new_id()), _hash(email, "", ""), (clock.now() + VALID_FOR).isoformat()])
    return text


def _state(user: User) -> str:
    """What the link is bound to: the address, the password as it is, the sign-ins as they are."""
    return _hash(user.email, user.password or "", user.fs_uniquifier)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256})
