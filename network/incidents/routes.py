"""Where else to turn when the service says no: two routes at least, and a person by name (U37)."""

from __future__ import annotations

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.errors import OtherRoute
from network.core.permissions import Role
from network.incidents.queries.people import list_handlers

SUPERVISION = OtherRoute("Talk about it in supervision, soon and with time enough")
WELLBEING = OtherRoute("Your organisation’s wellbeing service is there for everybody who works there")
GP = OtherRoute("A GP can help too, and can lead on to longer support")


def other_routes(actor: Actor, clock: Clock) -> tuple[OtherRoute, ...]:
    """The other incident leads of the actor's organisation by name, then what is there for everybody."""
    people = tuple(
        OtherRoute(f"Talk to {lead.name}, who leads on this support: {lead.email}", f"mailto:{lead.email}")
        for lead in list_handlers(actor.organisation_id, Role.INCIDENT_LEAD, {actor.user_id}, clock)
    )
    return (*people, SUPERVISION, WELLBEING, GP)
