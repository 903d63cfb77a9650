"""Somebody took the free online course by themselves; a champion confirms it."""

from __future__ import annotations

from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit
from tests.support import pictures

NAME = "Eve Elm"
EMAIL = "eve.elm@mail.example"


def open_an_empty_record(stage: Stage, person: Visit) -> None:
    """Given somebody whom no record knows, with the link that they asked for."""
    person.open("/passport")
    person.fill("Your e-mail address", EMAIL)
    person.press("Send me a link")
    person.expects_heading("Look at your e-mail")
    person.open(stage.link_sent_to(EMAIL, "/passport/open/"))
    person.press("Open my record")


def declare(person: Visit) -> None:
    """When they declare the course, after a slip."""
    person.follow("Declare a course that you completed")
    person.reads("Who reads this:", "How long it is kept:")
    person.choose("Childhood adversity and trauma: free online course")
    person.fill("Day", "2")
    person.fill("Month", "11")
    person.fill("Year", "2026")
    person.pick("Your organisation", ORGANISATION)
    person.fill("Your name", NAME)
    person.press("Declare it")
    person.reads("Choose the file of your certificate")
    person.attach("certificate.png", pictures.encoded())
    person.press("Declare it")
    person.reads("Declared, not yet confirmed", "It counts once a lead or champion has confirmed it")
    assert person.main.get_by_role("link", name="Certificate").count() == 0


def confirm(champion: Visit) -> None:
    """And a champion looks at it."""
    champion.menu("Training")
    champion.reads("Declared training: 1 waits for you to look at")
    champion.follow("Declared training")
    champion.follow(NAME)
    champion.reads("They proved that this address is theirs", EMAIL)
    champion.press("Confirm")
    champion.reads(f"Confirmed. It counts for {NAME} from now on", "Nothing waits at the moment")


def see_it_confirmed(stage: Stage, person: Visit) -> None:
    """Then it counts, with a certificate of the network."""
    assert stage.link_sent_to(EMAIL, "/passport").endswith("/passport")
    person.open("/passport/record")
    person.reads("Current until 30 November 2029", "Confirmed")
    assert person.main.get_by_text("Declared, not yet confirmed").count() == 0
    assert person.main.get_by_role("link", name="Certificate").count() == 1
