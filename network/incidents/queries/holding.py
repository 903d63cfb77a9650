"""Which referrals are held (B30)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import LegalHold, Referral


def is_free(today: date) -> ColumnElement[bool]:
    """Whether no hold stands on a referral today, as a criterion."""
    return or_(Referral.held_until.is_(None), Referral.held_until < today)


def find_hold(actor: Actor, referral: Referral) -> LegalHold | None:
    """The hold on a referral, whether it stands or has ended; None where there is none, without asking."""
    if referral.held_until is None:
        return None
    holds = scoped(select(LegalHold), actor, LegalHold).where(LegalHold.referral_id == referral.id)
    return db.session.scalars(holds).one_or_none()
