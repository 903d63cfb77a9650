"""How an organisation comes to the network: listed, invited, partner. Other features call these."""

from __future__ import annotations

from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.organisations import rules
from network.organisations.models import Organisation
from network.organisations.vocabulary import Standing


def mark_invited(actor: Anyone, organisation_id: UUID, clock: Clock) -> None:
    """Somebody of the organisation was invited. A partner stays a partner. Raises NotFound."""
    organisation = _get(organisation_id)
    _move(actor, organisation, rules.standing_when_invited(organisation.standing), clock)


def mark_partner(actor: Anyone, organisation_id: UUID, clock: Clock) -> None:
    """The organisation joined the network (ORG-1). Raises NotFound."""
    _move(actor, _get(organisation_id), Standing.PARTNER, clock)


def _get(organisation_id: UUID) -> Organisation:
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation


def _move(actor: Anyone, organisation: Organisation, standing: Standing, clock: Clock) -> None:
    if organisation.standing is standing:
        return
    changes = {"standing": [organisation.standing, standing]}
    organisation.standing, organisation.left_on = standing, None
    audit.record(
        actor,
        clock.now(),
        f"organisations.organisation.{standing}",
        "organisation",
        organisation.id,
        organisation_id=organisation.id,
        changes=changes,
    )
