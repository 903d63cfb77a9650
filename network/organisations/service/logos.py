"""An organisation's logo: set, replaced, removed."""

from __future__ import annotations

from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.files.checking import check_logo
from network.core.files.pictures import size_of
from network.organisations.models import OrganisationLogo
from network.organisations.queries import find_logo, get_logo, get_own_organisation
from network.organisations.service.profiles import flush_or_conflict


def set_logo(actor: Anyone, organisation_id: UUID, content: bytes, clock: Clock) -> OrganisationLogo:
    """Keeps a picture as the organisation's logo, in place of the one it had (`B23`). The same again changes nothing.

    Raises NotFound for an organisation that the actor does not work for, FileRefused on the field `file`.
    """
    checked = check_logo(content)  # before any row is read: while it takes its time, nobody waits for this transaction
    get_own_organisation(actor, organisation_id)
    logo = find_logo(actor, organisation_id)
    before = logo.digest if logo is not None else None
    if logo is not None and before == checked.digest:
        return logo
    if logo is None:
        logo = OrganisationLogo(id=new_id(), organisation_id=organisation_id)
        db.session.add(logo)
    logo.content, logo.digest = checked.content, checked.digest
    logo.width, logo.height = size_of(checked)
    logo.uploaded_at, logo.uploaded_by_id = clock.now(), actor.user_id
    flush_or_conflict()
    _record(actor, clock, "set", logo, [before, checked.digest])
    return logo


def remove_logo(actor: Anyone, organisation_id: UUID, clock: Clock) -> None:
    """Removes the organisation's logo for good. Raises NotFound where there is none, or none that is theirs."""
    get_own_organisation(actor, organisation_id)
    logo = get_logo(actor, organisation_id)
    db.session.delete(logo)
    _record(actor, clock, "removed", logo, [logo.digest, None])


def _record(actor: Anyone, clock: Clock, verb: str, logo: OrganisationLogo, digest: list[str | None]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"organisations.logo.{verb}",
        "organisation_logo",
        logo.id,
        organisation_id=logo.organisation_id,
        changes={"digest": digest},
    )
