"""Whoever wrote a referral sees four states of it, whatever else they are: never the union of two roles (D10)."""

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
from tests.integration.incidents.test_flow import TALK


@pytest.fixture
def two_roled(app, service, world):
    """The manager, who is an incident lead here too, and works for the provider besides."""

    def become(role, at="own"):
        with app.app_context():
            granted_role(world, service.manager.user_id, getattr(world, at), role, service.clock)

    return become


def told(app):
    with app.app_context():
        return [each.to for each in outbox.waiting_messages() if each.kind.startswith("incidents.")]


def test_a_manager_who_leads_too_passes_on_what_others_wrote_and_not_their_own(app, service, two_roled, client_of):
    two_roled(Role.INCIDENT_LEAD)
    own = service.refer()
    both = client_of(service.manager)
    assert "There is nothing for you to do now" in both.get("/support/desk").text
    both.get(f"/support/desk/{own}", status=404)
    client_of.api(service.manager).send("POST", f"/api/v1/incidents/desk/{own}/pass-on", json={}, status=404)
    assert told(app).count(service.manager.email) == 0, "that there is something on the desk would be their own"
    client_of(service.lead).get(f"/support/desk/{own}")
    other_manager = service.add_person("own", Role.MANAGER)
    service.manager, first = other_manager, service.manager
    others = service.refer()
    assert first.email in told(app)
    both.get(f"/support/desk/{others}")


@pytest.mark.parametrize("start", ["/support/start", "/support/talk"])
def test_where_nobody_else_could_receive_it_the_manager_is_told_at_the_start(
    app, service, two_roled, client_of, world, start
):
    two_roled(Role.INCIDENT_LEAD)
    manager = client_of(service.manager)
    draft = manager.post("/support/talk", {**TALK, "outcome": "refer"}).location
    with acting(app, world.person(Role.ORGANISATION_LEAD)) as lead:
        own = scoped(select(Membership), lead, Membership).where(Membership.user_id == service.lead.user_id)
        end_role(lead, db.session.scalars(own).one().id, service.clock)
    page = manager.get(start, status=422)
    assert "name an incident lead other than you" in page.text
    assert service.manager.email not in page.text
    manager.get(draft)
