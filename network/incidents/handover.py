"""What the end of a role would leave behind in the support service: nothing of any case, only of the service."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from network.accounts.public import list_people_with_role
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.feature import Leaving, OpenStep
from network.incidents.models import IncidentModule

JOB = "incidents: handover"


def last_incident_lead(leaving: Leaving, clock: Clock) -> Iterator[OpenStep]:
    """The only one who receives what managers send, while the service is on (D9): somebody else is named first."""
    if leaving.role is not Role.INCIDENT_LEAD:
        return
    system = SystemActor(JOB)
    on = scoped(select(IncidentModule.id), system, IncidentModule).where(
        IncidentModule.organisation_id == leaving.organisation_id, IncidentModule.is_on
    )
    others = list_people_with_role(leaving.organisation_id, Role.INCIDENT_LEAD, clock)
    if db.session.scalar(on) is not None and all(each.id == leaving.user_id for each in others):
        yield OpenStep(
            "The support service is on, and nobody else receives what managers send. Invite another incident lead",
            "/people/invite",
        )
