"""What a therapist notes: when the first meeting is, that support began and ended, that the manager was contacted."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Actor
from network.core.clock import Clock, in_utc
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.tenancy import scoped
from network.incidents.models import FirstMeeting, Referral
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State, Step, is_closed
from network.incidents.service.steps import note, take_step, tell_leads, tell_manager_of_end, tell_person

FURTHEST_MEETING = timedelta(days=92)


def book_meeting(actor: Actor, referral_id: UUID, at: datetime, mode: MeetingMode, clock: Clock) -> Referral:
    """Books the first meeting, or moves it; a moved one is kept beside the new (CI-8, D1).

    Raises RuleBroken for a time that has passed or is far off, StepNotAllowed once support has begun.
    """
    referral = get_sent_referral(actor, Capacity.THERAPIST, referral_id)
    if in_utc(at) < clock.now():
        raise RuleBroken("day", "Enter a day and a time that are still to come")
    if in_utc(at) > clock.now() + FURTHEST_MEETING:
        raise RuleBroken("day", "Check the year. A first meeting is within days of the referral")
    taken = take_step(actor, referral, Step.BOOK_FIRST_MEETING, clock)
    booked = FirstMeeting(
        id=new_id(),
        organisation_id=referral.organisation_id,
        provider_organisation_id=referral.provider_organisation_id,
        referral_id=referral.id,
        at=in_utc(at),
        mode=mode,
        booked_at=clock.now(),
        booked_by_id=actor.user_id,
    )
    for earlier in db.session.scalars(
        scoped(select(FirstMeeting), actor, FirstMeeting).where(
            FirstMeeting.referral_id == referral.id, FirstMeeting.replaced_at.is_(None)
        )
    ):
        earlier.replaced_at = clock.now()
    db.session.add(booked)
    referral.first_meeting_booked_at = clock.now()
    referral.first_meeting_at, referral.first_meeting_mode = booked.at, mode
    note(actor, referral, "meeting-booked", clock, {"at": booked.at.isoformat(), "mode": mode})
    tell_person(referral, taken, clock)
    return referral


def begin_support(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Says that the first meeting was held, so that support is under way (CI-10). RuleBroken before its time."""
    referral = get_sent_referral(actor, Capacity.THERAPIST, referral_id)
    if referral.state is State.MEETING_BOOKED and (referral.first_meeting_at or clock.now()) > clock.now():
        raise RuleBroken(None, "The first meeting is still to come. If it was held earlier, move it first.")
    take_step(actor, referral, Step.BEGIN_SUPPORT, clock)
    referral.begun_at = referral.first_meeting_at
    note(actor, referral, "begun", clock)
    return referral


def note_manager_contact(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Says that the therapist has spoken with the manager (CI-9, D3). Noting it twice is a Conflict."""
    referral = get_sent_referral(actor, Capacity.THERAPIST, referral_id)
    if referral.manager_contacted_at is not None or is_closed(referral.state):
        raise Conflict("This was noted already, or the support has ended. Open the page again to see how it stands.")
    referral.manager_contacted_at = clock.now()
    note(actor, referral, "manager-contacted", clock)
    return referral


def end_support(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Says that support has ended; the manager is told that it did, and no more (CI-19, D10)."""
    referral = get_sent_referral(actor, Capacity.THERAPIST, referral_id)
    taken = take_step(actor, referral, Step.END_SUPPORT, clock)
    note(actor, referral, "ended", clock)
    tell_leads(referral, taken, clock)
    tell_manager_of_end(referral, taken, clock)
    tell_person(referral, taken, clock)
    return referral
