"""What the lead, the provider and the therapist do with a referral."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from network.incidents import service
from network.incidents.rules.answers import (
    Affected,
    AskedBy,
    DateKind,
    DateScope,
    ExitPathway,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
)
from network.incidents.rules.asking import TurnDownReason
from network.incidents.rules.offers import OfferAnswer
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import Outcome, SessionState
from network.incidents.rules.summary import Statement
from tests.factories.incidents.setting import Setting, acting
from tests.support.world import Person


class Providing(Setting):
    """From the lead’s desk to the end."""

    def pass_on(self, referral_id: UUID) -> None:
        """By the lead."""
        with acting(self.app, self.lead) as actor:
            service.pass_on(actor, referral_id, self.clock)

    def allocate(self, referral_id: UUID, therapist: Person | None = None) -> None:
        """By the allocator."""
        with acting(self.app, self.allocator) as actor:
            service.allocate(actor, referral_id, (therapist or self.therapist).user_id, self.clock)

    def ask(self, referral_id: UUID, *therapists: Person) -> None:
        """By the allocator, these therapists, one after the other."""
        with acting(self.app, self.allocator) as actor:
            service.ask_therapists(actor, referral_id, [each.user_id for each in therapists], self.clock)

    def turn_down(self, referral_id: UUID, therapist: Person, reason: TurnDownReason) -> None:
        """By a therapist who is asked."""
        with acting(self.app, therapist) as actor:
            service.turn_down(actor, referral_id, reason, self.clock)

    def say_room(self, therapist: Person, places: int, away_until: date | None = None) -> None:
        """By a therapist."""
        with acting(self.app, therapist) as actor:
            service.say_room(actor, places, away_until, self.clock)

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

    def speak_with_manager(self, referral_id: UUID) -> None:
        """By the therapist, who hears that nobody is sure who else is affected."""
        with acting(self.app, self.therapist) as actor:
            service.note_manager_contact(actor, referral_id, Affected.NOT_SURE, Affected.NOT_SURE, self.clock)

    def offer(self, referral_id: UUID, email: str) -> int:
        """To a colleague, by the therapist, who spoke with the manager; to how many it was offered."""
        self.speak_with_manager(referral_id)
        with acting(self.app, self.therapist) as actor:
            return service.offer_support(actor, Capacity.THERAPIST, referral_id, email, self.clock)

    def answer_offer(self, person: Person, answer: OfferAnswer) -> None:
        """By whoever was asked."""
        with acting(self.app, person) as actor:
            service.answer_offer(actor, answer, self.clock)

    def end(self, referral_id: UUID) -> None:
        """By the therapist."""
        with acting(self.app, self.therapist) as actor:
            service.end_support(actor, referral_id, service.Ending(ExitPathway.WELLBEING_SERVICE), self.clock)

    def sum_up(self, referral_id: UUID, words: str = "") -> None:
        """By the therapist: two general statements, and perhaps words."""
        said = service.GeneralWords(frozenset({Statement.ENDED, Statement.SUPERVISION}), words)
        with acting(self.app, self.therapist) as actor:
            service.write_summary(actor, referral_id, said, self.clock)

    def give_summary(self, referral_id: UUID) -> None:
        """Once the staff member has read it, by the therapist, to both."""
        with acting(self.app, self.staff_member) as actor:
            service.comment_on_summary(actor, referral_id, "", self.clock)
        with acting(self.app, self.therapist) as actor:
            service.release_summary(actor, referral_id, self.clock)
