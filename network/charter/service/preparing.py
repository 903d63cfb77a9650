"""Preparing a signature: what is still to do, who signs and who is their deputy, and sending it to them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from network.accounts.public import find_person
from network.charter import addresses
from network.charter.messages import SignatureAsked
from network.charter.models import Pledge, Signing
from network.charter.queries import pledges, readiness, signatures, signings, versions
from network.charter.queries.readiness import Checklist
from network.charter.queries.versions import Version
from network.charter.rules import signing as rules
from network.charter.rules.signing import Details
from network.charter.vocabulary import PledgeKind, Purpose, SigningOutcome
from network.core import audit, outbox
from network.core.actor import Actor, Anyone
from network.core.clock import Clock, local_date
from network.core.database import db, new_id
from network.core.errors import Conflict, DomainError, NotFound, OtherRoute, RuleBroken
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation


def check_may_sign(actor: Anyone, organisation_id: UUID, clock: Clock, number: int | None = None) -> Version:
    """The version that an organisation can sign, by default today's.

    Raises NotFound before a charter is published, `NotCurrent` and `AlreadySigned`.
    """
    current = versions.find_current_version(actor)
    if current is None or number not in (None, current.number):
        raise _not_current(actor, number, current)
    before = signatures.find_standing_row(actor, organisation_id)
    if before is not None and before.version_id == current.id:
        signed = signatures.get_signature(actor, before.id, clock.today())
        raise rules.already_signed(
            signed.organisation, current.number, signed.id, signed.signatory_name, signed.signed_at
        )
    return current


def _not_current(actor: Anyone, number: int | None, current: Version | None) -> DomainError:
    if number is None:
        return NotFound("The network has not published its charter yet.")
    wanted = versions.get_version_row(actor, number)
    return rules.not_current(wanted.number, current.number if current else None)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is to be signed, as far as it is prepared, and what is still to do."""

    version: Version
    signing: Signing | None
    pledged: tuple[Pledge, ...]
    checklist: Checklist
    steps: tuple[rules.Step, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        """What the organisation will do in the next twelve months."""
        return tuple(each.text for each in self.pledged if each.kind is PledgeKind.ACTION)

    @property
    def committed(self) -> int:
        """For how many principles there is a commitment."""
        return len({each.principle for each in self.pledged if each.kind is PledgeKind.COMMITMENT})

    @property
    def is_sent(self) -> bool:
        """Whether a signatory has it before them."""
        return self.signing is not None and self.signing.is_sent_on(self.version.id)


def read_preparation(actor: Actor, clock: Clock, number: int | None = None) -> Preparation:
    """What the organisation has prepared. Raises as `check_may_sign`."""
    version = check_may_sign(actor, actor.organisation_id, clock, number)
    signing = signings.find_open_signing(actor, actor.organisation_id, Purpose.SIGN)
    return preparation_of(actor, actor.organisation_id, version, signing)


def preparation_of(actor: Anyone, organisation_id: UUID, version: Version, signing: Signing | None) -> Preparation:
    """How far an organisation has come with this signing."""
    pledged = tuple(pledges.list_pledges_of(actor, organisation_id))
    checklist = readiness.read_checklist(actor, organisation_id)
    steps = rules.steps_to_do(
        signing.purpose if signing else Purpose.SIGN,
        sum(1 for each in pledged if each.kind is PledgeKind.ACTION),
        signing.signatory_name if signing else "",
        readiness_is_needed=checklist.is_needed,
    )
    return Preparation(version, signing, pledged, checklist, tuple(steps))


def seen_version(actor: Actor) -> int:
    """The version of what is prepared, for whoever looks and changes it at once; 0 where nothing is."""
    signing = signings.find_open_signing(actor, actor.organisation_id)
    return signing.version if signing is not None else 0


def name_signatory(actor: Actor, details: Details, seen_version: int, clock: Clock) -> Signing:
    """Says who signs, and who is their deputy. Raises `RuleBroken` on a field, and `Conflict` after another's change.

    Raises as `check_may_sign` too, and `RuleBroken` while a signatory has it before them.
    """
    version = check_may_sign(actor, actor.organisation_id, clock)
    return _prepare(actor, version, Purpose.SIGN, details, seen_version, clock)


def name_successor(actor: Actor, details: Details, seen_version: int, clock: Clock) -> Signing:
    """Says who answers for the signature from now on, as `name_signatory`. Raises NotFound where nothing is signed."""
    signature = signatures.find_standing_row(actor, actor.organisation_id)
    if signature is None:
        raise NotFound
    signed = versions.get_version_by_id(actor, signature.version_id)
    return _prepare(actor, signed, Purpose.SUCCEED, details, seen_version, clock)


def _prepare(
    actor: Actor, version: Version, purpose: Purpose, details: Details, seen_version: int, clock: Clock
) -> Signing:
    checked = rules.checked_details(details)
    signing = _open(actor, version, purpose, seen_version, clock)
    signing.signs_themselves = checked.signs_themselves
    signing.signatory_name, signing.job_title = checked.signatory_name, checked.job_title
    signing.basis, signing.basis_words = checked.basis, checked.basis_words
    signing.signatory_email = checked.signatory_email or signatures.find_own_address(actor)
    signing.deputy_name, signing.deputy_title = checked.deputy_name, checked.deputy_title
    signing.deputy_email = checked.deputy_email
    # Whoever named themselves is who signs, whichever lead began it.
    signing.prepared_by_id = actor.user_id
    db.session.flush()
    record(actor, "prepare", signing, clock, {"basis": checked.basis.value, "own": checked.signs_themselves})
    return signing


def state_for_public(actor: Actor, statement: str, seen_version: int, clock: Clock) -> Signing:
    """Keeps what the organisation wishes to say in public when it signs. Raises as `name_signatory`."""
    version = check_may_sign(actor, actor.organisation_id, clock)
    checked = rules.checked_statement(statement)
    signing = _open(actor, version, Purpose.SIGN, seen_version, clock)
    signing.statement = checked
    db.session.flush()
    return signing


def _open(actor: Actor, version: Version, purpose: Purpose, seen_version: int, clock: Clock) -> Signing:
    """The organisation's signing in the making, as it was seen; a new one where there is none."""
    hold_organisation(actor.organisation_id)
    signing = signings.find_open_signing(actor, actor.organisation_id)
    if signing is not None and signing.purpose is not purpose:
        close(actor, signing, SigningOutcome.WITHDRAWN, clock)
        signing = None
    if signing is None:
        signing = Signing(
            id=new_id(),
            organisation_id=actor.organisation_id,
            purpose=purpose,
            version_id=version.id,
            prepared_by_id=actor.user_id,
            prepared_at=clock.now(),
            signatory_name="",
        )
        db.session.add(signing)
        db.session.flush()
        return signing
    if signing.version != seen_version:
        raise Conflict("Somebody else is preparing the charter too, and changed this. Look again, then change it.")
    if signing.is_sent_on(version.id):
        raise RuleBroken(
            None,
            f"{signing.signatory_name} has it to sign now. Take it back first, then change it.",
            routes=(
                OtherRoute("See where it stands", addresses.SIGN),
                OtherRoute("Read the charter", addresses.CHARTER),
            ),
        )
    end_link(signing)  # of a version that was replaced, where there is one
    signing.version_id = version.id
    return signing


def send_to_signatory(actor: Actor, number: int, clock: Clock) -> Signing:
    """Sends the signatory the link with which they sign. Sent again, the link before it opens nothing any more.

    Raises as `check_may_sign`, and `RuleBroken` while something is still to be filled in.
    """
    hold_organisation(actor.organisation_id)
    signing = signings.find_open_signing(actor, actor.organisation_id)
    if signing is None or signing.purpose is Purpose.SIGN:
        version = check_may_sign(actor, actor.organisation_id, clock, number)
        rules.check_is_prepared(preparation_of(actor, actor.organisation_id, version, signing).steps)
        if signing is not None:
            signing.version_id = version.id  # what whoever sends it has just read, prepared on this version or not
    if signing is None or signing.signs_themselves:
        raise NotFound
    token = secrets.token_urlsafe(32)
    signing.token_hash, signing.sent_at = hash_of(token), clock.now()
    signing.expires_at = clock.now() + rules.LINK_LASTS
    asked_by = find_person(actor.user_id)
    organisation = db.session.get_one(Organisation, actor.organisation_id)
    asking = SignatureAsked(
        to=signing.signatory_email,
        name=signing.signatory_name,
        organisation=organisation.name,
        asked_by=asked_by.name if asked_by else organisation.name,
        token=token,
        expires_on=local_date(signing.expires_at).isoformat(),
        is_successor=signing.purpose is Purpose.SUCCEED,
    )
    outbox.enqueue(asking, clock, unique_key=f"charter.asked:{signing.token_hash}")
    db.session.flush()
    record(actor, "send", signing, clock, {})
    return signing


def take_back(actor: Actor, clock: Clock) -> Signing:
    """Ends the link that was sent, so that what was prepared can be changed. Raises NotFound; twice is once."""
    hold_organisation(actor.organisation_id)
    signing = signings.find_open_signing(actor, actor.organisation_id)
    if signing is None:
        raise NotFound
    if signing.sent_at is not None:
        end_link(signing)
        record(actor, "take_back", signing, clock, {})
    return signing


def hash_of(token: str) -> str:
    """What is kept of a link: enough to know it again, nothing to open it with."""
    return hashlib.sha256(token.encode()).hexdigest()


def close(actor: Anyone, signing: Signing, outcome: SigningOutcome, clock: Clock) -> None:
    """Ends a signing, and the link that was sent for it."""
    end_link(signing)
    signing.closed_at, signing.outcome = clock.now(), outcome
    db.session.flush()
    if outcome is SigningOutcome.WITHDRAWN:
        record(actor, "drop", signing, clock, {})


def end_link(signing: Signing) -> None:
    """The link that was sent opens nothing any more."""
    signing.token_hash = signing.sent_at = signing.expires_at = None


def record(actor: Anyone, verb: str, signing: Signing, clock: Clock, changes: dict[str, object]) -> None:
    """Notes in the audit what was done with a signing, without names."""
    audit.record(
        actor,
        clock.now(),
        f"charter.signing.{verb}",
        "charter_signing",
        signing.id,
        organisation_id=signing.organisation_id,
        changes=changes,
    )
