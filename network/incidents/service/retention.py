"""Forgetting: drafts that were not sent, and what was said of people in referrals that closed (B30)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from network.accounts.public import forget_private_role
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import Amendment, KeyDate, Referral, ReferralStep, SessionMove, SupportSession
from network.incidents.rules.readers import SEALED
from network.incidents.rules.states import State
from network.incidents.service.steps import note

JOB = "forget referrals"


def forget(clock: Clock) -> None:
    """Deletes drafts whose time is over, and empties referrals whose time is over of everything about people.

    What stays of a referral is its way: states, instants, and nobody's name. A role that the person was given for
    their page alone goes with it.
    """
    system, now = SystemActor(JOB), clock.now()
    old_drafts = scoped(select(Referral), system, Referral).where(
        Referral.state == State.DRAFT, Referral.kept_until <= now
    )
    for draft in db.session.scalars(old_drafts):
        note(system, draft, "draft-forgotten", clock)
        db.session.delete(draft)
    old = scoped(select(Referral), system, Referral).where(
        Referral.state != State.DRAFT, Referral.kept_until <= now, Referral.forgotten_at.is_(None)
    )
    for referral in db.session.scalars(old).all():
        person_id = referral.staff_user_id
        _empty(system, referral)
        referral.forgotten_at = now
        note(system, referral, "forgotten", clock)
        if person_id is not None:
            _forget_person(system, referral, person_id, clock)


def _empty(system: SystemActor, referral: Referral) -> None:
    """What was moved and why, which dates were to come, and what was put right go with the words themselves."""
    for part in SEALED:
        setattr(referral, f"{part}_sealed", None)
    referral.staff_mark = referral.staff_user_id = None
    unlinked = scoped(update(SupportSession), system, SupportSession).where(SupportSession.referral_id == referral.id)
    db.session.execute(unlinked.values(key_date_id=None))
    for model in (SessionMove, KeyDate, Amendment):
        db.session.execute(scoped(delete(model), system, model).where(model.referral_id == referral.id))


def _forget_person(system: SystemActor, referral: Referral, person_id: UUID, clock: Clock) -> None:
    """Neither the steps that they took nor a role that it alone brought them say that it was theirs.

    The audit does, for as long as an audit is kept: who read and wrote what is its purpose (B26).
    """
    own_steps = scoped(update(ReferralStep), system, ReferralStep).where(
        ReferralStep.referral_id == referral.id, ReferralStep.user_id == person_id
    )
    db.session.execute(own_steps.values(user_id=None))
    others = scoped(select(Referral.id), system, Referral).where(
        Referral.organisation_id == referral.organisation_id, Referral.staff_user_id == person_id
    )
    if db.session.scalar(others.limit(1)) is None:
        forget_private_role(person_id, referral.organisation_id, clock)
