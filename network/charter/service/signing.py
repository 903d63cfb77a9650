"""Signing: what was prepared becomes the organisation's signature, and somebody answers for it from then on."""

from __future__ import annotations

from uuid import UUID

from network.accounts.public import find_person
from network.charter.messages import CharterSignedMessage
from network.charter.models import Signatory, Signature, Signing
from network.charter.public import CharterSigned
from network.charter.queries import pledges, signatures, signings, versions
from network.charter.queries.versions import Version
from network.charter.rules import signing as rules
from network.charter.rules import standing
from network.charter.service.pledges import follow_renamed
from network.charter.service.preparing import check_may_sign, close, preparation_of, record
from network.charter.vocabulary import Purpose, SigningOutcome
from network.core import audit, outbox
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.credentials import issue
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.core.news import announce
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation, keep_statement, mark_partner


def sign_charter(actor: Actor, number: int, typed: str, clock: Clock, *, is_authorised: bool) -> Signature:
    """Signs a version for the actor's organisation, as the signatory that they named themselves to be.

    Keeps the hash of the text as it was shown. Raises `RuleBroken` for a signatory without authority or another
    name, `NotCurrent` for a version that was replaced, `AlreadySigned` for the second of two.
    """
    # Whoever signs for the same organisation at this moment waits here, and then finds the signature.
    organisation = hold_organisation(actor.organisation_id)
    versions.hold_current_version()
    version = check_may_sign(actor, organisation.id, clock, number)
    signing = signings.find_open_signing(actor, organisation.id, Purpose.SIGN)
    rules.check_is_prepared(preparation_of(actor, organisation.id, version, signing).steps)
    if signing is None or not signing.signs_themselves or signing.prepared_by_id != actor.user_id:
        raise NotFound
    kept = rules.check_signature(typed, signing.signatory_name, is_authorised=is_authorised)
    return make_signature(actor, organisation, signing, version, kept, clock, signed_by=actor.user_id)


def take_over(actor: Actor, typed: str, clock: Clock, *, is_authorised: bool) -> Signatory:
    """Answers for the organisation's signature from now on, as whoever named themselves. Raises as `sign_charter`."""
    hold_organisation(actor.organisation_id)
    signing = signings.find_open_signing(actor, actor.organisation_id, Purpose.SUCCEED)
    if signing is None or signing.prepared_by_id != actor.user_id:
        raise NotFound
    rules.check_signature(typed, signing.signatory_name, is_authorised=is_authorised)
    close(actor, signing, SigningOutcome.SIGNED, clock)
    return make_signatory(actor, signing, actor.user_id, clock)


def make_signature(
    actor: Actor | SystemActor,
    organisation: Organisation,
    signing: Signing,
    version: Version,
    typed: str,
    clock: Clock,
    *,
    signed_by: UUID | None,
) -> Signature:
    """The signature, the signatory, and thanks to both who prepared and who signed."""
    if signing.basis is None:
        raise NotFound
    actions = [each.text for each in pledges.list_actions_of(actor, organisation.id)]
    signed_before = signatures.last_signed(actor, organisation.id)
    signature = Signature(
        id=new_id(),
        organisation_id=organisation.id,
        version_id=version.id,
        signatory_name=signing.signatory_name,
        job_title=signing.job_title,
        basis=signing.basis,
        basis_words=signing.basis_words,
        statement=signing.statement,
        text_hash=version.text_hash,
        typed_signature=typed,
        actions=actions,
        signed_at=clock.now(),
        signed_by_id=signed_by,
        current_until=standing.a_year_on(clock.today()),
    )
    db.session.add(signature)
    mark_partner(actor, organisation.id, clock)
    if signing.statement:
        keep_statement(actor, organisation.id, signing.statement, clock)
    db.session.flush()
    issue(signature.id, clock)
    follow_renamed(actor, organisation.id, signed_before, clock)
    close(actor, signing, SigningOutcome.SIGNED, clock)
    make_signatory(actor, signing, signed_by, clock)
    audit.record(
        actor,
        clock.now(),
        "charter.charter.sign",
        "charter_signature",
        signature.id,
        organisation_id=organisation.id,
        changes={"version": version.number, "text_hash": version.text_hash, "basis": signing.basis.value},
    )
    _send_thanks(organisation, signing, signature, version.number, clock)
    announce(CharterSigned(organisation.id, signature.id, version.number, clock.now()))
    return signature


def make_signatory(actor: Anyone, signing: Signing, user_id: UUID | None, clock: Clock) -> Signatory:
    """Whoever signed is who answers for it, in place of whoever did."""
    before = signatures.find_signatory(actor, signing.organisation_id)
    if before is not None:
        before.left_on = clock.today()
        db.session.flush()
    signatory = Signatory(
        id=new_id(),
        organisation_id=signing.organisation_id,
        name=signing.signatory_name,
        job_title=signing.job_title,
        email=signing.signatory_email,
        user_id=user_id,
        deputy_name=signing.deputy_name,
        deputy_title=signing.deputy_title,
        deputy_email=signing.deputy_email,
        since=clock.today(),
    )
    db.session.add(signatory)
    db.session.flush()
    if signing.purpose is Purpose.SUCCEED:
        record(actor, "succeed", signing, clock, {})
    return signatory


def _send_thanks(organisation: Organisation, signing: Signing, signature: Signature, number: int, clock: Clock) -> None:
    """To whoever signed, and to whoever prepared it for them."""
    preparer = find_person(signing.prepared_by_id)
    addresses = {signing.signatory_email, preparer.email if preparer else ""} - {""}
    outbox.enqueue_all(
        {
            f"charter.signed:{signature.id}:{to}": CharterSignedMessage(
                to, organisation.name, str(organisation.id), str(signature.id), number
            )
            for to in sorted(addresses)
        },
        clock,
    )
