"""Referrals for tests, built through the services, as far along their way as a test needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import delete

from network.accounts.models import Membership, User
from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock, FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.directory.vocabulary import SupportKind
from network.incidents import service
from network.incidents.queries.module import find_module, read_setup
from network.incidents.rules.answers import (
    AskedBy,
    ContactWay,
    DateKind,
    DateScope,
    ExitPathway,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
    TalkOutcome,
    TeamInput,
    Voicemail,
)
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import Outcome, SessionState
from network.incidents.rules.setup import Setup
from network.incidents.rules.states import State
from network.incidents.rules.submission import Submission
from network.incidents.rules.summary import Statement
from network.incidents.ways import get_way
from tests.factories.directory import an_entry
from tests.support.world import Person, World

CANARIES = {
    "staff_name": "Canary Quillfeather",
    "staff_telephone": "07700 900 817",
    "staff_email": "canary.own.address@example.org",
    "manager_name": "Canary Marchbanks",
    "manager_telephone": "07700 900 818",
    "manager_email": "canary.manager@example.org",
    "narrative": "canarynarrative: a door, a street, a voice",
    "correction": "canarycorrection: it was the second door",
    "called": "Canarycalled, they",
    "own_telephone": "07700 900 819",
    "own_email": "canary.private@example.org",
    "interpreter": "canaryinterpreter: Polish",
    "contact_times": "canarytimes: after five",
    "therapist_wish": "canarywish: nobody from the north team",
}
"""A text found nowhere else, for each part that is written freely."""


@contextmanager
def acting(app: Flask, person: Person) -> Iterator[Actor]:
    """This person at work: whatever the block does through services is committed at its end."""
    roles = frozenset({person.role})
    with app.app_context():
        permissions = app.extensions["policies"].permissions_of(roles)
        actor = Actor(person.user_id, person.organisation_id, roles, permissions, has_second_factor=True)
        tenancy.enter(db.session(), actor)
        yield actor
        commit()


SETUP = Setup(go_live_on=date(2026, 1, 1), agreed_on=date(2025, 11, 3))
"""A service for everybody, without its provider."""


@contextmanager
def a_service_complete(app: Flask, world: World, at: str, clock: Clock) -> Iterator[None]:
    """What the checklist asks for besides its pages: where else people turn, and a stand-in, who has left at its end.

    So that most tests have one incident lead, whom everybody tells.
    """
    first = world.person(Role.INCIDENT_LEAD, at)
    with app.app_context(), system_scope(db.session(), "what a service needs"):
        for kind in (SupportKind.WELLBEING_SERVICE, SupportKind.SUPERVISION):
            db.session.add(an_entry(getattr(world, at), kind, clock))
        stand_in = world.add_person(at, Role.INCIDENT_LEAD, clock)
        commit()
    world.people[(at, Role.INCIDENT_LEAD)] = first
    yield
    with app.app_context(), system_scope(db.session(), "they have left") as system:
        for rows, of_them in ((Membership, Membership.user_id), (User, User.id)):
            db.session.execute(scoped(delete(rows), system, rows).where(of_them == stand_in.user_id))
        commit()


@dataclass
class Service:
    """The service of `own`, switched on, with everybody that a referral passes through."""

    app: Flask
    world: World
    clock: FrozenClock
    manager: Person = field(init=False)
    lead: Person = field(init=False)
    allocator: Person = field(init=False)
    therapist: Person = field(init=False)
    staff_member: Person = field(init=False)
    booked_until: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.manager = self.world.person(Role.MANAGER)
        self.lead = self.world.person(Role.INCIDENT_LEAD)
        self.allocator = self.world.person(Role.PROVIDER_ALLOCATOR, "provider")
        self.therapist = self.world.person(Role.THERAPIST, "provider")
        self.staff_member = self.world.person(Role.STAFF_MEMBER)

    def add_person(self, at: str, role: Role) -> Person:
        """Another person of a role; the first one stays who they are."""
        with self.app.app_context(), system_scope(db.session(), "another person for a test"):
            person = self.world.add_person(at, role, self.clock)
            # Under a name of its own too: the next address is numbered by how many there are.
            self.world.people[(str(person.user_id), role)] = person
            commit()
        return person

    def switch_on(self, at: str = "own", go_live_on: date | None = None, provider: str = "provider") -> None:
        """On since long ago, unless told."""
        setup = replace(SETUP, provider_id=getattr(self.world, provider), go_live_on=go_live_on or SETUP.go_live_on)
        with (
            a_service_complete(self.app, self.world, at, self.clock),
            acting(self.app, self.world.person(Role.ORGANISATION_LEAD, at)) as actor,
        ):
            service.set_up(actor, setup, self.clock)
            service.switch_on(actor, self.clock)

    def change_setup(self, at: str = "own", **changes: Any) -> None:
        """Changes how the service is offered there."""
        with acting(self.app, self.world.person(Role.ORGANISATION_LEAD, at)) as actor:
            setup = read_setup(actor, find_module(actor))
            service.set_up(actor, replace(setup, **changes), self.clock)

    def submission(self, **changes: object) -> Submission:
        """A referral for the staff member of `own`, of an incident yesterday."""
        yesterday = self.clock.today() - timedelta(days=1)
        usual = Submission(
            talked_on=self.clock.today(),
            incident_on=yesterday,
            staff_name=CANARIES["staff_name"],
            staff_telephone=CANARIES["staff_telephone"],
            staff_email=self.staff_member.email,
            narrative=CANARIES["narrative"],
            team_input=TeamInput.NOT_SURE,
            manager_name=CANARIES["manager_name"],
            manager_telephone=CANARIES["manager_telephone"],
            manager_email=CANARIES["manager_email"],
            goes_at_once=True,
        )
        return replace(usual, **changes)  # type: ignore[arg-type]

    def refer(self, **changes: object) -> UUID:
        """A referral that was sent."""
        with acting(self.app, self.manager) as actor:
            return service.refer(actor, self.submission(**changes), self.clock).id

    def bring_to(self, state: State, **changes: object) -> UUID:
        """A referral in a state, by the shortest way there."""
        if state is State.DRAFT:
            return self.draft()
        referral_id = self.refer(**changes)
        if state in _BY_THE_WAY:
            _BY_THE_WAY[state](self, referral_id)
            return referral_id
        for reached, step in _WAY:
            if state in _BEFORE[reached]:
                break
            step(self, referral_id)
        return referral_id

    def draft(self) -> UUID:
        """A draft, empty but for its manager."""
        with acting(self.app, self.manager) as actor:
            draft = service.record_talk(actor, TalkOutcome.REFER, self.clock.today(), self.clock)
            assert draft is not None
            return draft.id

    def pass_on(self, referral_id: UUID) -> None:
        """By the lead."""
        with acting(self.app, self.lead) as actor:
            service.pass_on(actor, referral_id, self.clock)

    def allocate(self, referral_id: UUID, therapist: Person | None = None) -> None:
        """By the allocator."""
        with acting(self.app, self.allocator) as actor:
            service.allocate(actor, referral_id, (therapist or self.therapist).user_id, self.clock)

    def book(self, referral_id: UUID) -> UUID:
        """By the therapist, for the next hour in which they are with nobody; the session's key."""
        at = max(self.clock.now(), self.booked_until) + timedelta(hours=1)
        with acting(self.app, self.therapist) as actor:
            booked = service.book_session(actor, referral_id, service.When(at, MeetingMode.VIDEO), self.clock)
        self.booked_until = at
        return booked.id

    def move(self, referral_id: UUID, session_id: UUID) -> None:
        """By the therapist, to the same time tomorrow, because the staff member asked."""
        with acting(self.app, self.therapist) as actor:
            case = service.open_case(actor, Capacity.THERAPIST, referral_id, self.clock)
            session = case.support.get(session_id)
            assert session.at is not None
            when = service.When(session.at + timedelta(days=1), MeetingMode.VIDEO)
            why = service.Why(AskedBy.STAFF_MEMBER, MoveReason.WORK)
            service.move_session(actor, referral_id, session_id, when, why, self.clock)

    def hold(self, referral_id: UUID, session_id: UUID, outcome: Outcome = Outcome.HELD) -> None:
        """By the therapist, once everything that is booked has been."""
        self.clock.move_to(max(self.clock.now(), self.booked_until) + timedelta(hours=1))
        with acting(self.app, self.therapist) as actor:
            service.say_outcome(actor, referral_id, session_id, outcome, self.clock)

    def begin(self, referral_id: UUID) -> None:
        """By the therapist, once the meeting that is booked was held."""
        with acting(self.app, self.therapist) as actor:
            case = service.open_case(actor, Capacity.THERAPIST, referral_id, self.clock)
        booked = next(each for each in case.support.sessions if each.state is SessionState.BOOKED)
        self.hold(referral_id, booked.id)

    def hold_sessions(self, referral_id: UUID, count: int) -> None:
        """So many sessions, one after the other."""
        for _ in range(count):
            self.hold(referral_id, self.book(referral_id))

    def note_date(self, referral_id: UUID, on: date | None = None) -> UUID:
        """An inquest, noted by the therapist; its key."""
        coming = service.DateToCome(DateKind.INQUEST, DateScope.EXTERNAL, on)
        with acting(self.app, self.therapist) as actor:
            return service.note_key_date(actor, Capacity.THERAPIST, referral_id, coming, self.clock).id

    def keep(self, referral_id: UUID, key_date_id: UUID) -> UUID:
        """A session kept for a date, by the therapist; its key."""
        with acting(self.app, self.therapist) as actor:
            return service.keep_session(actor, referral_id, key_date_id, self.clock).id

    def review(self, referral_id: UUID, outcome: ReviewOutcome = ReviewOutcome.MORE) -> None:
        """By the therapist."""
        with acting(self.app, self.therapist) as actor:
            service.review_sessions(actor, referral_id, outcome, self.clock)

    def end(self, referral_id: UUID) -> None:
        """By the therapist."""
        with acting(self.app, self.therapist) as actor:
            service.end_support(actor, referral_id, service.Ending(ExitPathway.WELLBEING_SERVICE), self.clock)

    def sum_up(self, referral_id: UUID, words: str = "") -> None:
        """By the therapist: two general statements, and perhaps words."""
        said = service.GeneralWords(frozenset({Statement.ENDED, Statement.SUPERVISION}), words)
        with acting(self.app, self.therapist) as actor:
            service.write_summary(actor, referral_id, said, self.clock)

    def withdraw(self, referral_id: UUID) -> None:
        """By the manager."""
        with acting(self.app, self.manager) as actor:
            service.withdraw(actor, referral_id, StepReason.THEY_ASKED, self.clock)

    def leave(self, referral_id: UUID, capacity: Capacity, way: str, reason: StepReason) -> None:
        """By whoever has that capacity."""
        people = {
            Capacity.REFERRER: self.manager,
            Capacity.LEAD: self.lead,
            Capacity.ALLOCATOR: self.allocator,
            Capacity.THERAPIST: self.therapist,
        }
        with acting(self.app, people[capacity]) as actor:
            get_way(capacity, way).carry_out(actor, referral_id, reason, self.clock)

    def decline(self, referral_id: UUID) -> None:
        """By the staff member."""
        with acting(self.app, self.staff_member) as actor:
            service.decline(actor, referral_id, self.clock)

    def answer(self, referral_id: UUID) -> None:
        """The staff member's own words and wishes, every part filled."""
        wishes = service.WishesForContact(
            called=CANARIES["called"],
            own_telephone=CANARIES["own_telephone"],
            own_email=CANARIES["own_email"],
            interpreter=CANARIES["interpreter"],
            voicemail=Voicemail.NO,
            contact_way=ContactWay.PHONE,
            contact_times=CANARIES["contact_times"],
            mode_wish=MeetingMode.PHONE,
            therapist_wish=CANARIES["therapist_wish"],
        )
        with acting(self.app, self.staff_member) as actor:
            service.correct(actor, referral_id, CANARIES["correction"], self.clock)
            service.set_wishes(actor, referral_id, wishes, self.clock)


def make_service(app: Flask, world: World, clock: Clock) -> Service:
    """The service of `own`, switched on."""
    made = Service(app, world, clock)  # type: ignore[arg-type]
    made.switch_on()
    return made


_WAY = (
    (State.WITH_PROVIDER, Service.pass_on),
    (State.ALLOCATED, Service.allocate),
    (State.MEETING_BOOKED, Service.book),
    (State.UNDER_WAY, Service.begin),
    (State.ENDED, Service.end),
)
_ORDER = [State.SUBMITTED, *(state for state, _ in _WAY)]
_BEFORE = {state: set(_ORDER[: _ORDER.index(state)]) for state in _ORDER}
_BY_THE_WAY = {State.WITHDRAWN: Service.withdraw, State.DECLINED: Service.decline}
