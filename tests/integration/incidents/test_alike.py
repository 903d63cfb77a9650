"""What both people are told, how little is asked, that every lead hears, and by which days limits count."""

import pytest

from network.core.permissions import Role
from network.incidents.rules.states import State
from tests.integration.incidents.test_flow import TALK, messages

STEPS = "//li[@class='app-steps__step']"
SECTIONS = ("when", "staff-member", "what-happened", "manager", "team")
QUESTIONS = (
    "//main//form//*[contains(@class, 'govuk-form-group')][not(ancestor::*[contains(@class, 'govuk-form-group')])]"
)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WITH_PROVIDER, State.ALLOCATED, State.UNDER_WAY, State.ENDED])
def test_manager_and_staff_member_read_the_same(service, client_of, state):
    referral_id = service.bring_to(state)
    told = [
        client_of(reader).get(f"/support/{path}/{referral_id}").texts(STEPS)
        for reader, path in ((service.manager, "requests"), (service.staff_member, "mine"))
    ]
    assert told[0] == told[1]
    assert told[0]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ALLOCATED, State.MEETING_BOOKED, State.UNDER_WAY])
def test_who_the_staff_member_is_is_said_where_the_steps_speak_of_them(service, client_of, state):
    referral_id = service.bring_to(state)
    page = client_of(service.staff_member).get(f"/support/mine/{referral_id}")
    steps = " ".join(page.texts("//li[contains(@class, 'app-steps__step')]")).lower()
    assert ("The staff member is you." in page.texts("//main")[0]) == ("staff member" in steps)


def test_the_short_form_asks_eight_things_at_most(service, client_of):
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    asked = [
        question
        for section in SECTIONS
        for question in manager.get(f"{draft}/{section}").texts(QUESTIONS)
        if "(optional)" not in question
    ]
    assert len(asked) == 8, asked


def test_every_lead_is_told(app, service):
    """D9: all of them, and nobody of another organisation."""
    other = service.add_person("own", Role.INCIDENT_LEAD)
    elsewhere = service.add_person("other", Role.INCIDENT_LEAD)
    service.refer()
    with app.app_context():
        emails = [message.email("https://network.example.org") for message in messages(app)]
    told = {email.to for email in emails if "/support/desk" in email.text}
    assert told == {service.lead.email, other.email}
    assert elsewhere.email not in {email.to for email in emails}


def test_limits_count_the_days_of_the_organisations_profile(app, service, world, client_of):
    """There is one working week, and the page of the service leads to it (D3)."""
    lead = client_of(world.person(Role.ORGANISATION_LEAD))
    profile = f"/organisations/{world.own}"
    (link,) = lead.get("/support/service/when").tree.xpath("//a[text()='Change the working days']/@href")
    assert link == f"{profile}/edit"
    fields = {"name": "Harrow Hill Council", "sector": "council", "working_days": ["0", "2"]}
    lead.post(link, fields, to=profile)
    assert "Monday, Wednesday, without the bank holidays of England" in lead.get("/support/service").text
    sent = client_of(service.manager).get(f"/support/requests/{service.refer()}")
    assert "7 December 2026 at the latest" in sent.text, "the fifth of them, the day of submission not counted"
