"""Asking therapists one after the other whether they take somebody on (CI-7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import LONDON, Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.core.working_days import UnknownBankHolidays
from network.incidents.cases import Case
from network.incidents.models import Referral, TherapistAsk
from network.incidents.queries.asking import list_asked, list_asks, list_candidates, list_lapsed
from network.incidents.queries.module import ask_hours_of
from network.incidents.queries.people import list_handlers, names_of
from network.incidents.queries.referrals import hold_referral
from network.incidents.rules.asking import OPEN_ASKS, AskState, Candidate, TurnDownReason, check_asked, lapses_at
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import State, Step
from network.incidents.service.ledger import whose
from network.incidents.service.opening import open_case
from network.incidents.service.steps import end_asking, note, take_step, tell_asked, tell_person, tell_provider
from network.organisations.public import calendar_of, get_organisation


@dataclass(frozen=True, slots=True)
class Asked:
    """One therapist who was asked, or will be, as whoever chooses sees it."""

    name: str
    state: AskState
    asked_at: datetime | None
    lapses_at: datetime | None
    reason: TurnDownReason | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who can be asked about a referral, best first, and who was."""

    candidates: tuple[Candidate, ...]
    asked: tuple[Asked, ...]

    @property
    def waiting(self) -> Asked | None:
        """Whose answer is waited for; None where nobody's is."""
        return next((each for each in self.asked if each.state is AskState.WAITING), None)

    @property
    def is_going_on(self) -> bool:
        """Whether somebody is asked, or will be."""
        return any(each.state in OPEN_ASKS for each in self.asked)


JOB = "ask the next therapist"
MOVED_ON = "This has moved on meanwhile, so there is nothing for you to answer any more. Thank you for looking."


def read_asking(actor: Actor, referral: Referral | Case, clock: Clock) -> Asking:
    """Who can be asked about a referral that the actor has opened, and who was. Six queries at most."""
    asks = list_asks(actor, referral)
    candidates = list_candidates(actor, referral, asks, clock)
    names: dict[UUID | None, str] = {each.id: each.name for each in candidates}
    names |= names_of(people=[each.therapist_user_id for each in asks if each.therapist_user_id not in names])
    return Asking(
        tuple(candidates),
        tuple(
            Asked(names.get(each.therapist_user_id, ""), each.state, each.asked_at, each.lapses_at, each.reason)
            for each in asks
        ),
    )


def open_asked_referral(actor: Actor, referral_id: UUID, clock: Clock) -> tuple[Case, datetime]:
    """What a therapist is asked about, and until when. Raises NotFound where they are not asked any more."""
    case = open_case(actor, Capacity.ASKED, referral_id, clock)
    until = next(each.lapses_at for each in list_asked(actor) if each.id == referral_id)
    return case, until


def ask_therapists(actor: Actor, referral_id: UUID, therapist_ids: Sequence[UUID], clock: Clock) -> Referral:
    """Asks the first of these therapists, and the next where one says no or does not answer in time (CI-7).

    Raises RuleBroken for anybody who is not a therapist there today, or who said that they know them; Conflict where
    somebody is asked already, or it has a therapist.
    """
    referral = hold_referral(actor, Capacity.ALLOCATOR, referral_id)
    asks = list_asks(actor, referral)
    if referral.state is not State.WITH_PROVIDER or any(each.state in OPEN_ASKS for each in asks):
        raise Conflict("This has moved on since you opened the page. Open it again to see who is asked, or has it.")
    chosen = check_asked(therapist_ids, list_candidates(actor, referral, asks, clock))
    for former in asks:
        if former.therapist_user_id in {each.id for each in chosen}:
            db.session.delete(former)
    db.session.flush()
    last = max((each.turn for each in asks), default=0)
    for turn, each in enumerate(chosen, start=last + 1):
        db.session.add(TherapistAsk(**whose(referral), therapist_user_id=each.id, turn=turn))
    db.session.flush()
    note(actor, referral, "therapists-asked", clock, {"therapists": [str(each.id) for each in chosen]})
    _ask_next(actor, referral, clock)
    return referral


def stop_asking(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """Asks nobody any more; the allocator chooses. Raises Conflict where nobody is asked."""
    referral = hold_referral(actor, Capacity.ALLOCATOR, referral_id)
    if not any(each.state in OPEN_ASKS for each in list_asks(actor, referral)):
        raise Conflict("Nobody is asked any more. Open the page again to see how it stands.")
    end_asking(actor, referral, clock)
    note(actor, referral, "asking-stopped", clock)
    return referral


def accept(actor: Actor, referral_id: UUID, clock: Clock) -> Referral:
    """A therapist takes somebody on. Raises NotFound where they are not asked, or are not any more."""
    referral = hold_referral(actor, Capacity.ASKED, referral_id)
    _answer(actor, referral, AskState.ACCEPTED, None, clock)
    referral.therapist_user_id = actor.user_id
    taken = take_step(actor, referral, Step.NAME_THERAPIST, clock)
    referral.allocated_at = clock.now()
    note(actor, referral, "accepted", clock)
    tell_person(referral, taken.id, clock)
    return referral


def turn_down(actor: Actor, referral_id: UUID, reason: TurnDownReason, clock: Clock) -> None:
    """A therapist does not take somebody on, for a reason from the list; the next one is asked. Raises as `accept`."""
    referral = hold_referral(actor, Capacity.ASKED, referral_id)
    _answer(actor, referral, AskState.TURNED_DOWN, reason, clock)
    note(actor, referral, "turned-down", clock, {"reason": reason})
    _ask_next(actor, referral, clock)


def move_on(clock: Clock) -> None:
    """Asks the next therapist wherever one did not answer in time; where there is none, the allocators choose."""
    system = SystemActor(JOB)
    for ask in list_lapsed(system, clock.now()):
        referral = db.session.scalars(
            scoped(select(Referral), system, Referral).where(Referral.id == ask.referral_id).with_for_update()
        ).one()
        db.session.refresh(ask)
        if ask.state is not AskState.WAITING:
            continue  # answered while this waited
        ask.state, ask.answered_at = AskState.LAPSED, clock.now()
        note(system, referral, "ask-lapsed", clock)
        _ask_next(system, referral, clock)


def _answer(actor: Actor, referral: Referral, state: AskState, reason: TurnDownReason | None, clock: Clock) -> None:
    for ask in list_asks(actor, referral):
        if ask.therapist_user_id == actor.user_id and ask.state is AskState.WAITING:
            ask.reason, ask.state, ask.answered_at = reason, state, clock.now()
            db.session.flush()
            return
    raise Conflict(MOVED_ON)


def _ask_next(actor: Anyone, referral: Referral, clock: Clock) -> None:
    """Tells whose turn it is, leaving out who is not a therapist there any more."""
    provider_id = referral.provider_organisation_id
    there = list_handlers(provider_id, Role.THERAPIST, referral.concerned, clock) if provider_id else []
    db.session.flush()
    for ask in list_asks(actor, referral):
        if ask.state is not AskState.IN_TURN:
            continue
        if ask.therapist_user_id not in {each.id for each in there}:
            ask.state, ask.answered_at = AskState.LAPSED, clock.now()
            continue
        ask.lapses_at = _until(referral, clock)
        ask.state, ask.asked_at = AskState.WAITING, clock.now()
        db.session.flush()
        tell_asked(ask.therapist_user_id, ask.id, clock)
        return
    tell_provider(referral, new_id(), clock)


def _until(referral: Referral, clock: Clock) -> datetime:
    """Where the coming bank holidays are not known, every hour counts: rather too early for one than too late."""
    hours = ask_hours_of(referral.organisation_id)
    try:
        return lapses_at(clock.now(), hours, calendar_of(get_organisation(referral.organisation_id)), LONDON)
    except UnknownBankHolidays:
        return clock.now() + timedelta(hours=hours)
