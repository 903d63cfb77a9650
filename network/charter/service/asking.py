"""What the charter asks of people at organisations: to affirm a new version, to name a successor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from network.accounts.public import list_holders
from network.charter.messages import AffirmationAsked
from network.charter.models import CharterVersion, Signature
from network.charter.queries.register import is_current_on
from network.charter.rules.standing import term_of
from network.core import outbox
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.outbox import Message
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation

About = TypeVar("About")
"""What a message says of an organisation: its name, or more."""


def ask_to_affirm(actor: Anyone, number: int, clock: Clock) -> None:
    """Writes to the leads of every organisation whose signature on an earlier version counts (CH-6).

    Each is told the last day of its own: its year can end before the day by which all are asked.
    """
    columns = (Organisation.id, Organisation.name, Signature.current_until, CharterVersion.stands_until)
    signed = (
        scoped(select(*columns), actor, Signature, CharterVersion)
        .join(Signature, Signature.organisation_id == Organisation.id)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
        .where(is_current_on(clock.today()))
    )
    asked: dict[UUID, tuple[str, date]] = {}
    for organisation_id, name, current_until, stands_until in db.session.execute(signed):
        until = term_of(current_until, None, stands_until, clock.today()).until
        asked[organisation_id] = name, max(until, asked.get(organisation_id, (name, until))[1])
    tell_leads(
        asked,
        lambda to, about: AffirmationAsked(to, about[0], number, about[1].isoformat()),
        f"charter.affirm:{number}",
        clock,
    )


def tell_leads(
    organisations: Mapping[UUID, About], message: Callable[[str, About], Message], key: str, clock: Clock
) -> None:
    """Writes to each lead of these organisations, by what is known of each, once for each key.

    Two queries, however many there are.
    """
    leads = list_holders(Role.ORGANISATION_LEAD, organisations, clock)
    outbox.enqueue_all(
        {
            f"{key}:{organisation_id}:{lead.id}": message(lead.email, organisations[organisation_id])
            for organisation_id, people in leads.items()
            for lead in people
        },
        clock,
    )
