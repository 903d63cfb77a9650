"""Whose rows they are: deliberate mistakes with groups, made as a partner's lead and as the coordinator (`B13`)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from network.core import tenancy, tripwire
from network.core.commit import rollback
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, scoped, system_scope
from network.governance.models import Action, Decision, Group, Meeting, MeetingArea
from network.governance.queries import actions, groups, meetings
from network.governance.vocabulary import Whose
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import KeyArea
from tests.conftest import NOW
from tests.factories import governance
from tests.support.databases import is_postgresql_run

TABLES = (Group, Meeting, MeetingArea, Decision, Action)
REFUSED = (UnscopedQuery, ForeignRow, SQLAlchemyError)


@pytest.fixture
def rows(app, world, clock):
    """A group of each place with a meeting that was held: the host's is the network's."""
    found = {}
    for at in ("own", "other", "host"):
        group = governance.add_group(app, world, clock, at)
        found[at] = group, governance.hold(app, world, clock, group, date(2026, 11, 2), KeyArea.LEADERSHIP, at=at)
    return found


@pytest.fixture
def lead(in_app, rows, world):
    actor = governance.actor_of(world.person(Role.ORGANISATION_LEAD))
    tenancy.enter(db.session(), actor)
    yield actor
    rollback()


MISTAKES = {
    **{f"select {table.__name__}": lambda s, t=table: s.scalars(select(t)).all() for table in TABLES},
    **{f"columns {table.__name__}": lambda s, t=table: s.scalars(select(t.organisation_id)).all() for table in TABLES},
    **{f"count {table.__name__}": lambda s, t=table: s.scalar(select(func.count(t.id))) for table in TABLES},
    **{f"core {table.__name__}": lambda s, t=table: s.execute(select(t.__table__)).all() for table in TABLES},
    **{f"update {table.__name__}": lambda s, t=table: s.execute(update(t).values(is_network=True)) for table in TABLES},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_statement_that_nobody_scoped_is_refused(lead, mistake):
    with pytest.raises(UnscopedQuery):
        MISTAKES[mistake](db.session())


@pytest.mark.parametrize("table", TABLES)
def test_a_scoped_select_shows_ones_own_and_the_networks(lead, rows, world, table):
    shown = set(db.session.scalars(scoped(select(table.organisation_id), lead, table)))
    assert shown == {world.own, world.host}


@pytest.mark.parametrize("table", TABLES)
def test_the_coordinator_reads_every_partners(in_app, rows, world, table):
    actor = governance.actor_of(world.person(Role.COORDINATOR, "host"))
    tenancy.enter(db.session(), actor)
    shown = set(db.session.scalars(scoped(select(table.organisation_id), actor, table)))
    assert shown == {world.own, world.other, world.host}


@pytest.mark.parametrize("key", ["group", "meeting"])
def test_a_row_by_its_key_is_refused(lead, rows, key):
    group, meeting = rows["other"]
    with pytest.raises(REFUSED):
        db.session.get(Group, group) if key == "group" else db.session.get(Meeting, meeting)


def stolen(organisation_id: UUID, **values: object) -> Group:
    return Group(
        id=new_id(),
        organisation_id=organisation_id,
        is_network=False,
        ended_on=None,
        created_by_id=None,
        made_at=NOW,
        **{**said(), **values},
    )


def said() -> dict[str, object]:
    return {name: getattr(governance.DRAFT, name) for name in governance.DRAFT.__slots__}


@pytest.mark.parametrize("whose", ["other", "host"])
@pytest.mark.parametrize("role", [Role.ORGANISATION_LEAD, Role.COORDINATOR])
def test_nobody_writes_for_another_organisation(in_app, rows, world, whose, role):
    """The coordinator neither: to read every partner's is not to write it."""
    at = "host" if role is Role.COORDINATOR else "own"
    if at == whose:
        whose = "own"
    actor = governance.actor_of(world.person(role, at))
    tenancy.enter(db.session(), actor)
    db.session.add(stolen(getattr(world, whose)))
    with pytest.raises(ForeignRow):
        db.session.flush()
    rollback()
    values = {**said(), "id": new_id(), "organisation_id": getattr(world, whose), "is_network": False}
    with pytest.raises(ForeignRow):
        db.session.execute(insert(Group), [{**values, "made_at": NOW, "version": 1}])
    rollback()


def test_a_row_that_is_read_is_not_changed_or_moved(lead, rows, world):
    group = groups.get_group(lead, rows["host"][0])
    group.name = "Ours now"
    with pytest.raises(ForeignRow):
        db.session.flush()
    rollback()
    own = groups.get_group(lead, rows["own"][0])
    own.organisation_id = world.other
    with pytest.raises(ForeignRow):
        db.session.flush()


def test_a_meeting_is_shown_no_wider_than_its_group(lead, rows, world):
    """The database itself holds a private group's meeting, decision and action to be private."""
    _, own_meeting = rows["own"]
    tables = ((Decision, {"position": 9, "text": "x"}), (MeetingArea, {"area": KeyArea.POLICIES}))
    for table, values in tables:
        db.session.add(table(id=new_id(), organisation_id=world.own, is_network=True, meeting_id=own_meeting, **values))
        with pytest.raises(IntegrityError):
            db.session.flush()
        rollback()


def test_without_the_tripwire_postgresql_still_holds(lead, rows, world):
    """Row-level security alone; SQLite has none, which is why there is a tripwire."""
    tripwire.disarm()
    try:
        shown = set(db.session.scalars(select(Meeting.organisation_id)))
        with suppress(SQLAlchemyError):
            db.session.execute(update(Group).where(Group.organisation_id != world.own).values(name="Ours"))
    finally:
        tripwire.arm()
        names = scoped(select(Group.name).where(Group.name == "Ours"), lead, Group)
        changed = [] if not is_postgresql_run() else list(db.session.scalars(names))
        rollback()
    assert shown == ({world.own, world.host} if is_postgresql_run() else {world.own, world.host, world.other})
    assert changed == []


def test_every_list_leaves_out_what_is_anothers(lead, rows, world, clock):
    today = clock.today()
    listed = groups.list_groups(lead, None, today, 1).items
    assert {line.group.organisation_id for line in listed} == {world.own, world.host}
    for whose in Whose:
        filters = actions.ActionFilters(whose)
        seen = {line.action.organisation_id for line in actions.list_for_file(lead, filters, today)}
        held = {row.meeting.organisation_id for row in meetings.list_for_file(lead, whose)}
        expected = {Whose.OWN: {world.own}, Whose.NETWORK: {world.host}, Whose.PARTNERS: set()}[whose]
        assert (seen, held) == (expected, expected)
        touched = {touch.group_id for touch in meetings.last_touches(lead, whose).values()}
        assert touched == {rows[at][0] for at in ("own", "host") if getattr(world, at) in expected}


def test_who_has_left_the_network_reads_its_groups_no_more(in_app, rows, world):
    """Their own stay theirs."""
    with system_scope(db.session(), "a test"):
        db.session.get(Organisation, world.own).standing = Standing.LEFT
    actor = governance.actor_of(world.person(Role.ORGANISATION_LEAD))
    tenancy.enter(db.session(), actor)
    shown = set(db.session.scalars(groups.visible_groups(actor).with_only_columns(Group.organisation_id)))
    rollback()
    assert shown == {world.own}
