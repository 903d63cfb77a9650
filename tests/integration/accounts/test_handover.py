"""A role that holds open steps does not end before they are passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from network.accounts.models import Membership
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.governance.models import Action
from network.incidents.models import IncidentModule
from tests.factories import charter as charters
from tests.factories import governance as groups

LEAD = Role.ORGANISATION_LEAD


@pytest.fixture
def leaver(app, world, clock):
    """A second lead of `own`, whose role is to end; the key of that role."""
    with app.app_context():
        with system_scope(db.session(), "a second lead"):
            first, person = world.person(LEAD), world.add_person("own", LEAD, clock)
            commit()
        membership_id = charters.membership_of(world.own, person.user_id)
    world.people[("own", LEAD)] = first
    return person, membership_id


def an_action_of(app, world, clock, person):
    """An open action that is theirs."""
    group_id = groups.add_group(app, world, clock)
    return groups.add_action(app, world, clock, group_id, clock.today() + timedelta(days=20), owner=person)


def end(client, membership_id, status=303):
    return client.post(f"/people/roles/{membership_id}/end", {"when": "now"}, status=status)


def test_whoever_holds_nothing_just_ends(leaver, client_of, world):
    client = client_of(world.person(LEAD))
    page = client.get(f"/people/roles/{leaver[1]}/handover")
    assert "Nothing waits" in page.text
    end(client, leaver[1])


def test_whoever_answers_for_the_charter_is_followed(leaver, app, world, clock, client_of):
    person, membership_id = leaver
    with app.app_context():
        charters.publish_charter(world, clock)
        charters.sign(person, 1, clock)
    client = client_of(world.person(LEAD))
    refused = end(client, membership_id, 422)
    assert "Something still waits for this person" in refused.text
    where = f"/people/roles/{membership_id}/handover"
    assert refused.tree.xpath(f"//main//a[@href='{where}']")
    assert "They answer for the organisation’s signature" in client.get(where).text
    client.post(where, {"colleague": str(world.person(LEAD).user_id)}, to=f"/people/roles/{membership_id}/end")
    end(client, membership_id)


def test_open_actions_go_to_a_colleague(leaver, app, world, clock, client_of):
    person, membership_id = leaver
    action_id = an_action_of(app, world, clock, person)
    client = client_of(world.person(LEAD))
    end(client, membership_id, 422)
    where = f"/people/roles/{membership_id}/handover"
    champion = world.person(Role.CHAMPION)
    client.post(where, {"colleague": str(champion.user_id)}, status=303)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        action = db.session.scalars(scoped(select(Action), system, Action).where(Action.id == action_id)).one()
        assert (action.owner_id, action.owner_name) == (champion.user_id, champion.name)
        noted = scoped(select(AuditEntry), system, AuditEntry)
        assert db.session.scalars(noted.where(AuditEntry.action == "accounts.membership.passed_on")).one()
    end(client, membership_id)


@pytest.mark.parametrize("who", ["themselves", "a stranger", "x", ""])
def test_only_a_colleague_takes_it_on(leaver, app, world, clock, client_of, who):
    person, membership_id = leaver
    an_action_of(app, world, clock, person)
    chosen = {"themselves": str(person.user_id), "a stranger": str(world.person(LEAD, "other").user_id)}.get(who, who)
    client = client_of(world.person(LEAD))
    page = client.post(f"/people/roles/{membership_id}/handover", {"colleague": chosen}, status=422)
    assert page.errors


def test_what_stays_theirs_in_another_role_is_not_passed_on(leaver, app, world, clock, client_of):
    person, membership_id = leaver
    an_action_of(app, world, clock, person)
    with app.app_context(), system_scope(db.session(), "another role"):
        also = {"user_id": person.user_id, "role": Role.MANAGER, "starts_on": clock.today()}
        db.session.add(Membership(organisation_id=world.own, **also))
        commit()
    end(client_of(world.person(LEAD)), membership_id)


def test_the_last_incident_lead_is_followed_by_another_while_the_service_is_on(app, world, clock, client_of):
    """And nothing is said of any case."""
    with app.app_context():
        membership_id = charters.membership_of(world.own, world.person(Role.INCIDENT_LEAD).user_id)
        with system_scope(db.session(), "a service"):
            db.session.add(
                IncidentModule(
                    organisation_id=world.own,
                    is_on=True,
                    go_live_on=clock.today(),
                    provider_organisation_id=world.provider,
                )
            )
            commit()
    client = client_of(world.person(LEAD))
    end(client, membership_id, 422)
    page = client.get(f"/people/roles/{membership_id}/handover")
    assert "nobody else receives what managers send" in page.text
    assert not page.tree.xpath("//main//form"), "it is settled by inviting somebody"
    with app.app_context(), system_scope(db.session(), "a second one"):
        world.add_person("own", Role.INCIDENT_LEAD, clock)
        commit()
    end(client, membership_id)
