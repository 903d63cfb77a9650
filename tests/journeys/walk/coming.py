"""A session to come: planned, booked without an account, held, recorded, and said how it was."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from network.core.permissions import Role
from tests.journeys.walk.stage import Stage
from tests.journeys.walk.visit import Visit

COURSE = "Everyday practice"
ANN = ("Ann Ash", "ann.ash@example.org")
BO = ("Bo Birch", "bo.birch@example.org")
AHEAD = timedelta(days=9)


def plan(stage: Stage, facilitator: Visit) -> str:
    """Given a session with one place, and the link by which people book it."""
    facilitator.open("/training/coming")
    facilitator.follow("Plan a session")
    facilitator.pick("Course", COURSE)
    facilitator.fill_day("Date", stage.clock.today() + AHEAD)
    facilitator.fill("Starts at", "9:30am")
    facilitator.fill("Ends at", "12pm")
    facilitator.choose("In person")
    facilitator.fill("Where is it?", "Room 4, Town Hall. Level entrance from the square.")
    facilitator.fill("How many places are there?", "1")
    facilitator.choose("People of my organisation")
    facilitator.choose(stage.person(Role.FACILITATOR).name)
    facilitator.fill("Breaks", "10:45am for 15 minutes")
    facilitator.choose("No, no note is needed")
    facilitator.choose("Yes", "Can people keep their camera off?")
    facilitator.choose("Yes", "Can people leave at any time")
    facilitator.press("Plan the session")
    facilitator.reads("Share this link, and people book by themselves")
    return facilitator.main.locator(".app-breaks").inner_text().strip()


def book(stage: Stage, person: Visit, link: str, who: tuple[str, str], standing: str) -> None:
    """When somebody without an account asks for a place and confirms it from their e-mail."""
    name, email = who
    person.open(link)
    person.fill("Your name", name)
    person.fill("Your work e-mail address", email)
    person.press("Ask for a place")
    person.expects_heading("Look at your e-mail")
    person.open(stage.link_sent_to(email, "/training/place/"))
    person.press("Confirm my booking")
    person.reads(standing)


def give_back(person: Visit) -> None:
    """And the first gives it back."""
    person.press("Give my place back")
    person.reads("Your place is given back")


def hold(stage: Stage, link_of_next: str) -> None:
    """Then whoever waited has it, and on the day is marked and recorded."""
    assert "You have a place now" in stage.everything_written()
    waited = stage.newcomer()
    waited.open(stage.link_sent_to(BO[1], link_of_next))
    waited.reads("You have a place.")
    stage.clock.move_to(datetime.combine(stage.clock.today() + AHEAD, time(10), UTC))
    facilitator = stage.signed_in(Role.FACILITATOR)
    facilitator.open("/training/coming")
    facilitator.follow(COURSE)
    facilitator.follow("Who comes")
    facilitator.reads("1 person", BO[0])
    facilitator.press("Everybody was here")
    facilitator.press("Record who completed it")
    facilitator.reads("It is recorded who completed the course")


def say_how_it_was(stage: Stage, person: Visit) -> None:
    """And says how it was, without a name."""
    person.open(stage.link_sent_to(BO[1], "/training/answer/"))
    person.reads("Nobody learns who answered")
    for group in person.main.get_by_role("group").all():
        group.get_by_label("Mostly").check()
    person.press("Send my answers")
    person.expects_heading("Thank you")
