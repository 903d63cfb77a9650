"""How a referral finds the person it is about, when they have an account only afterwards."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core import crypto
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.incidents.models import Referral
from network.incidents.rules.states import State
from network.incidents.service.referring import STAFF_MARK


def link_person(user_id: UUID, email: str, organisation_id: UUID) -> int:
    """Gives somebody whose address was confirmed the referrals that were sent with it; how many there were.

    For whoever redeems an invitation. The manager who wrote a referral is never the person it is about.
    """
    with system_scope(db.session(), "a referral finds the person it is about") as system:
        marks = crypto.marks_of(email.lower(), organisation_id, STAFF_MARK)
        waiting = scoped(select(Referral), system, Referral).where(
            Referral.organisation_id == organisation_id,
            Referral.staff_mark.in_(marks),
            Referral.staff_user_id.is_(None),
            Referral.referrer_user_id != user_id,
            Referral.state != State.DRAFT,
            Referral.forgotten_at.is_(None),
        )
        found = db.session.scalars(waiting).all()
        for referral in found:
            referral.staff_user_id = user_id
        return len(found)
