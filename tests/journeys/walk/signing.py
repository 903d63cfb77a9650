"""A code on the wall, and people who write themselves down."""

from __future__ import annotations

from tests.journeys.walk.visit import Visit

WRONG = "2345 6789"


def put_a_code_on_the_wall(champion: Visit) -> str:
    """Given a sheet with its code, which the champion shows."""
    champion.follow("Log a training session")
    champion.follow("Let people sign themselves in")
    champion.pick("Course", "Everyday practice")
    champion.choose("In person")
    champion.fill("Place", "Town hall")
    champion.press("Open the sheet")
    champion.reads("Nobody has signed yet", "Town hall")
    champion.follow("Show the code on a screen")
    code = champion.main.locator(".app-wall__code").inner_text().strip()
    champion.page.go_back()
    return code


def type_the_code(phone: Visit, code: str) -> None:
    """When somebody types it, after a slip."""
    phone.open("/sign-in-sheet")
    phone.fill("Code", WRONG)
    phone.press("Go on")
    phone.reads("No open sheet has this code")
    phone.fill("Code", code.lower().replace(" ", "-"))
    phone.press("Go on")
    phone.reads("Town hall", "Who reads this:", "Who does not:")


def sign(phone: Visit, name: str, email: str) -> None:
    """And writes their name."""
    phone.fill("Your name", name)
    phone.fill("Your work e-mail address", email)
    phone.press("Sign in to this session")
    phone.expects_heading("Thank you")


def hand_the_phone_on(phone: Visit) -> None:
    """And gives the phone to whoever sits next to them."""
    phone.follow("Somebody else signs on this phone")


def log_those_two(champion: Visit) -> None:
    """Then both are there once one looks again, and are logged in one press."""
    champion.follow("Look again")
    champion.reads("2 people on the sheet", "Ann Ash", "ann.ash@example.org", "Counted, and not known again")
    champion.press("Log these 2 people")
    champion.expects_heading("Session logged")
    champion.reads("2 people", "1 person is without an e-mail")
