"""The partner learns: a champion logs a session, coverage shows it; an event is announced and booked."""

from __future__ import annotations

from datetime import timedelta

from network.core.permissions import Role
from tests.factories.training import people
from tests.journeys.walk.stage import Stage
from tests.journeys.walk.visit import Visit

MOST_INPUTS = 12
EVENT = "Small steps, shared"


def offer_courses(coordinator: Visit) -> None:
    """Given courses to train in."""
    coordinator.menu("Training")
    coordinator.follow("Begin with the courses")
    coordinator.press("Begin with these courses")
    coordinator.reads("Everyday practice: noticing and responding")


def ask_a_champion(stage: Stage, lead: Visit) -> None:
    """When the lead asks a colleague."""
    lead.menu("Champions")
    lead.follow("Ask the first one")
    lead.pick("Who would you like to ask?", stage.person(Role.STAFF_MEMBER).name)
    lead.press("Ask them")
    lead.reads("Asked")


def agree(stage: Stage, champion: Visit) -> None:
    """When the colleague says yes."""
    champion.open(stage.link_sent_to(stage.person(Role.STAFF_MEMBER).email, "/champions"))
    champion.expects_heading("Being a champion")
    champion.press("Yes, I would like to")
    champion.reads("You are a champion of")


def log_a_session(champion: Visit) -> None:
    """When the champion logs a session of 30 people, in at most 12 inputs (CP-2)."""
    champion.follow("Log a session")
    assert champion.inputs() <= MOST_INPUTS
    champion.pick("Course", "Everyday practice")
    champion.choose("In person")
    champion.fill("Place", "Town hall")
    champion.fill("Who took part?", people(30))
    champion.press("Log the session")
    champion.expects_heading("Session logged")
    champion.reads("30 people")


def coverage_shows_it(champion: Visit, coordinator: Visit) -> None:
    """Then 30 of 200 are 15 per cent, for the partner and for the coordinator, who reads no names."""
    champion.follow("See who is on the list")
    champion.reads("person.7@example.org")
    champion.menu("Training")
    champion.reads("15%", "Out of 200 people")
    coordinator.menu("Training")
    coordinator.reads("15%")
    assert "person.7" not in coordinator.page.content()
    coordinator.menu("Champions")
    coordinator.reads("Staff member of own")


def announce_an_event(stage: Stage, coordinator: Visit) -> None:
    """When the coordinator announces an event with two places."""
    coordinator.menu("Events")
    coordinator.follow("Announce an event")
    coordinator.fill("Title", EVENT)
    coordinator.fill("What it is about", "What changed in a year of small steps, told by those who took them.")
    coordinator.choose("In person")
    coordinator.fill("Where is it?", "Library, Mill Lane, Wendmere. Level entrance from the car park.")
    coordinator.fill_day("Date", stage.clock.today() + timedelta(days=21))
    coordinator.fill("Starts at", "9:30am")
    coordinator.fill("Ends at", "12:30pm")
    coordinator.fill("How many places are there?", "2")
    coordinator.fill("Breaks", "10:45am for 15 minutes")
    coordinator.choose("No, no note is needed")
    coordinator.choose("Yes", "Can people keep their camera off?")
    coordinator.choose("Yes", "Can people leave at any time")
    coordinator.press("Announce the event")
    coordinator.expects_heading(EVENT)


def book_cancel_and_book_again(member: Visit) -> None:
    """When a member books, cancels and books again, each in one press."""
    member.menu("Events")
    member.follow(EVENT)
    member.reads("2 places left")
    member.press("Book a place")
    member.reads("You have a place", "1 place left")
    member.press("Cancel my booking")
    member.reads("2 places left")
    member.press("Book a place")
    calendar = member.main.get_by_role("link", name="Add it to your calendar").get_attribute("href")
    assert member.page.request.get(calendar or "").text().startswith("BEGIN:VCALENDAR")


def the_coordinator_sees_who_comes(stage: Stage, coordinator: Visit) -> None:
    """Then the member is on the list."""
    coordinator.menu("Events")
    coordinator.follow(EVENT)
    coordinator.follow("Who comes")
    coordinator.reads(stage.person(Role.MANAGER).name)
