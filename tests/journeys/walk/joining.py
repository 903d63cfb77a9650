"""An organisation joins: its first lead is invited, comes in, and signs the charter."""

from __future__ import annotations

from datetime import timedelta

from passlib.totp import TOTP

from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit
from tests.support.sign_in import code_of
from tests.support.world import PASSWORD

LEAD = "Ash Okafor"
LEAD_ADDRESS = "ash.okafor@harrowhill.example.org"


def publish_the_charter(coordinator: Visit) -> None:
    """Given a charter to sign."""
    coordinator.menu("Charter")
    coordinator.follow("Write the first version")
    coordinator.press("Save the draft")
    coordinator.reads("Nobody but the coordinator sees it")
    coordinator.follow("Publish version 1")
    coordinator.press("Publish this version")
    coordinator.expects_heading("Our charter for trauma-informed practice")


def invite_the_first_lead(coordinator: Visit) -> None:
    """When the coordinator invites the partner's first lead."""
    coordinator.menu("Organisations")
    coordinator.follow(ORGANISATION)
    coordinator.follow("See who holds which role, or invite somebody")
    coordinator.follow("Invite its first lead")
    coordinator.fill("Work e-mail address", LEAD_ADDRESS)
    coordinator.fill("Name", LEAD)
    coordinator.choose("Organisation lead")
    coordinator.press("Send the invitation")
    coordinator.expects_heading("Invitations")
    coordinator.reads(LEAD, LEAD_ADDRESS)


def redeem_the_invitation(stage: Stage, lead: Visit) -> TOTP:
    """When the lead opens the link, chooses a password and sets up an app. Returns the app."""
    lead.open(stage.link_sent_to(LEAD_ADDRESS, "/invitations/"))
    lead.reads(f"invites you to {ORGANISATION}", LEAD_ADDRESS)
    lead.fill("Choose a password", PASSWORD)
    lead.press("Accept the invitation")
    lead.expects_heading("Your sign-in")
    lead.follow("Set up an authenticator app")
    app = TOTP(key=lead.main.locator("details code").text_content() or "")
    lead.fill("6-digit code", code_of(app, stage.clock))
    lead.press("Continue")
    lead.press("Show me ten codes")
    lead.follow("I have kept them")
    return app


def sign_in_again(stage: Stage, lead: Visit, app: TOTP) -> None:
    """When the lead comes back another time, with the password and the app."""
    lead.press("Sign out")
    stage.clock.advance(timedelta(minutes=1))
    lead.open("/sign-in")
    lead.fill("E-mail address", LEAD_ADDRESS)
    lead.main.get_by_label("Password", exact=True).fill(PASSWORD)
    lead.press("Sign in")
    lead.expects_heading("Show that it is you")
    lead.fill("6-digit code", code_of(app, stage.clock))
    lead.press("Continue")
    lead.expects_heading("What you can do")


def prepare_to_sign(lead: Visit) -> None:
    """When the lead goes through what there is to do before the charter is signed."""
    lead.menu("Charter")
    lead.follow("Sign for your organisation")
    lead.follow("See how ready you are")
    lead.main.get_by_label("Yes", exact=True).first.check()
    lead.press("Save")
    lead.follow("Choose two actions")
    lead.fill("First action", "Rewrite our first letter")
    lead.fill("Who sees to it?", "Head of communications")
    lead.fill("Second action", "Give every front desk a quiet place")
    lead.fill("Who sees to that one?", "Facilities lead")
    lead.press("Save and go on")
    lead.follow("Say something in public")
    lead.fill("A statement for the public", "We begin with our own meetings.")
    lead.press("Save and go on")


def sign_the_charter(lead: Visit) -> None:
    """When the lead signs for the organisation, after one more look at every word."""
    lead.follow("Say who signs")
    lead.choose("I do")
    lead.fill("Their job title", "Director of people")
    lead.choose("Asked to sign by the board or governing body")
    lead.press("Save and go on")
    lead.follow("Check and sign")
    lead.expects_heading("Check what will be signed")
    lead.reads(LEAD, "Director of people", "We begin with our own meetings.", "Rewrite our first letter")
    lead.fill("Type your name to sign", LEAD)
    lead.choose("I am authorised to sign the charter for this organisation")
    lead.press("Sign the charter")
    lead.expects_heading("The charter is signed")


def certificate_and_register_show_it(lead: Visit, visitor: Visit) -> None:
    """Then there is a certificate, and everybody can see who has signed."""
    certificate = lead.main.get_by_role("link", name="Open your certificate (PDF)").get_attribute("href")
    answer = lead.page.request.get(certificate or "")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    visitor.open("/")
    visitor.follow("See who has signed the charter")
    visitor.follow(ORGANISATION)
    visitor.reads("We begin with our own meetings.")
