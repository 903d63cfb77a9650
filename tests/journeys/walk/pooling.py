"""An incident lead offers to lead for small partners too, is asked by one, and acts for one at a time."""

from __future__ import annotations

from tests.journeys.walk.stage import ORGANISATION, Stage
from tests.journeys.walk.visit import Visit

SMALL = "Ottermouth NHS Foundation Trust"
LEAD = "Incident lead of own"


def offer_to_lead(lead: Visit) -> None:
    """Given an incident lead, who reads what it means and offers it."""
    lead.menu("Referrals")
    lead.follow("Lead for small partners too")
    lead.reads("You act for one organisation at a time")
    lead.press("Offer to lead for small partners")
    lead.reads("You have offered this since")


def ask_one_who_offers(setter: Visit) -> None:
    """When a small organisation looks for leads, it asks one by name."""
    setter.menu("Support service")
    setter.follow("Two incident leads")
    setter.reads(LEAD, ORGANISATION)
    setter.press("Ask")
    setter.reads("Asked. Their answer is still to come")


def accept_and_switch(stage: Stage, lead: Visit, email: str) -> None:
    """Then they accept, and choose for whom they act; the other organisation is named, and nothing of it shown."""
    lead.open(stage.link_sent_to(email, "/invitations/"))
    lead.press("Accept")
    lead.choose(SMALL)
    lead.press("Continue")
    lead.menu("Referrals")
    lead.reads(f"You lead for other organisations too: {ORGANISATION}")


def who_leads_is_shown(setter: Visit) -> None:
    """And the small organisation has one more lead."""
    setter.menu("Support service")
    setter.follow("Two incident leads")
    setter.reads(LEAD, "Leads here")
