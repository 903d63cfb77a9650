"""The charter lives: a draft that people are asked about, a new version, and those who sign it."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit

CHIEF = "Robin Vale"
CHIEF_ADDRESS = "robin.vale@harrowhill.example.org"
COMMENT = "Say what you do when somebody asks for a break."


def ask_people_about_a_draft(stage: Stage, coordinator: Visit) -> None:
    """Given a draft of version 2, on which everybody may comment."""
    coordinator.menu("Charter")
    coordinator.follow("All versions of the charter")
    coordinator.follow("Write a new version")
    coordinator.fill("Title", "Our charter, with breaks")
    coordinator.press("Save the draft")
    coordinator.follow("Ask people what they think")
    coordinator.fill_day("Last day for comments", stage.clock.today() + timedelta(days=20))
    coordinator.press("Open the consultation")
    coordinator.reads("The network asks what you think of it")


def comment_without_an_account(visitor: Visit) -> None:
    """When somebody who has no account says what they think."""
    visitor.open("/charter")
    visitor.follow("Read the draft and comment on it")
    visitor.follow("Say what you think")
    visitor.choose("I speak from lived experience of trauma")
    visitor.fill("What would you like to say?", COMMENT)
    visitor.press("Send what you think")


def publish_version_2(stage: Stage, coordinator: Visit) -> None:
    """When the coordinator reads it, notes what came of it, and publishes."""
    coordinator.open("/charter/versions/2")
    coordinator.follow("Read what people said")
    coordinator.reads(COMMENT, "People with lived experience")
    coordinator.open("/charter/versions/2")
    coordinator.press("End the consultation")
    coordinator.follow("Note what changes, and where it came from")
    coordinator.fill("What is different", "Breaks are in the title")
    coordinator.choose("People with lived experience")
    coordinator.press("Add to the list")
    coordinator.open("/charter/versions/2")
    coordinator.follow("Publish version 2")
    coordinator.fill_day("By when are organisations asked to sign it?", stage.clock.today() + timedelta(days=60))
    coordinator.press("Publish this version")
    coordinator.expects_heading("Our charter, with breaks")


def the_coordinator_watches(coordinator: Visit, *, has_signed: bool) -> None:
    """Then the coordinator sees who is still to sign, and who has."""
    coordinator.menu("Charter")
    coordinator.follow("Following the charter")
    if has_signed:
        coordinator.reads("1 of 1 organisation whose signature counts today has signed the charter as it stands")
    else:
        coordinator.reads("0 of 1 organisation", ORGANISATION)


def send_it_to_the_chief(lead: Visit) -> None:
    """When the lead reads what has changed, and sends it to whoever signs this time."""
    lead.open("/charter/ours")
    lead.follow("See what has changed")
    lead.reads("The title has changed.", "Breaks are in the title", "People with lived experience")
    lead.open("/charter/ours")
    lead.follow("Sign version 2")
    lead.follow("Say who signs")
    lead.choose("Somebody else")
    lead.fill("Their e-mail address, if it is somebody else", CHIEF_ADDRESS)
    lead.fill("Name of the person who signs", CHIEF)
    lead.fill("Their job title", "Chief executive")
    lead.choose("Chief officer, head or chair")
    lead.press("Save and go on")
    lead.follow("Check and send")
    lead.press("Send it to be signed")
    lead.reads(f"{CHIEF} has it to sign")


def sign_by_the_link(stage: Stage, chief: Visit) -> None:
    """When the chief executive opens the link, reads every word, and signs without an account."""
    chief.open(stage.link_sent_to(CHIEF_ADDRESS, "/charter/confirm/"))
    chief.reads("Our charter, with breaks", "What we mean by trauma", "Rewrite our first letter")
    chief.fill("Type your name to sign", CHIEF)
    chief.choose("I am authorised to sign the charter for this organisation")
    chief.press("Sign the charter")
    chief.expects_heading("Thank you")


def keep_a_commitment(stage: Stage, lead: Visit) -> None:
    """When the lead says what they do for a principle, and that it is in place."""
    lead.open("/charter/ours")
    lead.follow("Add a commitment")
    lead.fill("What will your organisation do?", "We say who will be there before people come")
    lead.fill("Who sees to it?", "Reception")
    lead.fill_day("By when?", stage.clock.today() + timedelta(days=90))
    lead.choose("In place")
    lead.press("Save")
    lead.reads("We say who will be there before people come")


def the_public_reads_the_register(visitor: Visit) -> None:
    """Then everybody reads who signed, since when, what they do and how far it is."""
    visitor.open("/charter/signatories")
    visitor.pick("Sector", "Council")
    visitor.fill("Place", "wendmere")
    visitor.press("Filter")
    visitor.follow(ORGANISATION)
    visitor.reads(CHIEF, "Rewrite our first letter", "We say who will be there before people come", "In place")
    visitor.open("/charter/signatories?sector=police")
    visitor.reads("No organisation that signed is like this.")
