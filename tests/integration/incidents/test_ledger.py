"""The ledger on a real database: what it holds to by itself, and what no run of steps breaks (D4, D5, CI-10 to 13)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from network.core.commit import rollback
from network.core.database import db, new_id
from network.core.errors import DomainError
from network.core.permissions import Role
from network.core.tenancy import system_scope, unscoped
from network.incidents import service as verbs
from network.incidents.models import Referral, SessionAllowance, SessionReview, SupportSession
from network.incidents.rules.answers import (
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    ExitPathway,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
)
from network.incidents.rules.readers import Capacity
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import COUNTED, HELD, Outcome, SessionState
from network.incidents.rules.states import State, is_closed
from tests.factories.incidents import acting

STEPS = 5_000
WHY = verbs.Why(AskedBy.STAFF_MEMBER, MoveReason.WORK)


class Ledger(RuleBasedStateMachine):
    """One referral, and everybody who may do something to it, in whatever order."""

    service = None
    other = None

    @initialize()
    def begin(self):
        self.service.clock.advance(timedelta(hours=6))
        self.service.booked_until = self.service.clock.now()
        self.id = self.service.bring_to(State.ALLOCATED)
        self.therapist = self.service.therapist

    def attempt(self, person, verb, *said, **named):
        """Does it, or is told why not: never half of it."""
        try:
            with acting(self.service.app, person) as actor:
                return verb(actor, *said, self.service.clock, **named)
        except DomainError:
            with self.service.app.app_context():
                rollback()
            return None

    def rows(self, *models):
        """The rows of the referral, of each of these models."""
        with self.service.app.app_context(), system_scope(db.session(), "a machine looks"):
            return [
                db.session.scalars(unscoped(select(model).where(model.referral_id == self.id), "a machine looks")).all()
                for model in models
            ]

    def referral(self):
        with self.service.app.app_context(), system_scope(db.session(), "a machine looks"):
            return db.session.scalars(unscoped(select(Referral).where(Referral.id == self.id), "a machine looks")).one()

    def session(self, which):
        """One of the sessions; a key that is nobody's where there is none."""
        (sessions,) = self.rows(SupportSession)
        if not sessions:
            return new_id()
        return sorted(sessions, key=lambda each: each.id)[which % len(sessions)].id

    @rule(hours=st.integers(1, 3))
    def book(self, hours):
        when = verbs.When(self.service.clock.now() + timedelta(hours=hours), MeetingMode.VIDEO)
        self.attempt(self.therapist, verbs.book_session, self.id, when)

    @rule(which=st.integers(0, 20), hours=st.integers(1, 3))
    def move(self, which, hours):
        when = verbs.When(self.service.clock.now() + timedelta(hours=hours), MeetingMode.PHONE)
        self.attempt(self.therapist, verbs.move_session, self.id, self.session(which), when, WHY)

    @rule(which=st.integers(0, 20))
    def call_off(self, which):
        self.attempt(self.therapist, verbs.call_off_session, self.id, self.session(which), WHY)

    @rule(which=st.integers(0, 20), outcome=st.sampled_from([*Outcome, Outcome.HELD, Outcome.HELD]))
    def say(self, which, outcome):
        self.service.clock.advance(timedelta(hours=3))
        self.attempt(self.therapist, verbs.say_outcome, self.id, self.session(which), outcome)

    @rule()
    def hold_all(self):
        """So that the far end of the ledger is reached as well."""
        for _ in range(4):
            self.book(1)
            self.service.clock.advance(timedelta(hours=2))
            for session in self.rows(SupportSession)[0]:
                if session.state is SessionState.BOOKED:
                    self.attempt(self.therapist, verbs.say_outcome, self.id, session.id, Outcome.HELD)

    @rule(kind=st.sampled_from(DateKind), keep=st.booleans())
    def note_date(self, kind, keep):
        coming = verbs.DateToCome(kind, DateScope.EXTERNAL)
        noted = self.attempt(self.service.lead, verbs.note_key_date, Capacity.LEAD, self.id, coming)
        if noted is not None and keep:
            self.attempt(self.therapist, verbs.keep_session, self.id, noted.id)
        elif noted is not None:
            self.attempt(self.therapist, verbs.drop_key_date, self.id, noted.id)

    @rule(which=st.integers(0, 20), hours=st.integers(1, 3))
    def book_kept(self, which, hours):
        when = verbs.When(self.service.clock.now() + timedelta(hours=hours), MeetingMode.IN_PERSON)
        self.attempt(self.therapist, verbs.book_kept_session, self.id, self.session(which), when)

    @rule(which=st.integers(0, 20))
    def let_go(self, which):
        self.attempt(self.therapist, verbs.let_session_go, self.id, self.session(which))

    @rule(outcome=st.sampled_from([ReviewOutcome.MORE, ReviewOutcome.MORE, ReviewOutcome.ENOUGH]))
    def review(self, outcome):
        self.attempt(self.therapist, verbs.review_sessions, self.id, outcome)

    @rule(is_granted=st.booleans())
    def one_more(self, is_granted):
        self.attempt(self.therapist, verbs.ask_for_one_more, self.id, ExceptionReason.KEY_DATE)
        self.attempt(self.service.lead, verbs.answer_exception, self.id, is_granted=is_granted)

    @rule()
    def somebody_else(self):
        """Another therapist of the same provider has no part in it, whatever they try."""
        when = verbs.When(self.service.clock.now() + timedelta(hours=1), MeetingMode.VIDEO)
        assert self.attempt(self.other, verbs.book_session, self.id, when) is None
        assert self.attempt(self.other, verbs.ask_for_one_more, self.id, ExceptionReason.KEY_DATE) is None

    @rule()
    def end_and_come_back(self):
        self.attempt(self.therapist, verbs.end_support, self.id, verbs.Ending(ExitPathway.GP))
        self.check()
        self.attempt(self.therapist, verbs.reopen, Capacity.THERAPIST, self.id, StepReason.CAME_BACK)

    @rule()
    def say_no_and_come_back(self):
        self.attempt(self.service.staff_member, verbs.decline, self.id)
        self.check()
        self.attempt(self.service.staff_member, verbs.change_mind, self.id)
        self.attempt(self.service.lead, verbs.reopen, Capacity.LEAD, self.id, StepReason.CAME_BACK)
        self.pass_on_again()

    @rule()
    def hand_back(self):
        self.attempt(self.service.allocator, verbs.hand_back, self.id, StepReason.NOBODY_FREE)
        self.check()
        self.pass_on_again()

    def pass_on_again(self):
        self.attempt(self.service.lead, verbs.pass_on, self.id)
        if self.referral().state is State.WITH_PROVIDER:
            self.attempt(self.service.allocator, verbs.allocate, self.id, self.therapist.user_id)

    @invariant()
    def check(self):
        referral = self.referral()
        sessions, allowances, reviews = self.rows(SupportSession, SessionAllowance, SessionReview)
        numbers = sorted(each.number for each in allowances)
        taken = [each.number for each in sessions if each.number is not None]
        held = [each for each in sessions if each.state in HELD]
        assert numbers in ([], [1, 2, 3], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7])
        assert referral.sessions_granted == len(numbers)
        assert len(taken) == len(set(taken)) <= 7
        assert set(taken) <= set(numbers)
        assert {each.state in COUNTED for each in sessions if each.number is None} <= {False}
        granting = {each.id for each in reviews if each.outcome is ReviewOutcome.MORE}
        assert all(each.review_id in granting for each in allowances if each.number > 3)
        assert all(each.approved_by_id == self.service.lead.user_id for each in allowances if each.number == 7)
        assert (referral.begun_at is not None) == (referral.state in {State.UNDER_WAY, State.ENDED}) == bool(held)
        assert referral.begun_at == min((each.at for each in held), default=None)
        if is_closed(referral.state) or referral.state in {State.SUBMITTED, State.WITH_PROVIDER, State.ALLOCATED}:
            assert not {SessionState.BOOKED, SessionState.KEPT} & {each.state for each in sessions}
        booked = [each for each in sessions if each.state is SessionState.BOOKED]
        assert (referral.state is State.MEETING_BOOKED) <= (len(booked) == 1)
        assert (referral.exit_pathway is not None) == (
            referral.state is State.ENDED and referral.exit_pathway is not None
        )


def test_no_run_of_steps_breaks_it(service):
    """A walk of 5,000 steps: an eighth session, a fourth without a review, a seventh without a name cannot be."""

    class Walk(Ledger):
        pass

    Walk.service, Walk.other = service, service.add_person("provider", Role.THERAPIST)
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=STEPS // 100,
            stateful_step_count=100,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
        ),
    )


def whose(referral):
    return {
        "id": new_id(),
        "organisation_id": referral.organisation_id,
        "provider_organisation_id": referral.provider_organisation_id,
        "referral_id": referral.id,
    }


@pytest.mark.parametrize(
    ("number", "review", "approver", "named"),
    [
        (8, True, True, "never_an_eighth"),
        (0, False, False, "never_an_eighth"),
        (4, False, False, "more_after_a_review"),
        (7, True, False, "the_last_has_an_approver"),
    ],
)
def test_the_database_itself_says_no(app, service, number, review, approver, named):
    """D4: whatever a program does, past every rule of ours."""
    referral_id = service.bring_to(State.UNDER_WAY)
    service.hold_sessions(referral_id, 2)
    service.review(referral_id)
    with app.app_context(), system_scope(db.session(), "a test goes past the rules"):
        referral = db.session.scalars(unscoped(select(Referral), "a test")).one()
        found = db.session.scalars(unscoped(select(SessionReview.id), "a test")).one()
        row = SessionAllowance(
            **whose(referral),
            number=number,
            granted_at=service.clock.now(),
            review_id=found if review else None,
            approved_by_id=service.lead.user_id if approver else None,
            approved_because=ExceptionReason.KEY_DATE if approver else None,
        )
        db.session.add(row)
        with pytest.raises(IntegrityError, match=named):
            db.session.flush()
        rollback()


def test_no_session_without_an_allowance_and_none_twice(app, service):
    referral_id = service.bring_to(State.UNDER_WAY)
    with app.app_context(), system_scope(db.session(), "a test goes past the rules"):
        for number in (4, 1):
            referral = db.session.scalars(unscoped(select(Referral).where(Referral.id == referral_id), "a test")).one()
            at = service.clock.now()
            db.session.add(
                SupportSession(
                    **whose(referral),
                    number=number,
                    state=SessionState.BOOKED,
                    therapist_user_id=service.therapist.user_id,
                    at=at,
                    mode=MeetingMode.VIDEO,
                )
            )
            with pytest.raises(IntegrityError):
                db.session.flush()
            rollback()
        counted = select(func.count()).select_from(SupportSession)
        assert db.session.scalar(unscoped(counted, "a test")) == 1
