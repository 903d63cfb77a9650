"""Signing by the link that was sent: for a signatory who has no account here, from their own address."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.accounts.public import find_person
from network.charter.messages import SignatureDeclined
from network.charter.models import Signing
from network.charter.queries import signings, versions
from network.charter.queries.versions import Version
from network.charter.rules import signing as rules
from network.charter.service.preparing import (
    Preparation,
    check_may_sign,
    close,
    end_link,
    hash_of,
    preparation_of,
    record,
)
from network.charter.service.signing import make_signatory, make_signature
from network.charter.vocabulary import Purpose, SigningOutcome
from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import system_scope
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation


class LinkUnusable(NotFound):
    """The link was used, has run out, was taken back, or never was: nobody learns which (`B5`, `B12`)."""


@dataclass(frozen=True, slots=True)
class AskedSignature:
    """What a signatory has before them, behind their link: values, for they see no row of the organisation's."""

    organisation_id: UUID
    organisation: str
    asked_by: str
    succeeds: bool
    """Whether they are to answer for what somebody else has signed."""
    version: Version
    actions: tuple[str, ...]
    signatory_name: str
    job_title: str
    authority: str
    statement: str


def read_by_link(token: str, clock: Clock) -> AskedSignature:
    """What the link asks for. Raises `LinkUnusable`, and `NotCurrent` once the charter has changed."""
    with system_scope(db.session(), "a signatory opens the link that was sent to them") as system:
        signing = _get_signing(system, token, clock)
        preparation = _prepared(system, signing, clock)
        prepared_by = find_person(signing.prepared_by_id)
        organisation = db.session.get_one(Organisation, signing.organisation_id)
        return AskedSignature(
            organisation_id=organisation.id,
            organisation=organisation.name,
            asked_by=prepared_by.name if prepared_by else organisation.name,
            succeeds=signing.purpose is Purpose.SUCCEED,
            version=preparation.version,
            actions=preparation.actions,
            signatory_name=signing.signatory_name,
            job_title=signing.job_title,
            authority=signing.basis_words or (signing.basis.label if signing.basis else ""),
            statement=signing.statement,
        )


def _get_signing(system: SystemActor, token: str, clock: Clock, *, for_update: bool = False) -> Signing:
    signing = signings.find_by_token(system, hash_of(token), for_update=for_update)
    if signing is None or signing.expires_at is None or signing.expires_at <= clock.now():
        raise LinkUnusable
    return signing


def _prepared(system: SystemActor, signing: Signing, clock: Clock, number: int | None = None) -> Preparation:
    """What was prepared, if it can be signed still: the version that was sent, or the one that was read."""
    asked = versions.get_version_by_id(system, signing.version_id)
    if signing.purpose is Purpose.SIGN:
        asked = check_may_sign(system, signing.organisation_id, clock, asked.number if number is None else number)
    return preparation_of(system, signing.organisation_id, asked, signing)


def sign_by_link(token: str, number: int, typed: str, clock: Clock, *, is_authorised: bool) -> None:
    """Signs what the link asks for, or takes over what somebody else had signed.

    Raises `LinkUnusable`, and as `sign_charter`.
    """
    with system_scope(db.session(), "a signatory signs by the link that was sent to them") as system:
        # Whoever comes by the same link at this moment waits here, and then finds that it is used.
        organisation = hold_organisation(_get_signing(system, token, clock).organisation_id)
        versions.hold_current_version()
        signing = _get_signing(system, token, clock, for_update=True)
        preparation = _prepared(system, signing, clock, number)
        rules.check_is_prepared(preparation.steps)
        kept = rules.check_signature(typed, signing.signatory_name, is_authorised=is_authorised)
        if signing.purpose is Purpose.SIGN:
            make_signature(system, organisation, signing, preparation.version, kept, clock, signed_by=None)
            return
        close(system, signing, SigningOutcome.SIGNED, clock)
        make_signatory(system, signing, None, clock)


def decline_by_link(token: str, clock: Clock) -> None:
    """The signatory says that it should not have come to them; no reason is asked. Raises `LinkUnusable`."""
    with system_scope(db.session(), "a signatory declines by the link that was sent to them") as system:
        signing = _get_signing(system, token, clock, for_update=True)
        asker = find_person(signing.prepared_by_id)
        if asker is not None:
            told = SignatureDeclined(asker.email, signing.signatory_name)
            outbox.enqueue(told, clock, unique_key=f"charter.declined:{signing.token_hash}")
        end_link(signing)
        record(system, "decline", signing, clock, {})
        db.session.flush()
