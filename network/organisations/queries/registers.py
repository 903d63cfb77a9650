"""Reads for the registers on their way in: what is held under their codes, and what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.models import Organisation, OrganisationIdentifier, RegisterUpload
from network.organisations.registers.merging import Held
from network.organisations.registers.plan import KnownOrganisation
from network.organisations.registers.rows import Identity
from network.organisations.vocabulary import Scheme


def held_under(actor: Anyone, schemes: Iterable[Scheme]) -> dict[Identity, Held]:
    """What the network holds under the codes of these schemes, and what their registers last said. One query."""
    statement = (
        scoped(select(OrganisationIdentifier, Organisation), actor, OrganisationIdentifier)
        .join(Organisation, Organisation.id == OrganisationIdentifier.organisation_id)
        .where(OrganisationIdentifier.scheme.in_(list(schemes)))
    )
    return {
        (identifier.scheme, identifier.code): _held(identifier, organisation)
        for identifier, organisation in db.session.execute(statement)
    }


def _held(identifier: OrganisationIdentifier, organisation: Organisation) -> Held:
    current = KnownOrganisation(
        scheme=identifier.scheme,
        code=identifier.code,
        published_name=identifier.published_name,
        other_code=identifier.other_code,
        name=organisation.name,
        sector=organisation.sector,
        nation=organisation.nation,
        short_name=organisation.short_name,
        town=organisation.town,
        postcode=organisation.postcode,
        successor=organisation.successor,
        is_current=organisation.is_current,
        closed_on=organisation.closed_on,
    )
    published = KnownOrganisation.from_json(identifier.published) if identifier.published else None
    return Held(organisation.id, identifier.id, current, published, organisation.merged_into_id)


def get_upload(actor: Anyone, upload_id: UUID, now: datetime, *, for_update: bool = False) -> RegisterUpload:
    """A register that was sent within the last day. Raises NotFound."""
    statement = scoped(select(RegisterUpload), actor, RegisterUpload).where(
        RegisterUpload.id == upload_id, RegisterUpload.expires_at > now
    )
    found = db.session.scalar(statement.with_for_update() if for_update else statement)
    if found is None:
        raise NotFound("That register is not here. One that was sent is kept for a day: send it again.")
    return found
