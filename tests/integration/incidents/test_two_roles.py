"""Who wrote a referral sees four states of it, whatever else they are (D10); whom it is about does not handle it."""

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.accounts.public import end_role
from network.core import outbox
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped
from tests.factories.accounts import granted_role
from tests.factories.incidents import acting
from tests.integration.incidents.test_flow import TALK, write


@pytest.fixture
def give(app, service, world):
    """A further role for somebody, in their own organisation or at the provider."""

    def give(person, role, at="own"):
        with app.app_context():
            granted_role(world, person.user_id, getattr(world, at), role, service.clock)

    return give


@pytest.fixture
def end(app, service, world):
    """Ends the only role of somebody."""

    def end(person, by):
        with acting(app, by) as lead:
            own = scoped(select(Membership), lead, Membership).where(Membership.user_id == person.user_id)
            end_role(lead, db.session.scalars(own).one().id, service.clock)

    return end


def at_work(client_of, person, organisation_id):
    """Somebody of two organisations, in one of them."""
    browser = client_of(person)
    browser.post("/choose-organisation", {"organisation_id": str(organisation_id)})
    return browser


def told(app):
    with app.app_context():
        return [each.to for each in outbox.waiting_messages() if each.kind == "incidents.desk-changed"]


@pytest.mark.parametrize("who", ["manager", "staff_member"])
def test_a_lead_passes_on_what_others_wrote_and_neither_their_own_nor_what_is_about_them(
    app, service, give, client_of, who
):
    both = getattr(service, who)
    give(both, Role.INCIDENT_LEAD)
    own = service.refer()
    browser = client_of(both)
    assert "There is nothing for you to do now" in browser.get("/support/desk").text
    browser.get(f"/support/desk/{own}", status=404)
    client_of.api(both).send("POST", f"/api/v1/incidents/desk/{own}/pass-on", json={}, status=404)
    assert told(app) == [service.lead.email]
    client_of(service.lead).get(f"/support/desk/{own}")
    service.manager = service.add_person("own", Role.MANAGER)
    others = service.refer(staff_email="somebody.else@example.org")
    assert sorted(told(app)) == sorted([service.lead.email, service.lead.email, both.email])
    browser.get(f"/support/desk/{others}")


def test_nobody_is_sent_to_their_own_manager_as_lead(service, give, client_of):
    give(service.manager, Role.INCIDENT_LEAD)
    own = service.refer()
    for person, page in ((service.staff_member, f"/support/mine/{own}"), (service.manager, f"/support/requests/{own}")):
        text = client_of(person).get(page).text
        assert service.lead.email in text
        assert f"mailto:{service.manager.email}" not in text


@pytest.mark.parametrize("who", ["manager", "staff_member"])
def test_an_allocator_sees_neither_their_own_nor_what_is_about_them(app, service, give, client_of, world, who):
    both = getattr(service, who)
    give(both, Role.PROVIDER_ALLOCATOR, "provider")
    own = service.refer()
    service.pass_on(own)
    assert told(app) == [service.lead.email, service.allocator.email]
    browser = at_work(client_of, both, world.provider)
    assert "There is nothing for you to do now" in browser.get("/support/allocation").text
    browser.get(f"/support/allocation/{own}", status=404)


def test_a_therapist_is_not_offered_what_they_wrote_or_what_is_about_them(service, give, client_of, world):
    for both in (service.manager, service.staff_member):
        give(both, Role.THERAPIST, "provider")
    own = service.refer()
    service.pass_on(own)
    page = client_of(service.allocator).get(f"/support/allocation/{own}")
    assert page.tree.xpath("//input[@name='therapist_id']/@value") == [str(service.therapist.user_id)]
    program = client_of.api(service.allocator)
    for both in (service.manager, service.staff_member):
        path, body = f"/api/v1/incidents/allocation/{own}/therapist", {"therapist_id": str(both.user_id)}
        assert "therapist_id" in program.post(path, body, status=422).json["errors"]
    service.allocate(own)
    for both in (service.manager, service.staff_member):
        at_work(client_of, both, world.provider).get(f"/support/work/{own}", status=404)


def test_it_is_not_passed_to_a_provider_whose_only_allocator_wrote_it(app, service, give, end, client_of, world):
    give(service.manager, Role.PROVIDER_ALLOCATOR, "provider")
    end(service.allocator, world.person(Role.ORGANISATION_LEAD, "provider"))
    own = service.refer()
    lead = client_of(service.lead)
    page = lead.post(f"/support/desk/{own}/pass-on", form_at=f"/support/desk/{own}", status=422)
    assert "The provider has nobody who receives referrals" in page.text
    assert "Received" in client_of(service.manager).get(f"/support/requests/{own}").text


def test_where_nobody_else_leads_the_manager_is_told_before_a_draft_begins(service, give, end, client_of, world):
    give(service.manager, Role.INCIDENT_LEAD)
    end(service.lead, world.person(Role.ORGANISATION_LEAD))
    manager = client_of(service.manager)
    manager.get("/support/start")
    page = manager.post("/support/talk", {**TALK, "outcome": "refer"}, status=422)
    assert "name another incident lead" in page.text
    assert service.manager.email not in page.text
    manager.post("/support/talk", {**TALK, "outcome": "not-now"}, to="/support/other-routes")


def test_where_only_the_person_referred_leads_it_is_not_sent(service, give, end, client_of, world):
    give(service.staff_member, Role.INCIDENT_LEAD)
    end(service.lead, world.person(Role.ORGANISATION_LEAD))
    manager = client_of(service.manager)
    draft = write(manager, service)
    assert "name another incident lead" in manager.post(f"{draft}/check", status=422).text
    manager.get(draft)
