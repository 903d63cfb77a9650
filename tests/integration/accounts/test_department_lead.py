"""A department has a lead of its own: invited for it, and with rights in it alone (ORG-4)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from network.accounts.models import Invitation, Membership
from network.accounts.rules.holding import Span
from network.accounts.service.invitations import NewInvitation, invite
from network.accounts.service.memberships import Grant, grant_role
from network.accounts.service.redeeming import redeem
from network.core.commit import commit
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.permissions import NEEDS_SECOND_FACTOR, Role
from network.core.tenancy import enter, scoped, system_scope
from network.incidents.permissions import POLICY as INCIDENTS
from network.incidents.permissions import IncidentPermission
from network.organisations.models import Department
from network.organisations.service.departments import add_department
from tests.factories.accounts import SYSTEM, actor_of
from tests.support.stored import rows
from tests.support.world import PASSWORD

LEAD, OF_DEPARTMENT = Role.ORGANISATION_LEAD, Role.DEPARTMENT_LEAD
ADDRESS = "new.lead@example.org"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.person(LEAD))


def form_of(world) -> str:
    return f"/organisations/{world.own}/people/invite"


def send(lead, world, status=303, **typed):
    body = {"email": ADDRESS, "name": "Noor Lead", "role": "department-lead", **typed}
    return lead.post(form_of(world), body, status=status)


def test_invited_for_a_department_and_shown_with_it(app, world, clock, lead):
    send(lead, world, department=str(world.housing["own"]))
    (invitation,) = rows(app, Invitation)
    assert invitation.department_id == world.housing["own"]
    with app.app_context():
        enter(db.session(), SYSTEM)
        new = NewInvitation("x@example.org", "Xan", OF_DEPARTMENT, world.own, department_id=world.housing["own"])
        sent = invite(SYSTEM, new, clock)
        commit()
        user = redeem(sent.token, "Xan Lead", PASSWORD, clock)
        commit()
    held = [each for each in rows(app, Membership) if each.user_id == user.id]
    assert [each.department_id for each in held] == [world.housing["own"]]
    assert "Department lead, Housing" in lead.get("/people").text


@pytest.mark.parametrize(
    ("role", "at", "error"),
    [
        ("department-lead", None, "Choose the department that they are to lead"),
        ("champion", "own", "Leave the department empty: only a department lead has one"),
    ],
)
def test_a_department_belongs_to_its_lead_alone(app, world, lead, role, at, error):
    typed = {"department": str(world.housing[at])} if at else {}
    assert send(lead, world, 422, role=role, **typed).errors == [error]
    assert rows(app, Invitation) == []


def test_another_organisations_department_is_none_to_lead(app, world, client_of, clock):
    program = client_of.api(world.person(LEAD))
    body = {
        "email": ADDRESS,
        "name": "Noor",
        "role": "department-lead",
        "department_id": str(world.housing["other"]),
    }
    answer = program.post("/api/v1/invitations", body, status=422)
    assert list(answer.json["errors"]) == ["department"]
    body["department_id"] = str(world.housing["own"])
    assert program.post("/api/v1/invitations", body).json["department_id"] == str(world.housing["own"])


def test_one_person_leads_two_departments_and_each_once(app, world, clock):
    person = world.person(Role.CHAMPION)
    with app.app_context():
        enter(db.session(), SYSTEM)
        second = add_department(SYSTEM, world.own, "Early help", 5, clock).id
        for department_id in (world.housing["own"], second):
            grant = Grant(person.user_id, world.own, OF_DEPARTMENT, Span(clock.today()), department_id)
            grant_role(SYSTEM, grant, clock)
            commit()
        with pytest.raises(RuleBroken, match="holds that role already"):
            grant_role(SYSTEM, grant, clock)


def test_they_keep_the_number_of_staff_of_their_department(app, world, clock, client_of):
    client = client_of(world.person(OF_DEPARTMENT))
    page = client.get(f"/organisations/{world.own}")
    (address,) = page.tree.xpath("//a[starts-with(., 'Change its number of staff')]/@href")
    client.post(address, {**_version(client, address), "headcount": "55"}, to=f"/organisations/{world.own}")
    assert "Housing, 55 people" in client.get(f"/organisations/{world.own}").text
    stale = client.post(address, {"version": "1", "headcount": "56"}, form_at=address, status=409)
    assert "changed after you opened it" in stale.text
    assert client.post(address, {**_version(client, address), "headcount": "-1"}, status=422).errors
    client.get(f"/organisations/{world.own}/departments", status=403)
    client.get(f"/organisations/{world.own}/departments/{world.housing['own']}", status=403)


def _version(client, address):
    return {"version": client.get(address).tree.xpath("//input[@name='version']/@value")[0]}


def test_another_department_is_not_theirs(app, world, clock, client_of):
    with app.app_context():
        enter(db.session(), SYSTEM)
        second = add_department(SYSTEM, world.own, "Early help", 5, clock).id
        commit()
    client = client_of(world.person(OF_DEPARTMENT))
    client.get(f"/organisations/{world.own}/departments/{second}/headcount", status=404)
    client.get(f"/organisations/{world.other}/departments/{world.housing['other']}/headcount", status=404)
    program = client_of.api(world.person(OF_DEPARTMENT))
    program.send(
        "PUT",
        f"/api/v1/organisations/{world.own}/departments/{second}/headcount",
        json={"headcount": 1},
        headers={"If-Match": '"old"'},
        status=404,
    )


def test_a_department_that_is_led_stays(world, lead):
    address = f"/organisations/{world.own}/departments/{world.housing['own']}"
    page = lead.post(f"{address}/remove", form_at=address, status=422)
    assert "Housing stays" in page.text


def test_a_role_that_ended_leads_nothing(app, world, clock, client_of):
    with app.app_context(), system_scope(db.session(), "a test ends a role") as system:
        mine = scoped(select(Membership), system, Membership).where(
            Membership.user_id == world.person(OF_DEPARTMENT).user_id
        )
        membership = db.session.scalars(mine).one()
        membership.ends_on = membership.starts_on
        commit()
    address = f"/organisations/{world.own}/departments/{world.housing['own']}/headcount"
    client_of(world.person(OF_DEPARTMENT)).get(address, status=403)


def test_they_reach_no_referral_and_so_need_no_second_step(app, world):
    assert OF_DEPARTMENT not in NEEDS_SECOND_FACTOR
    alone = {right for right, roles in INCIDENTS.items() if OF_DEPARTMENT in roles}
    everybody = {right for right, roles in INCIDENTS.items() if set(Role) <= set(roles)}
    assert alone - everybody == {IncidentPermission.READ_PUBLISHED}, "rounded figures, and nothing of a case"
    with app.app_context():
        actor = actor_of(app.extensions["policies"], world.person(OF_DEPARTMENT))
    assert not actor.is_network_wide


def test_the_department_of_another_organisation_cannot_be_written_down(app, world, clock):
    with app.app_context(), system_scope(db.session(), "a test tries") as system:
        others = scoped(select(Department), system, Department).where(Department.organisation_id == world.other)
        foreign = db.session.scalars(others).one()
        db.session.add(
            Membership(
                organisation_id=world.own,
                user_id=world.person(Role.CHAMPION).user_id,
                role=OF_DEPARTMENT,
                department_id=foreign.id,
                starts_on=clock.today(),
            )
        )
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            db.session.flush()
        db.session.rollback()
