"""The verbs of the charter: draft, publish, sign."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from network.accounts.models import User
from network.charter import rules
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.messages import CharterSignedMessage
from network.charter.models import CharterVersion, Commitment, Principle, Signature
from network.charter.public import CharterSigned, VersionPublished
from network.charter.queries import signatures, versions
from network.charter.queries.versions import Version
from network.charter.rules import Signing
from network.charter.text import CharterText
from network.charter.vocabulary import VersionState
from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, DomainError, NotFound
from network.core.news import announce
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.public import get_host_id, mark_partner


def draft_version(actor: Actor | SystemActor, text: CharterText, clock: Clock) -> CharterVersion:
    """A new version that nobody but the coordinator sees until it is published (CH-6)."""
    host = _lock(get_host_id())
    row = CharterVersion(
        id=new_id(),
        organisation_id=host.id,
        number=versions.last_number(actor) + 1,
        state=VersionState.DRAFT,
    )
    _write_text(row, text)
    db.session.add(row)
    db.session.flush()
    _write_lists(row, text)
    _record(actor, clock, "charter.version.draft", row, {"number": row.number, "text_hash": text.hash(row.number)})
    return row


def edit_version(
    actor: Actor | SystemActor, number: int, text: CharterText, seen_version: int, clock: Clock
) -> CharterVersion:
    """Changes a draft's words, its principles and commitments whole (D8).

    Raises NotFound, `RuleBroken` once the version was published, and `Conflict` if the draft was changed since it
    was opened.
    """
    row = versions.get_version_row(actor, number)
    rules.check_is_draft(row.state)
    if row.version != seen_version:
        stored = versions.get_version(actor, number).text
        differs = [label for label, words in text.by_label().items() if stored.by_label()[label] != words]
        raise Conflict(
            yours={label: text.by_label()[label] for label in differs},
            theirs={label: stored.by_label()[label] for label in differs},
        )
    _write_text(row, text)
    flag_modified(row, "title")  # a change of the lists alone is a change of the version too
    for listed in (*versions.list_principle_rows(actor, row.id), *versions.list_commitment_rows(actor, row.id)):
        db.session.delete(listed)
    db.session.flush()
    _write_lists(row, text)
    _record(actor, clock, "charter.version.edit", row, {"number": row.number, "text_hash": text.hash(row.number)})
    return row


def publish_version(actor: Actor | SystemActor, number: int, seen_version: int, clock: Clock) -> CharterVersion:
    """Makes a draft the charter that is signed from now on, in place of the former version, whose signatures stand.

    Raises NotFound, `RuleBroken` for a version that was published before, and `Conflict` if the draft was changed
    since it was read: what is published is what was read.
    """
    _lock(get_host_id())
    row = versions.get_version_row(actor, number)
    rules.check_is_draft(row.state)
    if row.version != seen_version:
        raise Conflict("The draft was changed since you opened it. Read it again, and publish it then.")
    former = versions.find_current_row(actor)
    if former is not None:
        former.state, former.withdrawn_on = VersionState.WITHDRAWN, clock.today()
        _record(actor, clock, "charter.version.withdraw", former, {"number": former.number})
        db.session.flush()  # there is one current version at any moment, the database sees to that
    row.state, row.published_on = VersionState.PUBLISHED, clock.today()
    _record(actor, clock, "charter.version.publish", row, {"number": row.number})
    db.session.flush()
    announce(VersionPublished(row.id, row.number, former.number if former else None, clock.now()))
    return row


def publish_default_charter(actor: Actor | SystemActor, clock: Clock) -> CharterVersion:
    """Drafts and publishes the charter that a network begins with (D8); the current one, where there is one."""
    current = versions.find_current_row(actor)
    if current is not None:
        return current
    draft = draft_version(actor, DEFAULT_CHARTER, clock)
    return publish_version(actor, draft.number, draft.version, clock)


def check_may_sign(actor: Actor, number: int | None = None) -> Version:
    """The version that the actor's organisation can sign, by default today's.

    Raises NotFound before a charter is published, `NotCurrent` and `AlreadySigned`.
    """
    current = versions.find_current_version(actor)
    if current is None or number not in (None, current.number):
        raise _not_current(actor, number, current)
    before = signatures.find_signature_on(actor, actor.organisation_id, current.id)
    if before is not None:
        raise rules.already_signed(
            before.organisation, current.number, before.id, before.signatory_name, before.signed_at
        )
    return current


def _not_current(actor: Actor, number: int | None, current: Version | None) -> DomainError:
    if number is None:
        return NotFound("The network has not published its charter yet.")
    wanted = versions.get_version_row(actor, number)
    return rules.not_current(wanted.number, current.number if current else None)


def sign_charter(actor: Actor, number: int, signing: Signing, clock: Clock) -> Signature:
    """Signs a version for the actor's organisation, which becomes a partner with it.

    Keeps the hash of the text as it was shown. Raises `RuleBroken` for a signatory without authority, `NotCurrent`
    for a version that was replaced, `AlreadySigned` for the second of two.
    """
    # Whoever signs for the same organisation at this moment waits here, and then finds the signature.
    organisation = _lock(actor.organisation_id)
    version = check_may_sign(actor, number)
    rules.check_signing(signing)
    signature = Signature(
        id=new_id(),
        organisation_id=actor.organisation_id,
        version_id=version.id,
        signatory_name=signing.signatory_name,
        job_title=signing.job_title,
        basis=signing.basis,
        basis_words=signing.basis_words,
        statement=signing.statement,
        text_hash=version.text_hash,
        signed_at=clock.now(),
        signed_by_id=actor.user_id,
    )
    db.session.add(signature)
    mark_partner(actor, organisation.id, clock)
    db.session.flush()
    changes = {"version": version.number, "text_hash": version.text_hash, "basis": signing.basis.value}
    audit.record(actor, clock.now(), "charter.charter.sign", "charter_signature", signature.id, changes=changes)
    _send_thanks(actor, organisation, signature, version.number, clock)
    announce(CharterSigned(actor.organisation_id, signature.id, version.number, clock.now()))
    return signature


def _lock(organisation_id: UUID) -> Organisation:
    """The organisation as it stands, kept from every other transaction that asks the same until this one ends."""
    locked = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()


def _send_thanks(actor: Actor, organisation: Organisation, signature: Signature, number: int, clock: Clock) -> None:
    to = db.session.scalar(scoped(select(User.email), actor, User).where(User.id == actor.user_id))
    if to is None:
        return
    message = CharterSignedMessage(to, organisation.name, str(organisation.id), str(signature.id), number)
    outbox.enqueue(message, clock, unique_key=f"charter.signed:{signature.id}")


def _write_text(row: CharterVersion, text: CharterText) -> None:
    row.title, row.introduction = text.title, text.introduction
    row.definition, row.definition_source = text.definition, text.definition_source


def _write_lists(row: CharterVersion, text: CharterText) -> None:
    owner = {"organisation_id": row.organisation_id, "version_id": row.id}
    for position, principle in enumerate(text.principles, start=1):
        db.session.add(
            Principle(id=new_id(), position=position, name=principle.name, meaning=principle.meaning, **owner)
        )
    for position, commitment in enumerate(text.commitments, start=1):
        db.session.add(Commitment(id=new_id(), position=position, text=commitment, **owner))
    db.session.flush()


def _record(
    actor: Actor | SystemActor, clock: Clock, action: str, row: CharterVersion, changes: dict[str, object]
) -> None:
    audit.record(
        actor, clock.now(), action, "charter_version", row.id, organisation_id=row.organisation_id, changes=changes
    )
