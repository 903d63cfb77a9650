"""Reading a referral: who opened it, as the person is told, and notes that stay open for one sign-in (U5, U11)."""

from datetime import timedelta

import pytest

from network.core.permissions import Role
from tests.integration.incidents.test_flow import Referral, rows, write


@pytest.fixture
def referral(app, service, client_of):
    manager = client_of(service.manager)
    manager.post(f"{write(manager, service)}/check")
    (found,) = rows(app, Referral)
    return found


def openings(client_of, service, referral):
    """The lines of the person's own page that say who opened it, and when."""
    page = client_of(service.staff_member).get(f"/support/mine/{referral.id}")
    lines = page.tree.xpath("//table[caption[contains(., 'Who has opened this')]]//tbody/tr")
    return [tuple(" ".join(cell.text_content().split()) for cell in line.xpath("./td")) for line in lines]


def test_who_opened_it_is_said_once_a_minute(service, client_of, referral, clock):
    """One line for one person in one minute, with the time; another person or minute is another line."""
    lead, second = service.lead, service.add_person("own", Role.INCIDENT_LEAD)
    place = f"/support/desk/{referral.id}"
    before = len(openings(client_of, service, referral))
    for _ in range(3):
        client_of(lead).get(place)
        clock.advance(timedelta(seconds=15))
    client_of(second).get(place)
    assert len(openings(client_of, service, referral)) == before + 2
    clock.advance(timedelta(minutes=2))
    client_of(lead).get(place)
    told = openings(client_of, service, referral)
    as_lead = "your organisation’s incident lead"
    assert told[:3] == [
        (f"{lead.name}, {as_lead}", "18 November 2026 at 10:02am"),
        (f"{second.name}, {as_lead}", "18 November 2026 at 10am"),
        (f"{lead.name}, {as_lead}", "18 November 2026 at 10am"),
    ]


def test_the_api_keeps_every_opening(service, client_of, referral):
    """What programs read equals the audit (B29)."""
    for _ in range(3):
        client_of(service.lead).get(f"/support/desk/{referral.id}")
    answer = client_of.api(service.staff_member).get(f"/api/v1/incidents/mine/{referral.id}")
    assert len(answer.json["openings"]) == 3


def is_open(client, place):
    notes = client.get(place).tree.xpath("//details[contains(@class, 'app-content-note')]")
    return [note.get("open") is not None for note in notes]


def test_content_notes_stay_open_for_one_sign_in(service, client_of, referral):
    """U5: closed at first, open on the next page by choice, closed again by choice, and after the next sign-in."""
    lead, place = client_of(service.lead), f"/support/desk/{referral.id}"
    assert is_open(lead, place) == [False]
    lead.post("/content-notes", {"open": "y"}, form_at=place, to=place)
    assert is_open(lead, place) == [True]
    assert is_open(client_of(service.lead), place) == [False], "another sign-in of the same person"
    lead.post("/content-notes", {"open": ""}, form_at=place, to=place)
    assert is_open(lead, place) == [False]


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_the_choice_leads_nowhere_else(service, client_of, back):
    """B21"""
    client_of(service.lead).post("/content-notes", {"open": "y", "next": back}, form_at="/privacy", to="/")
