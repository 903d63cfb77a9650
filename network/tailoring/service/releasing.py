"""What ends by itself: invitations without an answer, requests whose days have passed, and what goes with a role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from network.accounts.models import Membership
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.tailoring.messages import RequestPassed
from network.tailoring.models import GivingOffer, TailoredInvitation, TailoredRequest
from network.tailoring.permissions import GIVERS
from network.tailoring.service.changes import record
from network.tailoring.service.inviting import reopen, tell_open_again
from network.tailoring.service.telling import tell_askers
from network.tailoring.vocabulary import InvitationState, RequestState

MOST_AT_ONCE = 500
_LIVE = (RequestState.INVITED, RequestState.AGREED)
"""Somebody is asked, or has agreed to what was not held yet."""


def lapse(system: SystemActor, clock: Clock) -> None:
    """Invitations whose time is over: whoever asked is told that the next can be asked."""
    over = TailoredInvitation.answer_by < clock.today()
    for invitation, request in _list_live(system, over, TailoredInvitation.state == InvitationState.OPEN):
        reopen(system, request, invitation, InvitationState.LAPSED, clock)
        tell_open_again(request, invitation, clock)


def close_passed(system: SystemActor, clock: Clock) -> None:
    """Requests whose last day has passed while nobody was asked; whoever asked is told that they can ask anew."""
    passed = scoped(select(TailoredRequest), system, TailoredRequest).where(
        TailoredRequest.state == RequestState.ASKED, TailoredRequest.until_on < clock.today()
    )
    for request in db.session.scalars(passed.order_by(TailoredRequest.id).limit(MOST_AT_ONCE)).all():
        request.state, request.withdrawn_at = RequestState.WITHDRAWN, clock.now()
        db.session.flush()
        record(system, clock, "passed", request, {"state": [RequestState.ASKED, RequestState.WITHDRAWN]})
        tell_askers(request, f"passed:{request.id}", RequestPassed, clock)


def release_over(system: SystemActor, clock: Clock, user_id: UUID | None = None) -> None:
    """Of everybody, or of one person, who holds no role to give training any more: their offer, and what waits.

    Training that they had agreed to and not held yet is open again; whoever asked is told.
    """
    offers = scoped(select(GivingOffer), system, GivingOffer, Membership).where(
        ~_still_gives(GivingOffer.user_id, GivingOffer.organisation_id, clock)
    )
    invitations = ~_still_gives(TailoredInvitation.user_id, TailoredInvitation.partner_organisation_id, clock)
    criteria = [invitations]
    if user_id is not None:
        offers = offers.where(GivingOffer.user_id == user_id)
        criteria.append(TailoredInvitation.user_id == user_id)
    for offer in db.session.scalars(offers.order_by(GivingOffer.id).limit(MOST_AT_ONCE)).all():
        record(system, clock, "removed", offer)
        db.session.delete(offer)
    release(system, system, clock, *criteria)


def release(actor: Actor | SystemActor, system: SystemActor, clock: Clock, *criteria: ColumnElement[bool]) -> None:
    """Opens again whatever of these invitations waits or is still to be held; whoever asked is told.

    What was agreed for a day that has passed was held, as far as anybody knows: whoever asked can still say so.
    """
    for invitation, request in _list_live(system, *criteria, is_to_come(clock)):
        reopen(actor, request, invitation, InvitationState.RELEASED, clock)
        tell_open_again(request, invitation, clock)


def is_to_come(clock: Clock) -> ColumnElement[bool]:
    """Whether nothing is agreed, or for today or later."""
    return or_(TailoredRequest.day.is_(None), TailoredRequest.day >= clock.today())


def _list_live(system: SystemActor, *criteria: ColumnElement[bool]) -> list[tuple[TailoredInvitation, TailoredRequest]]:
    rows = (
        scoped(select(TailoredInvitation, TailoredRequest), system, TailoredInvitation, TailoredRequest, Membership)
        .join(TailoredRequest, TailoredRequest.id == TailoredInvitation.request_id)
        .where(
            TailoredInvitation.state.in_([InvitationState.OPEN, InvitationState.ACCEPTED]),
            TailoredRequest.state.in_(_LIVE),
            *criteria,
        )
        .order_by(TailoredInvitation.id)
        .limit(MOST_AT_ONCE)
    )
    return [(row[0], row[1]) for row in db.session.execute(rows).all()]


def _still_gives(user_id: Any, organisation_id: Any, clock: Clock) -> ColumnElement[bool]:
    held = (
        select(Membership.id)
        .where(
            Membership.user_id == user_id,
            Membership.organisation_id == organisation_id,
            Membership.role.in_(GIVERS),
            Membership.held_or_coming(clock.today()),
        )
        .correlate(GivingOffer, TailoredInvitation)
    )
    return held.exists()
