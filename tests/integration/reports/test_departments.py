"""Champions and places at events by department: the parts make the whole, and an address cuts them to one."""

from __future__ import annotations

from network.champions.public import agree, count_by_department, count_by_organisation, register_champion
from network.core import tenancy
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.events.public import book, count_booked_by_department, list_next_events
from tests.factories.accounts import actor_of

HOUSING = "own"


def acting(app, person):
    actor = actor_of(app.extensions["policies"], person)
    tenancy.enter(db.session(), actor)
    return actor


def test_champions_and_bookings_by_department(app, network, world, clock, client_of):
    network.announce()
    lead, manager, staff = (world.person(role) for role in (Role.ORGANISATION_LEAD, Role.MANAGER, Role.STAFF_MEMBER))
    housing = world.housing[HOUSING]
    with app.app_context():
        for person, department in ((manager, housing), (staff, None)):
            champion = register_champion(acting(app, lead), person.user_id, clock, department)
            commit()
            agree(acting(app, person), champion.id, clock)
            (event,) = list_next_events(acting(app, person), clock)
            book(acting(app, person), event.id, clock, department_id=department)
            commit()
        actor = acting(app, lead)
        assert count_by_department(actor) == {housing: 1, None: 1}
        assert sum(count_by_department(actor).values()) == count_by_organisation(actor)[world.own]
        assert count_booked_by_department(actor) == {housing: 1, None: 1}
    client = client_of(lead)
    page = client.get("/our-organisation")
    table = "//h2[@id='departments']/following::tbody[1]/tr"
    assert page.texts(f"{table}/th") == ["Housing", "No department said"]
    assert page.texts(f"{table}/td[last()-1]") == page.texts(f"{table}/td[last()]") == ["1", "1"]
    cut = client.get(f"/our-organisation?department={housing}")
    assert len(cut.texts("//h2[@id='departments']/following::tbody[1]/tr")) == 1
    told = client_of.api(lead).get("/api/v1/our-organisation?department=none").json["departments"]
    assert [(each["name"], each["champions"], each["booked"]) for each in told] == [(None, 1, 1)]
    assert client.get(f"/champions/?department={housing}").texts("//tbody/tr/th") == [manager.name]
    assert client.get("/champions/?department=none").texts("//tbody/tr/th") == [staff.name]


def test_a_foreign_department_is_said_no_to(world, network, client_of):
    event = network.announce()
    foreign = str(world.housing["other"])
    client_of.api(world.person(Role.ORGANISATION_LEAD)).post(
        "/api/v1/champions",
        {"email": world.person(Role.MANAGER).email, "department": foreign},
        status=422,
    )
    assert event is not None
