"""What the charter asks of people at organisations: to affirm a new version, to name a successor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.accounts.public import list_holders
from network.charter.messages import AffirmationAsked
from network.charter.models import CharterVersion, Signature
from network.charter.queries.register import is_current_on
from network.core import outbox
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.outbox import Message
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation


def ask_to_affirm(actor: Anyone, number: int, affirm_by: date, clock: Clock) -> None:
    """Writes to the leads of every organisation whose signature on an earlier version counts (CH-6)."""
    signed = (
        scoped(select(Organisation.id, Organisation.name), actor, Signature, CharterVersion)
        .join(Signature, Signature.organisation_id == Organisation.id)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
        .where(is_current_on(clock.today()))
        .distinct()
    )
    tell_leads(
        {row.id: row.name for row in db.session.execute(signed)},
        lambda to, name: AffirmationAsked(to, name, number, affirm_by.isoformat()),
        f"charter.affirm:{number}",
        clock,
    )


def tell_leads(
    organisations: Mapping[UUID, str], message: Callable[[str, str], Message], key: str, clock: Clock
) -> None:
    """Writes to each lead of these organisations, by name, once for each key. Two queries, however many there are."""
    leads = list_holders(Role.ORGANISATION_LEAD, organisations, clock)
    outbox.enqueue_all(
        {
            f"{key}:{organisation_id}:{lead.id}": message(lead.email, organisations[organisation_id])
            for organisation_id, people in leads.items()
            for lead in people
        },
        clock,
    )
