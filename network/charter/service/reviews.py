"""After the signature: the yearly review, taking it back, and asking for a successor."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import Membership
from network.charter.messages import SuccessorAsked
from network.charter.models import Pledge, Review, Signatory, Signature
from network.charter.queries import pledges, signatures, signings, versions
from network.charter.rules import standing
from network.charter.service.asking import tell_leads
from network.charter.service.preparing import close
from network.charter.vocabulary import Purpose, SigningOutcome
from network.core import audit
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.credentials import issue, revoke
from network.core.database import db, new_id
from network.core.errors import Conflict, NotFound
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation


def renew(actor: Actor, seen_version: int, clock: Clock) -> Review:
    """Closes the review of a year: the pledges as they stand are kept, and the signature is current for another.

    What is pledged for the next year is changed before, on the same page. Raises NotFound where nothing is signed,
    `RuleBroken` before its time or where a newer version is to be signed instead, and `Conflict` for the second of two.
    """
    hold_organisation(actor.organisation_id)
    signature = _get_standing(actor)
    if signature.version != seen_version:
        raise Conflict("Somebody else renewed this signature a moment ago. Look again before you change anything.")
    version = versions.get_version_by_id(actor, signature.version_id)
    standing.check_may_renew(signature.current_until, clock.today(), is_on_current=version.is_current)
    signature.current_until = standing.renewed_until(signature.current_until, clock.today())
    review = Review(
        id=new_id(),
        organisation_id=actor.organisation_id,
        signature_id=signature.id,
        reviewed_on=clock.today(),
        reviewed_by_id=actor.user_id,
        current_until=signature.current_until,
        answers=[_answer(each) for each in pledges.list_pledges_of(actor, actor.organisation_id)],
    )
    db.session.add(review)
    db.session.flush()
    issue(signature.id, clock)
    _record(actor, "renew", signature, clock, {"current_until": str(signature.current_until)})
    return review


def _answer(pledge: Pledge) -> dict[str, object]:
    return {
        "kind": pledge.kind.value,
        "principle": pledge.principle,
        "text": pledge.text,
        "state": pledge.state.value,
        "due_on": pledge.due_on.isoformat() if pledge.due_on else None,
    }


def withdraw(actor: Actor, seen_version: int, clock: Clock) -> Signature:
    """Takes the organisation's signature back, from today. No reason is asked, and it can sign again.

    Raises NotFound where nothing is signed, and `Conflict` if it was renewed or withdrawn since it was read.
    """
    hold_organisation(actor.organisation_id)
    signature = _get_standing(actor)
    if signature.version != seen_version:
        raise Conflict("This signature was changed since you opened the page. Look again, then decide.")
    standing_rows = signatures.list_standing_rows(actor, actor.organisation_id)
    for each in standing_rows:
        each.withdrawn_on = clock.today()
    db.session.flush()
    succession = signings.find_open_signing(actor, actor.organisation_id, Purpose.SUCCEED)
    if succession is not None:
        close(actor, succession, SigningOutcome.WITHDRAWN, clock)  # nothing is left to answer for
    revoke([each.id for each in standing_rows], clock.now())
    _record(actor, "withdraw", signature, clock, {})
    return signature


def _get_standing(actor: Actor) -> Signature:
    signature = signatures.find_standing_row(actor, actor.organisation_id)
    if signature is None:
        raise NotFound("Your organisation has no signature that stands.")
    return signature


def signatory_left(actor: Actor, clock: Clock) -> Signatory:
    """Notes that whoever answers for the signature has left, so that a successor is named. NotFound if nobody does."""
    signatory = signatures.find_signatory(actor, actor.organisation_id)
    if signatory is None:
        raise NotFound
    _leave(actor, signatory, clock)
    return signatory


def leave(system: SystemActor, organisation_id: UUID, clock: Clock) -> None:
    """Whoever answers for the signature leaves, and the leads are asked who follows. Nothing where nobody does."""
    signatory = signatures.find_signatory(system, organisation_id)
    if signatory is not None:
        _leave(system, signatory, clock)
        _ask([signatory], clock)


def ask_for_successors(clock: Clock) -> None:
    """Job: a signatory whose account holds no role in the organisation any more has left, and its leads are asked."""
    job = SystemActor("charter: successors of signatories")
    today = clock.today()
    held = scoped(select(Membership.id), job, Membership).where(
        Membership.user_id == Signatory.user_id,
        Membership.organisation_id == Signatory.organisation_id,
        Membership.held_on(today),
    )
    gone = signatures.visible_signatories(job).where(
        Signatory.left_on.is_(None), Signatory.user_id.is_not(None), ~held.exists()
    )
    left = list(db.session.scalars(gone))
    for signatory in left:
        _leave(job, signatory, clock)
    _ask(left, clock)


def _ask(left: Iterable[Signatory], clock: Clock) -> None:
    for signatory in left:
        organisation = db.session.get_one(Organisation, signatory.organisation_id)
        asking = partial(_asking, signatory.name)
        tell_leads({organisation.id: organisation.name}, asking, f"charter.successor:{signatory.id}", clock)


def _asking(name: str, to: str, organisation: str) -> SuccessorAsked:
    return SuccessorAsked(to, organisation, name)


def _leave(actor: Anyone, signatory: Signatory, clock: Clock) -> None:
    signatory.left_on = clock.today()
    db.session.flush()
    audit.record(
        actor,
        clock.now(),
        "charter.signatory.leave",
        "charter_signatory",
        signatory.id,
        organisation_id=signatory.organisation_id,
    )


def _record(actor: Actor, verb: str, signature: Signature, clock: Clock, changes: dict[str, object]) -> None:
    audit.record(actor, clock.now(), f"charter.signature.{verb}", "charter_signature", signature.id, changes=changes)
