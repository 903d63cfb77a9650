"""Asking one person to give a training, and what they answer. One person is asked at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Actor, SystemActor
from network.core.clock import Clock, instant_in_london
from network.core.database import db, new_id
from network.core.errors import OtherRoute, RuleBroken
from network.core.tenancy import scoped, system_scope
from network.organisations.public import get_organisation
from network.tailoring import addresses
from network.tailoring.messages import GiverInvited, HelpCalledOff, RequestAgreed, RequestOpenAgain, YesConfirmed
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.queries.invitations import find_request, get_invitation, list_agreed_times
from network.tailoring.queries.offers import list_suggestions
from network.tailoring.queries.requests import get_request, list_invitations
from network.tailoring.rules import requests as rules
from network.tailoring.rules import states
from network.tailoring.service.changes import check_seen, forget_agreement, record
from network.tailoring.service.telling import tell, tell_askers
from network.tailoring.vocabulary import InvitationState, RequestState, Step


@dataclass(frozen=True, slots=True)
class Yes:
    """When somebody gives it, as they say."""

    day: date
    starts_at: time
    minutes: int


def invite(
    actor: Actor, request_id: UUID, offer_id: UUID, seen_version: int | None, clock: Clock
) -> TailoredInvitation:
    """Asks one person to give it, who is written to and has 7 days. The coordinator may do so for any organisation.

    Raises NotFound, Conflict where somebody is asked already or it was changed since it was read, and RuleBroken,
    with other ways on, for somebody who cannot be asked (any more).
    """
    request = get_request(actor, request_id)
    check_seen(request, seen_version)
    states.check(Step.INVITE, request.state)
    passed = {row.user_id for row in list_invitations(actor, request.id) if row.state is not InvitationState.TAKEN_BACK}
    organisation = get_organisation(request.organisation_id)
    fitting = list_suggestions(request, organisation.sector, clock, passed, offer_id=offer_id)
    found = next(iter(fitting), None)
    if found is None:
        raise RuleBroken(
            "offer",
            "They cannot be asked for this at the moment. Choose somebody else from the list.",
            routes=(
                OtherRoute("See who else fits", addresses.request(request.id)),
                OtherRoute("See the champions", "/champions/"),
            ),
        )
    giver = found.giver
    request.state, request.partner_organisation_id = RequestState.INVITED, giver.organisation_id
    invitation = TailoredInvitation(
        id=new_id(),
        organisation_id=request.organisation_id,
        partner_organisation_id=giver.organisation_id,
        request_id=request.id,
        user_id=giver.user_id,
        sent_by_id=actor.user_id,
        sent_at=clock.now(),
        answer_by=rules.answer_by(clock.today()),
        state=InvitationState.OPEN,
    )
    db.session.add(invitation)
    db.session.flush()
    record(actor, clock, "sent", invitation, {"to": str(giver.user_id), "of": str(giver.organisation_id)})
    name = organisation.name
    letter = f"invited:{invitation.id}"
    tell(giver.user_id, letter, lambda who: GiverInvited(who.email, who.name, name, str(invitation.id)), clock)
    return invitation


def take_back(actor: Actor, request_id: UUID, seen_version: int | None, clock: Clock) -> TailoredRequest:
    """Asks that person no more, or does without their yes; somebody else can be asked. They are told.

    Raises NotFound, and Conflict where nobody is asked, it was held, or it was changed since it was read.
    """
    request = get_request(actor, request_id)
    check_seen(request, seen_version)
    states.check(Step.TAKE_BACK, request.state)
    with system_scope(db.session(), "an invitation is taken back") as system:
        invitation = get_live(system, request.id)
        reopen(actor, request, invitation, InvitationState.TAKEN_BACK, clock)
        key = f"called_off:{invitation.id}"
        tell(invitation.user_id, key, lambda who: HelpCalledOff(who.email, who.name), clock)
    return request


def say_yes(actor: Actor, invitation_id: UUID, yes: Yes, seen_version: int | None, clock: Clock) -> TailoredInvitation:
    """The person agrees, and names day, start and length. Both sides are told, and have each other's address.

    Raises NotFound, RuleBroken on `day`, `starts_at` or `minutes`, also where they said yes to something else at that
    time, and Conflict where it does not wait any more.
    """
    invitation, request = _get_to_answer(actor, invitation_id, seen_version, clock)
    rules.check_yes(yes.day, yes.minutes, clock.today())
    starts_at = instant_in_london(yes.day, yes.starts_at, "starts_at")
    rules.check_free(starts_at, yes.minutes, list_agreed_times(actor.user_id))
    request.state, request.giver_id = RequestState.AGREED, invitation.user_id
    request.day, request.minutes, request.agreed_at = yes.day, yes.minutes, clock.now()
    request.starts_at = starts_at
    close(actor, invitation, InvitationState.ACCEPTED, clock)
    db.session.flush()
    record(actor, clock, "agreed", request, {"day": yes.day.isoformat(), "minutes": yes.minutes})
    with system_scope(db.session(), "whoever asked is told that somebody agreed"):
        tell_askers(request, f"agreed:{invitation.id}", lambda to: RequestAgreed(to, str(request.id)), clock)
    key = f"confirmed:{invitation.id}"
    tell(invitation.user_id, key, lambda who: YesConfirmed(who.email, str(invitation.id)), clock)
    return invitation


def say_no(actor: Actor, invitation_id: UUID, clock: Clock) -> TailoredInvitation:
    """The person says no, or that they cannot give it after all; no reason is asked (U15).

    Whoever asked is told that somebody else can be asked. Raises NotFound, and Conflict where it does not wait any
    more, or was held.
    """
    invitation = get_invitation(actor, invitation_id)
    request = find_request(actor, invitation)
    if request is None:
        raise states.over()
    states.check(Step.DECLINE, request.state)
    with system_scope(db.session(), "somebody says no, and their organisation reads it no more"):
        reopen(actor, request, invitation, InvitationState.DECLINED, clock)
        tell_open_again(request, invitation, clock)
    return invitation


def _get_to_answer(
    actor: Actor, invitation_id: UUID, seen_version: int | None, clock: Clock
) -> tuple[TailoredInvitation, TailoredRequest]:
    invitation = get_invitation(actor, invitation_id)
    states.check_open(invitation.state)
    request = find_request(actor, invitation)
    if request is None or rules.is_past(invitation.answer_by, clock.today()):
        raise states.over()
    check_seen(request, seen_version)
    states.check(Step.ANSWER, request.state)
    return invitation, request


def reopen(
    actor: Actor | SystemActor,
    request: TailoredRequest,
    invitation: TailoredInvitation,
    state: InvitationState,
    clock: Clock,
) -> None:
    """Whoever was asked, or had agreed, does not give it: somebody else can be asked. For inside the system's scope."""
    close(actor, invitation, state, clock)
    before, request.state = request.state, RequestState.ASKED
    forget_agreement(request)
    db.session.flush()
    record(actor, clock, "reopened", request, {"state": [before, RequestState.ASKED]})


def close(actor: Actor | SystemActor, invitation: TailoredInvitation, state: InvitationState, clock: Clock) -> None:
    """What became of an invitation."""
    invitation.state, invitation.closed_at = state, clock.now()
    record(actor, clock, state.value.replace("-", "_"), invitation)


def tell_open_again(request: TailoredRequest, invitation: TailoredInvitation, clock: Clock) -> None:
    """To whoever asked: the next can be asked. The same words whatever the reason."""
    key = f"open_again:{invitation.id}"
    tell_askers(request, key, lambda to: RequestOpenAgain(to, str(request.id)), clock)


def find_live(system: SystemActor, request_id: UUID) -> TailoredInvitation | None:
    """Who is asked, or has agreed."""
    rows = scoped(select(TailoredInvitation), system, TailoredInvitation).where(
        TailoredInvitation.request_id == request_id,
        TailoredInvitation.state.in_([InvitationState.OPEN, InvitationState.ACCEPTED]),
    )
    return db.session.scalars(rows).first()


def get_live(system: SystemActor, request_id: UUID) -> TailoredInvitation:
    """The same, of a request that has one. Raises Conflict where it was closed meanwhile."""
    found = find_live(system, request_id)
    if found is None:
        raise states.over()
    return found
