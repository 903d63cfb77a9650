"""The charter of two organisations that become one: one signature counts, and the others are its history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from network.charter.models import PeerCheck, Pledge, ReadinessAnswer, Signature, Signing
from network.charter.queries import signatures
from network.charter.queries.signatures import PublicSignature
from network.charter.rules.standing import goes_on
from network.charter.vocabulary import SigningOutcome
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials import revoke
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.ui.filters import as_date, plural

JOB: Final = SystemActor("charter: two organisations become one")


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """The successor's signature counts, unless only the former's is current. Pledges and evidence all go on."""
    theirs, ours = _latest(merger.former_id, clock), _latest(merger.successor_id, clock)
    is_theirs = goes_on(theirs.term if theirs else None, ours.term if ours else None)
    said = _in_words(merger, theirs, ours if not is_theirs else None)
    if not merger.is_same:
        _name_who_signed(merger)
    _end(merger.successor_id if is_theirs else merger.former_id, clock)
    _close_signing(merger.former_id, clock)
    _keep_own_answers(merger)
    _forget_checks_of_each_other(merger)
    yield said


def _latest(organisation_id: UUID, clock: Clock) -> PublicSignature | None:
    found = signatures.list_signatures_of(JOB, organisation_id, clock.today())
    return found[0] if found and found[0].stands else None


def _in_words(merger: Merger, theirs: PublicSignature | None, ours: PublicSignature | None) -> list[str]:
    said = []
    if theirs is not None:
        said.append(
            f"its signature on the charter, as history: {ours.organisation} has one of its own, and that one counts"
            if ours is not None
            else f"its signature on the charter, {theirs.term.standing.label.lower()} {as_date(theirs.term.until)}"
        )
    pledges = scoped(select(func.count()).select_from(Pledge), JOB, Pledge).where(
        Pledge.organisation_id == merger.former_id, Pledge.ended_on.is_(None)
    )
    count = db.session.scalar(pledges) or 0
    return [*said, f"{plural(count, 'pledge')} with what shows them"] if count else said


def _name_who_signed(merger: Merger) -> None:
    """A signature says who made it, whatever the organisation is called or part of later."""
    signed = scoped(update(Signature), JOB, Signature).where(
        Signature.organisation_id == merger.former_id, Signature.signed_as == ""
    )
    db.session.execute(signed.values(signed_as=merger.former_name))


def _end(organisation_id: UUID, clock: Clock) -> None:
    """What counts is the other's: this one's signature, if it has one that stands, counts until today."""
    rows = signatures.list_standing_rows(JOB, organisation_id)
    for row in rows:
        row.withdrawn_on = clock.today()
    signatory = signatures.find_signatory(JOB, organisation_id)
    if signatory is not None:
        signatory.left_on = clock.today()
    db.session.flush()
    revoke([row.id for row in rows], clock.now())


def _close_signing(organisation_id: UUID, clock: Clock) -> None:
    """What was prepared names an organisation that is no more; it is prepared anew in the name of the other."""
    prepared = scoped(update(Signing), JOB, Signing).where(
        Signing.organisation_id == organisation_id, Signing.closed_at.is_(None)
    )
    db.session.execute(prepared.values(closed_at=clock.now(), outcome=SigningOutcome.WITHDRAWN))


def _keep_own_answers(merger: Merger) -> None:
    ours = aliased(ReadinessAnswer)
    answered = scoped(select(ours.item_id), JOB, ours).where(ours.organisation_id == merger.successor_id)
    theirs = scoped(delete(ReadinessAnswer), JOB, ReadinessAnswer).where(
        ReadinessAnswer.organisation_id == merger.former_id
    )
    db.session.execute(theirs.where(ReadinessAnswer.item_id.in_(list(db.session.scalars(answered)))))


def _forget_checks_of_each_other(merger: Merger) -> None:
    """No other partner looked where the two did. What they saw stays with the pledge, and in the audit."""
    both = (merger.former_id, merger.successor_id)
    between = scoped(delete(PeerCheck), JOB, PeerCheck).where(
        PeerCheck.organisation_id.in_(both), PeerCheck.peer_organisation_id.in_(both)
    )
    db.session.execute(between)
