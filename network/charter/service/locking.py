"""One organisation at a time: whoever signs, publishes or withdraws waits for whoever does so already."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core.database import db
from network.organisations.models import Organisation


def lock(organisation_id: UUID) -> Organisation:
    """The organisation as it stands, kept from every other transaction that asks the same until this one ends."""
    locked = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    return db.session.scalars(locked.execution_options(populate_existing=True)).one()
