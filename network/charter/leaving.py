"""An organisation that leaves the network: its signature is withdrawn, and nobody is asked to look at what it did."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from network.charter.models import PeerCheck, Signing
from network.charter.queries import signatures
from network.charter.vocabulary import CheckState, SigningOutcome
from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.credentials import revoke
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.organisations.public import hold_organisation


def leave(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Withdraws what stands, and takes back what is open. What was pledged and signed stays as its history."""
    hold_organisation(organisation_id)
    with system_scope(db.session(), "an organisation leaves the network") as system:
        rows = signatures.list_standing_rows(system, organisation_id)
        for row in rows:
            row.withdrawn_on = clock.today()
        revoke([row.id for row in rows], clock.now())
        prepared = scoped(update(Signing), system, Signing).where(
            Signing.organisation_id == organisation_id, Signing.closed_at.is_(None)
        )
        db.session.execute(prepared.values(closed_at=clock.now(), outcome=SigningOutcome.WITHDRAWN))
        checks = scoped(select(PeerCheck), system, PeerCheck).where(
            (PeerCheck.organisation_id == organisation_id) | (PeerCheck.peer_organisation_id == organisation_id),
            PeerCheck.state.in_([CheckState.ASKED, CheckState.ANSWERED]),
        )
        for check in db.session.scalars(checks):
            check.state, check.closed_at = CheckState.CLOSED, clock.now()
    for row in rows:
        audit.record(
            actor,
            clock.now(),
            "charter.charter.withdraw",
            "charter_signature",
            row.id,
            organisation_id=organisation_id,
            changes={"because": "left the network"},
        )
