"""From the lead's desk to the last word: a second provider, a therapist's week, a date to come, one session more."""

from __future__ import annotations

from datetime import timedelta

from network.core.permissions import Role
from network.incidents.rules.answers import DateKind, DateScope, ExceptionReason, ExitPathway, ReviewOutcome
from network.incidents.rules.reasons import StepReason
from network.incidents.rules.sessions import Outcome
from network.incidents.rules.summary import Statement
from tests.journeys.walk.stage import PROVIDER, Stage
from tests.journeys.walk.visit import Visit

SECOND_PROVIDER = "Birch Counselling"


def is_handed_back(allocator: Visit, reference: str) -> None:
    """When the first provider cannot take it."""
    allocator.open("/")
    allocator.menu("To allocate")
    allocator.follow(reference)
    allocator.follow("Hand it back to the organisation")
    allocator.choose(StepReason.NOBODY_FREE.label)
    allocator.press("Hand it back")
    allocator.reads("There is nothing for you to do now.")


def goes_to_the_second(lead: Visit, reference: str) -> None:
    """Then the lead passes it to the second provider, in one press."""
    lead.open("/")
    lead.menu("Referrals")
    lead.follow(reference)
    lead.reads(PROVIDER)
    lead.press(f"Pass it on to {SECOND_PROVIDER}")
    lead.reads("Waiting for a therapist")


def therapists_are_asked(allocator: Visit, reference: str) -> None:
    """When its allocator asks both therapists, one after the other."""
    allocator.open("/")
    allocator.menu("To allocate")
    allocator.follow(reference)
    allocator.follow("Ask therapists, one after the other")
    for box in allocator.main.get_by_role("checkbox").all():
        box.check()
    allocator.press("Ask them in this order")
    allocator.reads("Asked now", "Asked next")


def one_says_no(therapist: Visit, reference: str) -> None:
    """Then the first says no, in a word from a list."""
    therapist.open("/")
    therapist.menu("Your week")
    therapist.follow("You are asked whether you take somebody on")
    therapist.follow(reference)
    therapist.follow("No, I do not take this on")
    therapist.choose("I have no room at the moment")
    therapist.press("Say no")
    therapist.reads("There is nothing for you to do now.")


def another_says_yes(therapist: Visit, reference: str) -> None:
    """And the second says how much room they have, and yes in one press."""
    therapist.open("/")
    therapist.menu("Your week")
    therapist.follow("Say it now")
    therapist.fill("How many people can you support at the same time?", "4")
    therapist.press("Save")
    therapist.reads("You can support 4 people at the same time.")
    therapist.follow("You are asked whether you take somebody on")
    therapist.follow(reference)
    therapist.press("Yes, I take this on")
    therapist.reads("First meeting to be booked")


def a_week_fills(stage: Stage, therapist: Visit, reference: str) -> None:
    """When the therapist books the first meeting, their week shows it, and the meeting is held."""
    _book(stage, therapist, "Book the first meeting")
    therapist.menu("Your week")
    therapist.reads("First meeting:", reference, "2pm")


def a_date_is_kept_for(stage: Stage, therapist: Visit) -> None:
    """When an inquest is to come, a session is kept for it, and offered quietly."""
    therapist.follow("Note a date to come")
    therapist.choose(DateKind.INQUEST.label)
    therapist.choose(DateScope.EXTERNAL.label)
    therapist.fill_day("When?", stage.clock.today() + timedelta(days=120))
    therapist.press("Save the date")
    therapist.press("Keep a session")
    therapist.reads("One is kept for it")
    therapist.press("I have offered it")
    therapist.reads("Offered on")


def they_look_back(therapist: Visit) -> None:
    """When three are used, they look back together, and more would help."""
    therapist.follow("Look back together")
    therapist.choose(ReviewOutcome.MORE.label)
    therapist.press("Save")


def one_more_is_asked_for(therapist: Visit) -> None:
    """When one more is needed, it takes a reason from a list."""
    therapist.reads("6 held, 0 of 6 still free")
    therapist.follow("Ask for one more session")
    therapist.choose(ExceptionReason.KEY_DATE.label)
    therapist.press("Ask the incident leads")
    therapist.reads("You have asked for one more session")


def the_lead_approves(lead: Visit, reference: str) -> None:
    """And a lead's yes."""
    lead.open("/")
    lead.menu("Referrals")
    lead.follow(reference)
    lead.follow("Answer about a seventh session")
    lead.choose("Yes. My name is kept with it")
    lead.press("Answer")


def support_ends(therapist: Visit) -> None:
    """When the seventh was held there is no way to an eighth: support ends, in general words."""
    therapist.reads("7 held, 0 of 7 still free")
    for words in ("Book a session", "Ask for one more session"):
        assert therapist.main.get_by_text(words).count() == 0
    therapist.follow("End the support")
    therapist.choose(ExitPathway.WELLBEING_SERVICE.label)
    therapist.press("End the support")
    therapist.follow("Write the closing summary")
    therapist.choose(Statement.ENDED.label)
    therapist.press("Show it to the staff member")
    therapist.follow("The staff member has not read it yet")
    therapist.choose("We have read it together")
    therapist.press("Give it to both")
    therapist.reads("Both have had it since")


def is_held(stage: Stage, at: str, reference: str) -> Visit:
    """The next day the therapist, who signs in again, says that the session was held; their window."""
    stage.clock.advance(timedelta(days=2))
    therapist = opened(stage, at, reference)
    therapist.follow("Say how it went")
    therapist.choose(Outcome.HELD.label)
    therapist.press("Save")
    return therapist


def one_is_held(stage: Stage, at: str, reference: str, button: str = "Book a session") -> Visit:
    """One session is booked and held; the therapist's window afterwards."""
    _book(stage, opened(stage, at, reference), button)
    return is_held(stage, at, reference)


def opened(stage: Stage, at: str, reference: str) -> Visit:
    """A window of the therapist, who has opened the case."""
    therapist = stage.signed_in(Role.THERAPIST, at)
    therapist.open("/")
    therapist.menu("Caseload")
    therapist.follow(reference)
    return therapist


def the_manager_reads_general_words(manager: Visit, reference: str) -> None:
    """Then the manager learns that it has ended, in general words, and neither how often nor how (D10)."""
    manager.open("/")
    manager.menu("Refer for support")
    manager.follow(reference)
    manager.reads("Ended")
    said = manager.main.inner_text()
    assert [word for word in ("inquest", "seventh", SECOND_PROVIDER, "sessions held") if word in said] == []


def _book(stage: Stage, therapist: Visit, button: str) -> None:
    therapist.follow(button)
    therapist.fill_day("Day", stage.clock.today() + timedelta(days=1))
    therapist.fill("Time", "2pm")
    therapist.choose("Video call")
    therapist.press("Save the session")
