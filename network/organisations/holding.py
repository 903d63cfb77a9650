"""One thing after the other: whoever holds an organisation keeps the others who would hold it waiting."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core.database import db
from network.core.errors import NotFound
from network.organisations.models import Organisation


def hold_organisation(organisation_id: UUID) -> Organisation:
    """An organisation as it stands, held to the end of the transaction: whoever holds it too waits until then.

    For what is done to an organisation one after the other. Rows that refer to it can be added meanwhile. Raises
    NotFound.
    """
    held = select(Organisation).where(Organisation.id == organisation_id).with_for_update(key_share=True)
    organisation = db.session.scalars(held.execution_options(populate_existing=True)).first()
    if organisation is None:
        raise NotFound("We could not find that organisation.")
    return organisation
