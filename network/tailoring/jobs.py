"""What the worker does: ends what nobody answered, reminds in the digest, and forgets words in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import func, or_, select

from network.accounts.public import list_holders, list_people_with_role
from network.core.actor import SystemActor
from network.core.clock import LONDON, Clock, in_utc, local_date
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.feature import Job, Reminder
from network.organisations.public import find_host
from network.tailoring import addresses
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.rules import requests as rules
from network.tailoring.service.changes import record
from network.tailoring.service.releasing import MOST_AT_ONCE, close_passed, lapse, release_over
from network.tailoring.vocabulary import InvitationState, RequestState
from network.ui.filters import as_date

JOB = "tailoring: reminders"


def end_what_is_over(clock: Clock) -> None:
    """Invitations that nobody answered in 7 days, requests that are past, and what goes with a role that is over."""
    with system_scope(db.session(), "invitations whose time is over") as system:
        lapse(system, clock)
        close_passed(system, clock)
        release_over(system, clock)


def forget(clock: Clock) -> None:
    """Access needs 30 days after the session or once it is taken back, other words 12 months after (B30)."""
    with system_scope(db.session(), "forget the words of requests") as system:
        _forget_needs(system, clock)
        _forget_words(system, clock)


def _forget_needs(system: SystemActor, clock: Clock) -> None:
    rows = scoped(select(TailoredRequest), system, TailoredRequest).where(
        TailoredRequest.access_needs != "",
        or_(
            TailoredRequest.state == RequestState.WITHDRAWN,
            TailoredRequest.day <= clock.today() - rules.NEEDS_KEPT,
        ),
    )
    for request in db.session.scalars(rows.limit(MOST_AT_ONCE)):
        request.access_needs = ""
        record(system, clock, "needs_forgotten", request)


def _forget_words(system: SystemActor, clock: Clock) -> None:
    first = rules.words_kept_from(clock.today())
    closed = func.coalesce(TailoredRequest.fed_back_at, TailoredRequest.held_said_at, TailoredRequest.withdrawn_at)
    # Of what was agreed nobody may ever say that it was held: then its day counts.
    nobody_said = (TailoredRequest.state == RequestState.AGREED) & (TailoredRequest.day < first)
    rows = scoped(select(TailoredRequest), system, TailoredRequest).where(
        or_(closed < in_utc(datetime.combine(first, time(), LONDON)), nobody_said),
        or_(TailoredRequest.tailor != "", TailoredRequest.feedback != "", TailoredRequest.practice != ""),
    )
    for request in db.session.scalars(rows.limit(MOST_AT_ONCE)):
        request.tailor, request.feedback, request.practice = "", "", ""
        record(system, clock, "words_forgotten", request)


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For whoever was asked and has not answered; for leads whose yes is wanted; for coordinators, what is new.

    Each once, and without a word of what it is about (`U31`, `U34`).
    """
    yield from _unanswered(clock)
    yield from _to_lend(clock)
    yield from _new_requests(clock)


def _unanswered(clock: Clock) -> Iterator[Reminder]:
    system = SystemActor(JOB)
    rows = scoped(select(TailoredInvitation), system, TailoredInvitation).where(
        TailoredInvitation.state == InvitationState.OPEN,
        TailoredInvitation.answer_by >= clock.today(),
        TailoredInvitation.sent_at <= clock.now() - rules.REMIND_AFTER,
    )
    for each in db.session.scalars(rows.order_by(TailoredInvitation.id)):
        words = f"Another team would like your help, and hopes for an answer by {as_date(each.answer_by)}."
        yield Reminder(each.user_id, f"tailoring.unanswered:{each.id}", words, addresses.invitation(each.id))


def _to_lend(clock: Clock) -> Iterator[Reminder]:
    system = SystemActor(JOB)
    rows = scoped(select(GivingOffer), system, GivingOffer).where(
        GivingOffer.for_others, GivingOffer.lent_at.is_(None), ~GivingOffer.is_paused
    )
    offers = db.session.scalars(rows.order_by(GivingOffer.id)).all()
    leads = list_holders(Role.ORGANISATION_LEAD, {each.organisation_id for each in offers}, clock)
    for each in offers:
        for lead in leads.get(each.organisation_id, []):
            words = "A colleague would help other partners too, if you agree."
            yield Reminder(lead.id, f"tailoring.lend:{each.id}", words, addresses.OFFERS)


def _new_requests(clock: Clock) -> Iterator[Reminder]:
    host = find_host()
    system = SystemActor(JOB)
    rows = scoped(select(TailoredRequest), system, TailoredRequest).where(TailoredRequest.state == RequestState.ASKED)
    waiting = db.session.scalars(rows.order_by(TailoredRequest.id)).all()
    if host is None or not waiting:
        return
    for coordinator in list_people_with_role(host.id, Role.COORDINATOR, clock):
        for each in waiting:
            words = f"A partner has asked for something since {as_date(local_date(each.asked_at))}."
            yield Reminder(coordinator.id, f"tailoring.asked:{each.id}", words, addresses.request(each.id))


JOBS = (
    Job("tailoring.end_what_is_over", timedelta(hours=1), end_what_is_over),
    Job("tailoring.forget", timedelta(hours=6), forget),
)
