"""An organisation that leaves the network: no new referral begins, and every one that has begun goes on.

Its leads offer themselves to nobody any more.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.incidents.models import IncidentModule
from network.incidents.service.pool import end_offers_at


def leave(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Switches the service off. Whoever presses the button may not know that there is one, and does not learn it."""
    end_offers_at(actor, organisation_id, clock)
    with system_scope(db.session(), "an organisation leaves the network") as system:
        modules = scoped(select(IncidentModule), system, IncidentModule)
        module = db.session.scalars(modules.where(IncidentModule.organisation_id == organisation_id)).one_or_none()
        if module is None or not module.is_on:
            return
        module.is_on, module.switched_by_id, module.switched_at = False, actor.user_id, clock.now()
    audit.record(
        actor,
        clock.now(),
        "incidents.module.switched-off",
        "incident_module",
        module.id,
        organisation_id=organisation_id,
        changes={"because": "left the network"},
    )
