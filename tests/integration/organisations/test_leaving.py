"""An organisation leaves the network, keeps what it did, and can come back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import IncidentModule
from network.organisations.models import Organisation, Standing
from tests.factories.charter import publish_charter, sign
from tests.factories.incidents import make_service
from tests.support.filled import filled_form


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(Role.ORGANISATION_LEAD))


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.person(Role.COORDINATOR, "host"))


@pytest.fixture
def leave(world):
    def send(client, typed="Harrow Hill Council", status=303):
        path = f"/organisations/{world.own}/leave"
        return client.post(path, {**filled_form(client, path), "typed": typed}, status=status)

    return send


def organisation(app, organisation_id) -> Organisation:
    with app.app_context():
        return db.session.get_one(Organisation, organisation_id)


def test_a_lead_says_so_with_the_name(app, world, lead, leave, client_of, clock):
    refused = leave(lead, "Harrow", status=422)
    assert refused.errors == ["Enter the name as it stands above: Harrow Hill Council"]

    page = lead.get(leave(lead).location)

    assert "Harrow Hill Council has left the network. It can come back at any time." in page.text
    assert "Former partner, since 18 November 2026" in page.text
    left = organisation(app, world.own)
    assert (left.standing, left.left_on) == (Standing.LEFT, clock.today())
    others = client_of(world.person(Role.ORGANISATION_LEAD, "other")).get("/organisations/")
    assert "Harrow Hill Council" not in others.text


def test_its_signature_is_withdrawn_and_the_register_says_until_when(app, world, lead, leave, client_of, clock):
    with app.app_context():
        number = publish_charter(world, clock)
        sign(world.person(Role.ORGANISATION_LEAD), number, clock)

    leave(lead)

    entry = client_of(None).get(f"/charter/signatories/{world.own}")
    assert "Was current until 18 November 2026" in entry.text


def test_no_new_referral_is_made_and_nobody_is_told_that_there_was_a_service(app, world, coordinator, leave, clock):
    make_service(app, world, clock)
    page = coordinator.get(leave(coordinator).location)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        modules = scoped(select(IncidentModule.is_on), system, IncidentModule)
        assert list(db.session.scalars(modules)) == [False]
    assert "referral" not in page.text


def test_its_people_keep_their_roles_and_their_records(world, lead, leave, client_of):
    leave(lead)
    champion = client_of(world.person(Role.CHAMPION))
    champion.get(f"/organisations/{world.own}")
    champion.get("/training/")


def test_the_coordinator_takes_it_back(app, world, lead, leave, coordinator):
    leave(lead)
    page = coordinator.get(f"/organisations/{world.own}")
    (button,) = page.tree.xpath("//form[contains(@action, 'take-back')]")

    coordinator.post(button.get("action"), dict(button.form_values()))

    back = organisation(app, world.own)
    assert (back.standing, back.left_on) == (Standing.PARTNER, None)
    coordinator.post(button.get("action"), dict(button.form_values()), status=404)


def test_whoever_signs_again_is_back(app, world, lead, leave, clock):
    with app.app_context():
        number = publish_charter(world, clock)
        sign(world.person(Role.ORGANISATION_LEAD), number, clock)
    leave(lead)
    with app.app_context():
        sign(world.person(Role.ORGANISATION_LEAD), number, clock)
    back = organisation(app, world.own)
    assert (back.standing, back.left_on) == (Standing.PARTNER, None)


def test_the_host_stays(world, coordinator):
    page = coordinator.get(f"/organisations/{world.host}/leave", status=422)
    assert "so it cannot leave" in page.text


def test_a_program_takes_it_back_and_cannot_leave(app, world, lead, leave, client_of):
    path = f"/api/v1/organisations/{world.own}/departure"
    client_of.api(world.person(Role.ORGANISATION_LEAD)).send("POST", path, json={}, status=405)
    leave(lead)
    client_of.api(world.person(Role.COORDINATOR, "host")).send("DELETE", path, status=204)
    assert organisation(app, world.own).standing is Standing.PARTNER
