"""What a manager handed over: that they did, and no more (RM)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import Referral
from network.incidents.permissions import IncidentPermission


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A referral that somebody wrote and handed over."""

    reference: str
    handed_over_at: datetime


def list_handed_over(actor: Actor) -> list[HandedOver]:
    """Those of the actor, the latest first, until what they said is deleted. One query."""
    if not actor.can(IncidentPermission.REFER):
        return []
    theirs = scoped(select(Referral.reference, Referral.handed_over_at), actor, Referral).where(
        Referral.organisation_id == actor.organisation_id,
        Referral.referrer_user_id == actor.user_id,
        Referral.successor_user_id.is_distinct_from(actor.user_id),
        Referral.handed_over_at.is_not(None),
        Referral.forgotten_at.is_(None),
    )
    rows = db.session.execute(theirs.order_by(Referral.handed_over_at.desc(), Referral.reference))
    return [HandedOver(reference or "", at) for reference, at in rows if at is not None]
