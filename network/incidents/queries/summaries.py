"""Closing summaries."""

from __future__ import annotations

from sqlalchemy import select

from network.core.actor import Actor
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import ClosingSummary, Referral


def find_summary(actor: Actor, referral: Referral) -> ClosingSummary | None:
    """The summary of a referral that the actor was shown; None where none is written (CI-19)."""
    written = scoped(select(ClosingSummary), actor, ClosingSummary).where(
        ClosingSummary.organisation_id == referral.organisation_id, ClosingSummary.referral_id == referral.id
    )
    return db.session.scalars(written).one_or_none()
