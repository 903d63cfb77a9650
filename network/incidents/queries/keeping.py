"""What is to be deleted, and when (B30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from network.core.actor import Actor, SystemActor
from network.core.clock import Clock, day_begins
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import (
    ClosingSummary,
    GroupSupport,
    LegalHold,
    Referral,
    ReferralStep,
    SupportSession,
    Talk,
)
from network.incidents.queries.holding import is_free
from network.incidents.queries.referrals import visible_referrals
from network.incidents.rules.readers import Capacity
from network.incidents.rules.retention import QUIET
from network.incidents.rules.sessions import SessionState
from network.incidents.rules.states import State

AHEAD: Final = timedelta(days=31)
"""How far an incident lead looks ahead, today apart."""


def past(system: SystemActor, until: InstrumentedAttribute[datetime | None], clock: Clock) -> Select[Referral]:
    """Referrals that have closed, that one of their days has come for, whichever `until` names, and that no hold keeps.

    Where a hold ends, what is overdue is found by the next round.
    """
    return scoped(select(Referral), system, Referral).where(
        Referral.closed_at.is_not(None), until <= clock.now(), is_free(clock.today())
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """A referral of which something goes soon: its days, and what there still is."""

    id: UUID
    reference: str | None
    kept_until: datetime | None
    summary_until: datetime | None
    skeleton_until: datetime | None
    is_forgotten: bool
    has_summary: bool


def list_coming(actor: Actor, clock: Clock) -> list[Coming]:
    """What an incident lead sees and of which something goes within 31 days; what is overdue too, what is held not."""
    ends = day_begins(clock.today() + AHEAD + timedelta(days=1))
    summaries = scoped(select(ClosingSummary.id), actor, ClosingSummary).where(
        ClosingSummary.organisation_id == Referral.organisation_id, ClosingSummary.referral_id == Referral.id
    )
    days = (Referral.kept_until, Referral.summary_until, Referral.skeleton_until)
    coming: Any = (
        visible_referrals(actor, Capacity.LEAD)
        .where(Referral.closed_at.is_not(None), or_(*(day < ends for day in days)), is_free(clock.today()))
        .with_only_columns(
            Referral.id, Referral.reference, *days, Referral.forgotten_at.is_not(None), summaries.exists()
        )
    )
    return [Coming(*row) for row in db.session.execute(coming)]


def count_drafts_coming(actor: Actor, clock: Clock) -> int:
    """How many drafts go within 31 days. Whose they are is nobody else's to see."""
    ends = day_begins(clock.today() + AHEAD + timedelta(days=1))
    drafts = scoped(select(func.count(Referral.id)), actor, Referral).where(
        Referral.organisation_id == actor.organisation_id, Referral.state == State.DRAFT, Referral.kept_until < ends
    )
    return db.session.scalar(drafts) or 0


def list_quiet(actor: Actor, clock: Clock) -> list[Row[Any]]:
    """What an incident lead sees, is open, and of which nothing was noted for long: key, reference, since when.

    Nothing that waits for a session: one kept for an inquest may wait for years.
    """
    since = clock.now() - QUIET
    of_it = (ReferralStep.organisation_id == Referral.organisation_id, ReferralStep.referral_id == Referral.id)
    steps = scoped(select(ReferralStep.id), actor, ReferralStep).where(*of_it, ReferralStep.at > since)
    sessions = scoped(select(SupportSession.id), actor, SupportSession).where(
        SupportSession.organisation_id == Referral.organisation_id,
        SupportSession.referral_id == Referral.id,
        or_(SupportSession.state.in_([SessionState.BOOKED, SessionState.KEPT]), SupportSession.noted_at > since),
    )
    quiet: Any = (
        visible_referrals(actor, Capacity.LEAD)
        .where(Referral.closed_at.is_(None), Referral.submitted_at <= since, ~steps.exists(), ~sessions.exists())
        .with_only_columns(Referral.id, Referral.reference, Referral.submitted_at)
        .order_by(Referral.submitted_at, Referral.id)
    )
    return list(db.session.execute(quiet))


def list_held(actor: Actor, today: date) -> list[Row[Any]]:
    """What an incident lead sees and that is held today: key, reference, reason, last day; the first to end first."""
    joined = visible_referrals(actor, Capacity.LEAD).join(LegalHold, LegalHold.referral_id == Referral.id)
    held: Any = (
        scoped(joined, actor, LegalHold)
        .where(LegalHold.until_on >= today)
        .with_only_columns(Referral.id, Referral.reference, LegalHold.reason, LegalHold.until_on)
        .order_by(LegalHold.until_on, Referral.reference)
    )
    return list(db.session.execute(held))


def list_spent_talks(system: SystemActor, recorded_before: datetime) -> list[Talk]:
    """Talks of long ago that no referral stands on any more."""
    referred = scoped(select(Referral.id), system, Referral).where(Referral.talk_id == Talk.id)
    talks = scoped(select(Talk), system, Talk).where(Talk.recorded_at <= recorded_before, ~referred.exists())
    return list(db.session.scalars(talks))


def list_closed_groups(system: SystemActor, closed_before: datetime) -> list[GroupSupport]:
    """Support for groups that ended long ago."""
    groups = scoped(select(GroupSupport), system, GroupSupport).where(GroupSupport.closed_at <= closed_before)
    return list(db.session.scalars(groups))
