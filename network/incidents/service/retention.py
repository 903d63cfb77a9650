"""Forgetting: drafts that were not sent, and what was said of people in referrals that closed (B30)."""

from __future__ import annotations

from sqlalchemy import select

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import Referral
from network.incidents.rules.readers import SEALED
from network.incidents.rules.retention import DRAFT_KEPT, PARTICULARS_KEPT
from network.incidents.rules.states import State
from network.incidents.service.steps import note

JOB = "forget referrals"


def forget(clock: Clock) -> None:
    """Deletes drafts begun 30 days ago, and empties referrals closed 90 days ago of everything about people.

    What stays of a referral is its way: states, instants, and nobody's name.
    """
    system, now = SystemActor(JOB), clock.now()
    old_drafts = scoped(select(Referral), system, Referral).where(
        Referral.state == State.DRAFT, Referral.started_at <= now - DRAFT_KEPT
    )
    for draft in db.session.scalars(old_drafts):
        note(system, draft, "draft-forgotten", clock)
        db.session.delete(draft)
    old = scoped(select(Referral), system, Referral).where(
        Referral.closed_at <= now - PARTICULARS_KEPT, Referral.forgotten_at.is_(None)
    )
    for referral in db.session.scalars(old):
        _empty(referral)
        referral.forgotten_at = now
        note(system, referral, "forgotten", clock)


def _empty(referral: Referral) -> None:
    for part in SEALED:
        setattr(referral, f"{part}_sealed", None)
    referral.staff_mark = referral.staff_user_id = None
