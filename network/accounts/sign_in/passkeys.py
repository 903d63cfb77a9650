"""Passkeys (`B1`): as a second step after the password and, where the device checks its owner, instead of both.

A challenge lives in the cookie. An answer to one that was given before the passkey was last used is refused, so that
a cookie and an answer that somebody copied are worth nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import webauthn
from flask import session
from sqlalchemy import select
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from network.accounts.models import Passkey, User
from network.accounts.sign_in import people
from network.accounts.sign_in.messages import StepChange
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.settings import Settings

CHALLENGE: Final = "passkey_challenge"
REUSED_FOR: Final = timedelta(minutes=5)
VALID_FOR: Final = timedelta(minutes=10)
MOST: Final = 10
UNKNOWN: Final = "That passkey did not work here. Try again, or sign in with your password."


class Usage(StrEnum):
    """What a passkey can stand for."""

    FIRST = "first"
    """Its device asks its owner for a fingerprint, face or PIN: it is both steps at once."""
    SECONDARY = "secondary"
    """It only shows that somebody has it: a second step."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whose passkey answered, and whether the device checked that it was them."""

    passkey: Passkey
    is_both_steps: bool


def are_possible(settings: Settings) -> bool:
    """Whether browsers offer passkeys at this address: they need a name, not a number."""
    return not settings.host.replace(".", "").isdigit() and ":" not in settings.host


def adding_options(user: User, settings: Settings, clock: Clock) -> str:
    """What the browser needs to make a passkey, as JSON. The person is named by their key, which says nothing."""
    made = webauthn.generate_registration_options(
        rp_id=settings.host,
        rp_name=settings.network_name,
        user_id=user.id.bytes,
        user_name=user.email,
        user_display_name=user.name,
        challenge=_challenge(clock),
        exclude_credentials=_descriptors(list_passkeys(user)),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return str(webauthn.options_to_json(made))


def asking_options(user: User | None, settings: Settings, clock: Clock) -> str:
    """What the browser needs to answer with a passkey: anybody's, or this person's."""
    made = webauthn.generate_authentication_options(
        rp_id=settings.host,
        challenge=_challenge(clock),
        allow_credentials=_descriptors(list_passkeys(user)) if user is not None else None,
        user_verification=UserVerificationRequirement.PREFERRED
        if user is not None
        else UserVerificationRequirement.REQUIRED,
    )
    return str(webauthn.options_to_json(made))


def add(user: User, name: str, answer: str, settings: Settings, clock: Clock) -> Passkey:
    """Keeps a new passkey under a name of the person's own. Raises `RuleBroken` where the browser's answer is not
    one to our question, or the name is taken."""
    held = list_passkeys(user)
    if any(passkey.name.casefold() == name.casefold() for passkey in held):
        raise RuleBroken("name", "You have a passkey with this name. Give this one another name.")
    if len(held) >= MOST:
        raise RuleBroken("name", f"You have {MOST} passkeys. Remove one that you no longer use first.")
    challenge, _ = _take_challenge(clock)
    try:
        given = parse_registration_credential_json(answer)
        found = webauthn.verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_origin=settings.origin,
            expected_rp_id=settings.host,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise RuleBroken("name", "The passkey was not made. Try again, on this device or another one.") from None
    if _find(found.credential_id) is not None:
        raise RuleBroken("name", "This passkey is here already.")
    passkey = Passkey(
        id=new_id(),
        user_id=user.id,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        transports=[transport.value for transport in given.response.transports or []],
        backup_state=found.credential_backed_up,
        device_type=found.credential_device_type.value,
        create_datetime=clock.now(),
        lastuse_datetime=clock.now(),
        name=name,
        usage=Usage.FIRST if found.user_verified else Usage.SECONDARY,
    )
    db.session.add(passkey)
    people.note(user, clock, "second_step.added", {"kind": "passkey"})
    people.tell(user, StepChange.PASSKEY_ADDED, clock)
    return passkey


def remove(user: User, passkey_id: UUID, clock: Clock) -> None:
    """Forgets one of the person's passkeys. Raises NotFound for anybody else's."""
    found = next((passkey for passkey in list_passkeys(user) if passkey.id == passkey_id), None)
    if found is None:
        raise NotFound
    db.session.delete(found)
    people.note(user, clock, "second_step.removed", {"kind": "passkey"})
    people.tell(user, StepChange.PASSKEY_REMOVED, clock)


def list_passkeys(user: User) -> list[Passkey]:
    """The person's passkeys, oldest first."""
    return list(db.session.scalars(select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)))


def check(answer: str, settings: Settings, clock: Clock, *, of: User | None = None) -> Proof | None:
    """Whose passkey answered our question; None where it is none that we know, or an answer given before (`B5`).

    `of` is the person whose password was right: nobody else's passkey will do. Without it, only a passkey whose
    device checks its owner will.
    """
    challenge, asked_at = _take_challenge(clock)
    try:
        given = parse_authentication_credential_json(answer)
        passkey = _find(given.raw_id)
        if passkey is None or not _is_acceptable(passkey, given.response.user_handle, of, asked_at):
            return None
        found = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_origin=settings.origin,
            expected_rp_id=settings.host,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=of is None,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    passkey.sign_count, passkey.lastuse_datetime = found.new_sign_count, clock.now()
    passkey.backup_state = found.credential_backed_up
    return Proof(passkey, is_both_steps=found.user_verified)


def _is_acceptable(passkey: Passkey, handle: bytes | None, of: User | None, asked_at: datetime) -> bool:
    if asked_at <= passkey.lastuse_datetime:
        return False
    if handle is not None and handle != passkey.user_id.bytes:
        return False
    return passkey.usage == Usage.FIRST if of is None else passkey.user_id == of.id


def _find(credential_id: bytes) -> Passkey | None:
    return db.session.scalars(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update()).first()


def _descriptors(held: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    known = {transport.value: transport for transport in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=passkey.credential_id,
            transports=[known[text] for text in passkey.transports or [] if text in known],
        )
        for passkey in held
    ]


def _challenge(clock: Clock) -> bytes:
    """The question in the cookie; one of the last few minutes stays, so that two tabs ask the same."""
    kept: dict[str, Any] | None = session.get(CHALLENGE)
    if kept is None or clock.now() - datetime.fromisoformat(kept["at"]) > REUSED_FOR:
        kept = {"text": bytes_to_base64url(secrets.token_bytes(32)), "at": clock.now().isoformat()}
        session[CHALLENGE] = kept
    return bytes(base64url_to_bytes(kept["text"]))


def _take_challenge(clock: Clock) -> tuple[bytes, datetime]:
    """The question that was asked, which is over now. Raises `RuleBroken` where none was, or long ago."""
    kept: dict[str, Any] | None = session.pop(CHALLENGE, None)
    asked_at = datetime.fromisoformat(kept["at"]) if kept else None
    if kept is None or asked_at is None or clock.now() - asked_at > VALID_FOR:
        raise RuleBroken("name", "That took a little too long. Try again.")
    return base64url_to_bytes(kept["text"]), asked_at
