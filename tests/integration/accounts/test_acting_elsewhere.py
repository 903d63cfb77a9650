"""A form is carried out where it was opened, whatever its sender chose in another tab since: no union of rights."""

import pytest
from sqlalchemy import select

from network.champions.models import Champion
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories.accounts import granted_role
from tests.factories.events import announce
from tests.support.client import Page


@pytest.fixture
def twofold(app, world, clock):
    """A lead here, who is a lead there too."""
    lead = world.person(Role.ORGANISATION_LEAD)
    with app.app_context():
        granted_role(world, lead.user_id, world.other, Role.ORGANISATION_LEAD, clock)
    return lead


def act_in(browser, organisation_id):
    browser.post("/choose-organisation", {"organisation_id": str(organisation_id)})


def hidden(page):
    return {field.get("name"): field.get("value") for field in page.tree.xpath("//main//input[@type='hidden']")}


def test_a_form_of_another_tab_changes_nothing_and_keeps_what_was_typed(app, world, twofold, client_of):
    browser = client_of(twofold)
    act_in(browser, world.own)
    champion = str(world.person(Role.CHAMPION).user_id)
    opened = hidden(browser.get("/champions/new"))
    assert opened["opened_in"] == str(world.own)
    act_in(browser, world.other)
    refused = Page(browser.raw.post("/champions/new", data={**opened, "person": champion}))
    assert refused.status == 422
    assert "in an organisation that you do not act in now" in refused.text
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        assert db.session.scalars(scoped(select(Champion), system, Champion)).all() == []
    elsewhere = browser.get("/champions/new")
    assert elsewhere.tree.xpath("//option[@selected][@value!='']") == [], "people of one are nothing to the other"
    (way,) = refused.tree.xpath("//main//a[contains(., 'Choose where you act')]/@href")
    back = browser.post(way, {"organisation_id": str(world.own)}).location
    assert browser.get(back).tree.xpath("//option[@selected]/@value") == [champion]


def test_a_button_of_another_tab_does_nothing(app, world, twofold, client_of, clock):
    browser = client_of(twofold)
    act_in(browser, world.own)
    event = announce(app, world, clock)
    opened = hidden(browser.get(f"/events/{event}"))
    act_in(browser, world.other)
    path = f"/events/{event}/book"
    assert browser.raw.post(path, data=opened).status_code == 422
    assert browser.raw.post(path, data={**opened, "opened_in": str(world.other)}).status_code == 303


def test_choosing_in_two_tabs_is_no_trouble(world, twofold, client_of):
    browser = client_of(twofold)
    act_in(browser, world.own)
    opened = hidden(browser.get("/choose-organisation"))
    act_in(browser, world.other)
    answer = browser.raw.post("/choose-organisation", data={**opened, "organisation_id": str(world.own)})
    assert answer.status_code == 303


def test_a_role_that_came_meanwhile_loses_nothing(app, world, client_of, clock):
    """Somebody of one organisation never chose where they act; then they have two."""
    lead = world.person(Role.ORGANISATION_LEAD)
    browser = client_of(lead)
    with browser.raw.session_transaction() as session:
        del session["acting_in"]
    opened = hidden(browser.get("/champions/new"))
    with app.app_context():
        granted_role(world, lead.user_id, world.other, Role.ORGANISATION_LEAD, clock)
    champion = str(world.person(Role.CHAMPION).user_id)
    refused = Page(browser.raw.post("/champions/new", data={**opened, "person": champion}))
    (way,) = refused.tree.xpath("//main//a[contains(., 'Choose where you act')]/@href")
    back = browser.post(way, {"organisation_id": str(world.own)}).location
    assert browser.get(back).tree.xpath("//option[@selected]/@value") == [champion]


def test_what_concerns_no_organisation_is_taken_wherever_its_sender_acts(world, twofold, client_of):
    browser = client_of(twofold)
    act_in(browser, world.own)
    opened = hidden(browser.get("/tell-us"))
    act_in(browser, world.other)
    told = {**opened, "kind": "helped", "words": "The breaks helped."}
    assert browser.raw.post("/tell-us", data=told).status_code == 303
