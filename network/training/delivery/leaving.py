"""An organisation that leaves the network: what it was to hold is cancelled, and whoever booked is told."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.training.delivery.queries.sessions import list_to_come_of
from network.training.delivery.service.planning import call_off

REASON: Final = "The organisation that was to hold it has left the network."


def leave(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Cancels its sessions that have not begun. What it held stays as its history."""
    with system_scope(db.session(), "an organisation leaves the network") as system:
        for session in list_to_come_of(system, organisation_id, clock.now()):
            call_off(actor, session, REASON, clock)
