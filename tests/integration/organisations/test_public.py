"""What other features are told of organisations, and may ask."""

from datetime import date

import pytest

from network.core.commit import commit
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.core.permissions import Role
from network.core.working_days import Weekday
from network.organisations import public
from network.organisations.models import Organisation
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing
from tests.factories.organisations import acting, bring_in, schools


def change(organisation_id, **values) -> None:
    organisation = db.session.get(Organisation, organisation_id)
    for name, value in values.items():
        setattr(organisation, name, value)
    commit()
    db.session.remove()


def test_partners_by_name_and_sector(in_app, world, clock):
    bring_in(schools(("119903", "Hill School", "", "", "")), clock)
    assert [partner.name for partner in public.list_partners()] == [
        "Alder Therapies",
        "Birch Counselling",
        "Harrow Hill Council",
        "Ottermouth NHS Foundation Trust",
        "Wendmere County Council",
    ]
    assert [partner.id for partner in public.list_partners([Sector.NHS])] == [world.other]
    assert public.find_host().id == world.host


def test_one_by_key_or_code(in_app, world, clock):
    bring_in(schools(("119903", "Hill School", "Wells", "", "")), clock)
    found = public.find_by_code(Scheme.URN, "119903")
    assert (found.name, found.standing, found.town) == ("Hill School", Standing.LISTED, "Wells")
    assert public.get_organisation(found.id) == found
    assert public.find_by_code(Scheme.ODS, "119903") is None
    with pytest.raises(NotFound):
        public.get_organisation(new_id())


@pytest.mark.parametrize(
    ("nation", "week", "fifth"),
    [
        # From Thursday 24 December 2026: Christmas, Boxing Day's substitute and New Year as each nation keeps them.
        (Nation.ENGLAND, "01234", date(2027, 1, 4)),
        (Nation.WALES, "01234", date(2027, 1, 4)),
        (Nation.SCOTLAND, "01234", date(2027, 1, 5)),
        (Nation.NORTHERN_IRELAND, "01234", date(2027, 1, 4)),
        (Nation.ENGLAND, "0123456", date(2026, 12, 31)),
    ],
)
def test_a_calendar_keeps_the_nations_holidays_and_the_organisations_week(in_app, world, nation, week, fifth):
    change(world.own, nation=nation, working_week=week)
    calendar = public.calendar_of(public.get_organisation(world.own))
    assert calendar.working_week == {Weekday(int(day)) for day in week}
    assert calendar.add_working_days(date(2026, 12, 24), 4) == fifth


def test_the_way_to_partnership_is_audited_and_never_goes_back(in_app, world, clock, database):
    change(world.own, standing=Standing.LISTED)
    actor = acting(world, Role.COORDINATOR, "host")
    steps = []
    for move in (
        public.mark_invited,
        public.mark_invited,
        public.mark_partner,
        public.mark_partner,
        public.mark_invited,
    ):
        move(actor, world.own, clock)
        commit()
        steps.append(public.get_organisation(world.own).standing)
    db.session.remove()
    assert steps == ["invited", "invited", "partner", "partner", "partner"]
    with database.owner.connect() as connection:
        audited = connection.exec_driver_sql("SELECT action FROM audit_entry ORDER BY sequence").scalars().all()
    assert audited == ["organisations.organisation.invited", "organisations.organisation.partner"]
    with pytest.raises(NotFound):
        public.mark_partner(actor, new_id(), clock)


def test_departments_for_those_who_work_there(in_app, world):
    assert [d.name for d in public.list_departments(acting(world, Role.MANAGER), world.own)] == ["Housing"]
    assert public.list_departments(acting(world, Role.MANAGER), world.other) == []
    coordinator = acting(world, Role.COORDINATOR, "host")
    assert [d.headcount for d in public.list_departments(coordinator, world.other)] == [40]
