"""A lead asks for training that fits, the coordinator borrows a champion of another partner, who says yes."""

from __future__ import annotations

from datetime import date

from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit

WORDS = "For the team at our front desk: what to say when somebody is upset."
COURSE = "Everyday practice: noticing and responding"
DAY = date(2026, 12, 2)
GIVER = "Champion of other"
LENDER = "Ottermouth NHS Foundation Trust"


def say_what_one_can_give(champion: Visit) -> None:
    """Given a champion of another partner who would train others too."""
    champion.menu("Training")
    champion.follow("Tailored training")
    champion.follow("Training I can give")
    champion.follow("Say what you can give")
    champion.main.get_by_label(COURSE).check()
    champion.choose("Council")
    champion.choose("In person")
    champion.fill("Where can you go?", "Wendmere\nTN")
    champion.choose("Wednesday")
    champion.fill("How many sessions at most in three months?", "3")
    champion.choose("Yes, if my organisation’s lead agrees")
    champion.press("Save")
    champion.reads("Yes, once your lead agrees")


def lend_them(lead: Visit) -> None:
    """And their lead, who agrees by one press."""
    lead.menu("Training")
    lead.follow("Tailored training")
    lead.follow("What our people can give")
    lead.press("Yes, other partners may ask")
    lead.reads("May ask, since")


def ask_for_training(lead: Visit) -> None:
    """When a lead asks, looks at the answers again, and sends them."""
    lead.menu("Training")
    lead.follow("Tailored training")
    lead.follow("Ask for training")
    lead.pick("Which course?", f"Tier 2: {COURSE}")
    lead.fill("For about how many people?", "12")
    lead.fill("What should it fit?", WORDS)
    lead.choose("In person")
    lead.fill_day("From which day?", date(2026, 11, 25))
    lead.fill_day("Until which day?", date(2026, 12, 18))
    lead.choose("Wednesday")
    lead.press("Continue")
    lead.expects_heading("Check your request")
    lead.reads(WORDS, "About 12 people", "Wednesdays")
    lead.press("Change something")
    lead.fill("For about how many people?", "14")
    lead.press("Continue")
    lead.press("Send the request")
    lead.reads("Looking for somebody", GIVER, f"Lent by {LENDER}", "Knows councils", "Can come to Wendmere")
    lead.reads("3 of 3 sessions left this quarter")


def borrow_a_champion(coordinator: Visit) -> None:
    """When the coordinator finds the request on the desk and asks the champion."""
    coordinator.open("/")
    coordinator.reads("A request for tailored training has waited")
    coordinator.follow("See who fits, and ask them")
    coordinator.reads(ORGANISATION)
    coordinator.follow(COURSE)
    coordinator.press(f"Ask {GIVER}")
    coordinator.reads("Waiting for an answer")


def say_yes(stage: Stage, champion: Visit, address: str) -> None:
    """Then the champion reads what is asked, and says yes with a day and a time."""
    champion.open(stage.link_sent_to(address, "/tailored/invitations/"))
    champion.reads(ORGANISATION, WORDS, "Please answer by 25 November 2026")
    champion.fill_day("On which day?", DAY)
    champion.fill("When does it start?", "9:30am")
    champion.fill("How many minutes does it take?", "90")
    champion.press("Yes, I will give it")
    champion.reads("Agreed", "Wednesday 2 December 2026", "Organisation lead of own")


def both_can_write_to_each_other(lead: Visit) -> None:
    """And those who asked know who comes, when, and how to reach them."""
    lead.menu("Training")
    lead.follow("Tailored training")
    lead.reads("Agreed", GIVER)
    lead.follow(COURSE)
    lead.reads("Wednesday 2 December 2026", "9:30am", "@example.org")
