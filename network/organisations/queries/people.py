"""Every read of an organisation's workforce by kind of work, and of its contact's deputies."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.organisations.models import ContactDeputy, WorkforceGroup


def visible_workforce(actor: Anyone) -> Select[WorkforceGroup]:
    """One's own organisation's; every one for the coordinator."""
    return scoped(select(WorkforceGroup), actor, WorkforceGroup)


def list_workforce(actor: Anyone, organisation_id: UUID) -> list[WorkforceGroup]:
    """The rows of an organisation by kind of work; at most as many as the rules have room for."""
    rows = visible_workforce(actor).where(WorkforceGroup.organisation_id == organisation_id)
    return list(db.session.scalars(rows.order_by(WorkforceGroup.role_group, WorkforceGroup.id)))


def get_workforce_group(actor: Anyone, organisation_id: UUID, group_id: UUID) -> WorkforceGroup:
    """One row. Raises NotFound."""
    found = db.session.scalar(
        visible_workforce(actor).where(WorkforceGroup.organisation_id == organisation_id, WorkforceGroup.id == group_id)
    )
    if found is None:
        raise NotFound
    return found


def visible_deputies(actor: Anyone) -> Select[ContactDeputy]:
    """One's own organisation's; every one for the coordinator: as the contact itself."""
    return scoped(select(ContactDeputy), actor, ContactDeputy)


def list_deputies(actor: Anyone, organisation_id: UUID) -> list[ContactDeputy]:
    """The deputies of an organisation's contact, in the order in which they were named; five at most."""
    rows = visible_deputies(actor).where(ContactDeputy.organisation_id == organisation_id)
    return list(db.session.scalars(rows.order_by(ContactDeputy.id)))


def get_deputy(actor: Anyone, organisation_id: UUID, deputy_id: UUID) -> ContactDeputy:
    """One deputy. Raises NotFound."""
    found = db.session.scalar(
        visible_deputies(actor).where(ContactDeputy.organisation_id == organisation_id, ContactDeputy.id == deputy_id)
    )
    if found is None:
        raise NotFound
    return found
