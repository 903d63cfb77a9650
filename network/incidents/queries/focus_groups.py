"""Focus groups of the organisation that somebody acts in (LE-7)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, select

from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.incidents.models import FocusGroup
from network.incidents.permissions import IncidentPermission


def visible_focus_groups(actor: Actor) -> Select[FocusGroup]:
    """Those of the actor’s own organisation, for whoever may log them."""
    own = scoped(select(FocusGroup), actor, FocusGroup).where(FocusGroup.organisation_id == actor.organisation_id)
    return own if actor.can(IncidentPermission.LISTEN) else own.where(false())


def list_focus_groups(actor: Actor, number: int = 1, size: int = PAGE_SIZE) -> Page[FocusGroup]:
    """A page of them, the latest first. Two queries."""
    listed: Any = visible_focus_groups(actor).order_by(FocusGroup.held_on.desc(), FocusGroup.id.desc())
    return paginate(listed, number, size)


def get_focus_group(actor: Actor, focus_group_id: UUID) -> FocusGroup:
    """One of them. Raises NotFound."""
    found = db.session.scalars(visible_focus_groups(actor).where(FocusGroup.id == focus_group_id)).one_or_none()
    if found is None:
        raise NotFound()
    return found
