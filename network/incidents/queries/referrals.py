"""Referrals: who sees which, stated once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select, true
from sqlalchemy.sql import ColumnElement

from network.core.actor import Actor
from network.core.audit import AuditEntry
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.incidents.models import Amendment, Referral, ReferralStep, Talk
from network.incidents.permissions import RIGHT_OF
from network.incidents.queries.people import names_of
from network.incidents.rules.answers import Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.states import (
    AT_THE_DESK,
    CANCELLED,
    Holder,
    ManagerView,
    State,
    Step,
    holder,
    manager_view,
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

    A manager sees what they wrote; a lead what was sent in their organisation; an allocator what was passed to
    theirs; a therapist what was given to them; a person referred what is about them. No draft but one's own.
    Whoever wrote a referral sees it as its manager and as nothing else, whatever else they are (D10); whom it is about
    does not pass it on either.
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
        Referral.referrer_user_id != actor.user_id,
        or_(Referral.staff_user_id.is_(None), Referral.staff_user_id != actor.user_id),
    )
    match capacity:
        case Capacity.REFERRER:
            return and_(is_at_home, Referral.referrer_user_id == actor.user_id)
        case Capacity.LEAD:
            return and_(is_at_home, is_sent, is_anothers)
        case Capacity.ALLOCATOR:
            return and_(is_passed_here, is_anothers)
        case Capacity.THERAPIST:
            return and_(is_passed_here, Referral.therapist_user_id == actor.user_id)
        case Capacity.STAFF_MEMBER:
            return and_(is_at_home, is_sent, Referral.staff_user_id == actor.user_id)


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
class Line:
    """A referral in a list: its reference, where it stands and its clocks. No name of anybody referred (U4)."""

    id: UUID
    reference: str | None
    state: State
    started_at: datetime
    submitted_at: datetime | None
    first_meeting_target_at: datetime | None
    first_meeting_limit_on: date | None
    first_meeting_at: datetime | None
    manager_contact_limit_on: date | None
    manager_contacted_at: datetime | None
    closed_at: datetime | None
    organisation_name: str
    therapist_name: str | None
    reading: Reading

    @property
    def waits_for_person(self) -> bool:
        """Whether its person is to read it before it goes on (U19)."""
        return self.state in AT_THE_DESK and self.reading is Reading.WAITING

    @property
    def holder(self) -> Holder:
        """Whose step is next."""
        return holder(self.state)

    @property
    def standing(self) -> ManagerView | None:
        """What its manager may know of where it stands; None for a draft (D10)."""
        return manager_view(self.state)


_LINE = (
    Referral.id,
    Referral.reference,
    Referral.state,
    Referral.started_at,
    Referral.submitted_at,
    Referral.first_meeting_target_at,
    Referral.first_meeting_limit_on,
    Referral.first_meeting_at,
    Referral.manager_contact_limit_on,
    Referral.manager_contacted_at,
    Referral.closed_at,
    Referral.reading,
    Referral.organisation_id,
    Referral.therapist_user_id,
)


def list_lines(actor: Actor, capacity: Capacity, number: int, size: int, *, is_cancelled: bool = False) -> Page[Line]:
    """A page of what the actor sees in a capacity: what is open first, by its first clock. Three queries.

    What was cancelled stands apart for whoever acts on it (RM); its manager and its person have one list, so that
    neither reads from a place what is not theirs to know (D10).
    """
    listed: Any = (
        visible_referrals(actor, capacity)
        .with_only_columns(*_LINE)
        .where(_of_this_list(capacity, is_cancelled=is_cancelled))
        .order_by(Referral.closed_at.is_not(None), Referral.first_meeting_target_at, Referral.started_at, Referral.id)
    )
    page = paginate(listed, number, size)
    names = names_of(
        organisations=[row.organisation_id for row in page.items],
        people=[row.therapist_user_id for row in page.items],
    )
    return page.map(lambda row: _line(row, names))


def _of_this_list(capacity: Capacity, *, is_cancelled: bool) -> ColumnElement[bool]:
    if capacity in {Capacity.REFERRER, Capacity.STAFF_MEMBER}:
        return true()
    return Referral.state.in_(CANCELLED) if is_cancelled else Referral.state.not_in(CANCELLED)


def _line(row: Any, names: dict[UUID | None, str]) -> Line:
    own = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for it
    organisation_id, therapist_id = own.pop("organisation_id"), own.pop("therapist_user_id")
    return Line(**own, organisation_name=names.get(organisation_id, ""), therapist_name=names.get(therapist_id))


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that somebody else opened a referral (U11)."""

    at: datetime
    user_id: UUID | None
    capacity: Capacity


def list_openings(actor: Actor, referral: Referral) -> list[Opening]:
    """Who else opened a referral and when, from the audit itself, the latest first; at most 100 (U11, B29).

    Whoever acted on it was shown it too: a program may pass on what it never asked to read.
    """
    entries = (
        scoped(select(AuditEntry.at, AuditEntry.user_id, AuditEntry.action, AuditEntry.changes), actor, AuditEntry)
        .where(
            AuditEntry.entity_id == referral.id,
            AuditEntry.action.in_([OPENED, *ACTED]),
            AuditEntry.user_id != actor.user_id,
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


def list_amendments(actor: Actor, referral: Referral) -> list[Amendment]:
    """What was put right since it was sent, in the order in which it was (U13)."""
    amended = scoped(select(Amendment), actor, Amendment).where(
        Amendment.organisation_id == referral.organisation_id, Amendment.referral_id == referral.id
    )
    return list(db.session.scalars(amended.order_by(Amendment.amended_at, Amendment.part)))
