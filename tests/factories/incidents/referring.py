"""Asking for support, for somebody or for oneself, and what the person says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from network.incidents import service
from network.incidents.rules.answers import (
    ContactWay,
    MeetingMode,
    TalkOutcome,
    TeamInput,
    Voicemail,
)
from network.incidents.rules.own_request import OwnRequest
from network.incidents.rules.questions import Question, Reply
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.submission import Submission
from tests.factories.incidents.said import CANARIES, COMPLAINT
from tests.factories.incidents.setting import Setting, acting
from tests.support.world import Person


class Referring(Setting):
    """What managers and staff members do."""

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

    def draft(self) -> UUID:
        """A draft, empty but for its manager."""
        with acting(self.app, self.manager) as actor:
            draft = service.record_talk(actor, TalkOutcome.REFER, self.clock.today(), self.clock)
            assert draft is not None
            return draft.id

    def own_request(self, **changes: object) -> OwnRequest:
        """What the staff member of `own` asks for themselves, of an incident yesterday."""
        usual = OwnRequest(
            incident_on=self.clock.today() - timedelta(days=1),
            narrative=CANARIES["narrative"],
            own_telephone=CANARIES["own_telephone"],
            contact_way=ContactWay.PHONE,
            contact_times=CANARIES["contact_times"],
            mode_wish=MeetingMode.PHONE,
        )
        return replace(usual, **changes)  # type: ignore[arg-type]

    def ask_for_oneself(self, person: Person | None = None, **changes: object) -> UUID:
        """By the staff member, or another person of `own`, whose organisation allows it from now on."""
        self.change_setup(allows_self_request=True)
        with acting(self.app, person or self.staff_member) as actor:
            return service.ask_for_oneself(actor, self.own_request(**changes), self.clock).id

    def complain(self, person: Person | None = None, reader: Person | None = None, words: str = COMPLAINT) -> UUID:
        """By the staff member, to the incident lead, unless told."""
        with acting(self.app, person or self.staff_member) as actor:
            return service.make_complaint(actor, (reader or self.lead).user_id, words, self.clock).id

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

    def decline(self, referral_id: UUID) -> None:
        """By the staff member."""
        with acting(self.app, self.staff_member) as actor:
            service.decline(actor, referral_id, self.clock)

    def withdraw(self, referral_id: UUID) -> None:
        """By the manager."""
        with acting(self.app, self.manager) as actor:
            service.withdraw(actor, referral_id, StepReason.THEY_ASKED, self.clock)

    def answer_questions(self, referral_id: UUID, reply: Reply = Reply.YES, words: str = "") -> None:
        """By the staff member: the same to each."""
        with acting(self.app, self.staff_member) as actor:
            service.answer_questions(actor, referral_id, dict.fromkeys(Question, reply), words, self.clock)
