"""Referrals: who sees which, stated once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.sql import ColumnElement

from network.core.actor import Actor
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.incidents.models import Amendment, Referral, ReferralStep, Talk, TherapistAsk
from network.incidents.permissions import RIGHT_OF
from network.incidents.rules.asking import AskState
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import (
    AT_THE_DESK,
    State,
    Step,
)

OPENED = "incidents.referral.opened"
_VERBS = {
    Capacity.LEAD: (
        "passed-on",
        "sent-back",
        "redirected",
        "mistaken",
        "exception-granted",
        "exception-refused",
    ),
    Capacity.ALLOCATOR: (
        "allocated",
        "handed-back",
        "therapists-asked",
        "asking-stopped",
    ),
    Capacity.ASKED: (
        "accepted",
        "turned-down",
    ),
    Capacity.THERAPIST: (
        "session-booked",
        "session-moved",
        "session-called-off",
        "session-noted",
        "reviewed",
        "exception-asked",
        "session-kept",
        "session-let-go",
        "date-set",
        "date-dropped",
        "date-offered",
        "manager-contacted",
        "ended",
        "summary-written",
        "summary-released",
    ),
}
ACTED = {f"incidents.referral.{verb}": capacity for capacity, verbs in _VERBS.items() for verb in verbs}
"""What is done by somebody to whom the referral is shown, and in which capacity."""
MOST_OPENINGS = 100


class SentAlready(NotFound):
    """There is no draft any more: its own manager sent it, and may be led to it."""

    code = "sent-already"


def visible_referrals(actor: Actor, capacity: Capacity) -> Select[Referral]:
    """The one statement of who sees which referral: nobody without the capacity's right, and then only their own.

    A manager sees what they wrote, until they hand it over, or follow in; a lead what was sent in their organisation;
    an allocator what was passed to theirs; a therapist what was given to them, and as one who is asked, what they are
    asked about; a person referred what is about them. No draft but one's own. Whoever wrote a referral, or follows,
    sees it as its manager and as nothing else, whatever else they are (D10); whom it is about does not pass it on.
    """
    return scoped(select(Referral), actor, Referral).where(_restriction(actor, capacity))


def _restriction(actor: Actor, capacity: Capacity) -> ColumnElement[bool]:
    if not actor.can(RIGHT_OF[capacity]):
        return false()
    is_at_home = Referral.organisation_id == actor.organisation_id
    is_sent = Referral.state != State.DRAFT
    is_passed_here = and_(
        Referral.provider_organisation_id == actor.organisation_id, Referral.state.not_in(AT_THE_DESK)
    )
    is_anothers = and_(
        Referral.referrer_user_id.is_distinct_from(actor.user_id),
        Referral.successor_user_id.is_distinct_from(actor.user_id),
        or_(Referral.staff_user_id.is_(None), Referral.staff_user_id != actor.user_id),
    )
    is_asked = Referral.id.in_(
        scoped(select(TherapistAsk.referral_id), actor, TherapistAsk).where(
            TherapistAsk.therapist_user_id == actor.user_id, TherapistAsk.state == AskState.WAITING
        )
    )
    return {
        Capacity.REFERRER: and_(is_at_home, or_(_is_author(actor), Referral.successor_user_id == actor.user_id)),
        Capacity.LEAD: and_(is_at_home, is_sent, is_anothers),
        Capacity.ALLOCATOR: and_(is_passed_here, is_anothers),
        Capacity.ASKED: and_(is_passed_here, is_anothers, Referral.state == State.WITH_PROVIDER, is_asked),
        Capacity.THERAPIST: and_(is_passed_here, Referral.therapist_user_id == actor.user_id),
        Capacity.STAFF_MEMBER: and_(is_at_home, is_sent, Referral.staff_user_id == actor.user_id),
    }[capacity]


def _is_author(actor: Actor) -> ColumnElement[bool]:
    """What the actor wrote, and has not handed over."""
    is_theirs = or_(Referral.handed_over_at.is_(None), Referral.successor_user_id == actor.user_id)
    return and_(Referral.referrer_user_id == actor.user_id, is_theirs)


def get_referral(actor: Actor, capacity: Capacity, referral_id: UUID) -> Referral:
    """One referral. Raises NotFound where there is none that the actor sees in this capacity."""
    found = db.session.scalars(visible_referrals(actor, capacity).where(Referral.id == referral_id)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def hold_referral(actor: Actor, capacity: Capacity, referral_id: UUID) -> Referral:
    """One referral that was sent, which nobody else changes until the transaction ends: things are done to its ledger
    one after the other. Raises NotFound as `get_sent_referral`.
    """
    held = visible_referrals(actor, capacity).where(Referral.id == referral_id, Referral.state != State.DRAFT)
    if capacity is Capacity.REFERRER:
        held = held.where(_is_author(actor))  # who follows as manager sees it, and does nothing to it
    found = db.session.scalars(held.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound()
    return found


def get_sent_referral(actor: Actor, capacity: Capacity, referral_id: UUID) -> Referral:
    """One referral that was sent. Raises NotFound, for a draft too."""
    referral = get_referral(actor, capacity, referral_id)
    if referral.state is State.DRAFT:
        raise NotFound()
    return referral


def get_draft(actor: Actor, referral_id: UUID) -> Referral:
    """One's own draft. Raises NotFound, and SentAlready for one that was sent."""
    referral = get_referral(actor, Capacity.REFERRER, referral_id)
    if referral.state is not State.DRAFT:
        raise SentAlready()
    return referral


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that somebody else opened a referral (U11)."""

    at: datetime
    user_id: UUID | None
    capacity: Capacity


def list_openings(actor: Actor, referral: Referral, besides: UUID | None) -> list[Opening]:
    """Who opened a referral and when, from the audit itself, the latest first; at most 100 (U11, B29).

    All but one person: whoever reads this of themselves, and whom it is about, whose looking is nobody's business.
    Whoever acted on it was shown it too: a program may pass on what it never asked to read.
    """
    entries = (
        scoped(select(AuditEntry.at, AuditEntry.user_id, AuditEntry.action, AuditEntry.changes), actor, AuditEntry)
        .where(
            AuditEntry.entity_id == referral.id,
            AuditEntry.action.in_([OPENED, *ACTED]),
            AuditEntry.user_id.is_not(None),
            AuditEntry.user_id.is_distinct_from(besides),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.sequence.desc())
        .limit(MOST_OPENINGS)
    )
    return [
        Opening(at, user_id, ACTED.get(action) or Capacity(changes["as"]))
        for at, user_id, action, changes in db.session.execute(entries)
    ]


def get_talk_day(actor: Actor, draft: Referral) -> date:
    """The day on which manager and staff member talked."""
    days = scoped(select(Talk.talked_on), actor, Talk).where(Talk.id == draft.talk_id)
    return db.session.scalars(days).one()


def find_last_reason(actor: Actor, referral: Referral, step: Step) -> StepReason | None:
    """Why a step was last taken; None where it was not, or has no list of reasons."""
    reasons = (
        scoped(select(ReferralStep.reason), actor, ReferralStep)
        .where(ReferralStep.referral_id == referral.id, ReferralStep.step == step)
        .order_by(ReferralStep.at.desc(), ReferralStep.id.desc())
    )
    return db.session.scalars(reasons.limit(1)).first()


def list_steps(actor: Actor, referral: Referral) -> list[ReferralStep]:
    """Every step that was taken, in order (D2)."""
    steps = scoped(select(ReferralStep), actor, ReferralStep).where(
        ReferralStep.organisation_id == referral.organisation_id, ReferralStep.referral_id == referral.id
    )
    return list(db.session.scalars(steps.order_by(ReferralStep.at, ReferralStep.id)))


def list_amendments(actor: Actor, referral: Referral) -> list[Amendment]:
    """What was put right since it was sent, in the order in which it was (U13)."""
    amended = scoped(select(Amendment), actor, Amendment).where(
        Amendment.organisation_id == referral.organisation_id, Amendment.referral_id == referral.id
    )
    return list(db.session.scalars(amended.order_by(Amendment.amended_at, Amendment.part)))
