"""Leaving the network, and coming back. What was done stays; nothing new begins while an organisation is gone."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import current_app

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.organisations.models import Organisation
from network.organisations.queries import get_own_organisation
from network.organisations.rules import mergers as rules
from network.organisations.service.standing import mark_partner
from network.organisations.vocabulary import Standing

Leave = Callable[[Actor, UUID, Clock], None]


def leave_network(actor: Actor, organisation_id: UUID, typed: str, clock: Clock) -> Organisation:
    """Takes an organisation out of the network from today. No reason is asked.

    `typed` is its name, as whoever says so types it. Raises NotFound for one that the actor does not work for or
    that is not in the network, and `RuleBroken` on `typed`, or for the host.
    """
    organisation = get_own_organisation(actor, organisation_id)
    rules.check_may_leave(organisation.standing, is_host=organisation.is_host)
    rules.check_name(organisation.name, typed)
    departures: tuple[Leave, ...] = current_app.extensions["departures"]
    for leave in departures:
        leave(actor, organisation_id, clock)
    before, organisation.standing, organisation.left_on = organisation.standing, Standing.LEFT, clock.today()
    audit.record(
        actor,
        clock.now(),
        "organisations.organisation.left",
        "organisation",
        organisation_id,
        organisation_id=organisation_id,
        changes={"standing": [before, Standing.LEFT]},
    )
    db.session.flush()
    return organisation


def take_back(actor: Actor, organisation_id: UUID, clock: Clock) -> Organisation:
    """A former partner is one again, with all that it had. Raises NotFound for one that has not left."""
    organisation = get_own_organisation(actor, organisation_id)
    if organisation.standing is not Standing.LEFT:
        raise NotFound
    mark_partner(actor, organisation_id, clock)
    return organisation
