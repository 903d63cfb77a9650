"""Whose entries they are: deliberate mistakes, made as a partner's lead, the coordinator and a visitor (`B13`)."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from network.core import tenancy, tripwire
from network.core.actor import Visitor
from network.core.commit import rollback
from network.core.database import db, new_id
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, Scope, UnscopedQuery, scoped
from network.directory import queries
from network.directory.models import EntryRows, SupportEntry
from network.directory.public import entries_for, is_filled
from network.directory.vocabulary import KINDS, SupportKind
from tests.conftest import NOW
from tests.factories import directory
from tests.support.databases import is_postgresql_run

REFUSED = (UnscopedQuery, ForeignRow, SQLAlchemyError)


@pytest.fixture
def rows(app, world, clock):
    """By title: what is only for inside, what is not, and what is public."""
    found = {}
    for at in ("own", "other", "provider"):
        for title, is_internal in ((at, False), (f"{at} inside", True)):
            found[title] = directory.add_entry(app, world, clock, at, title=title, is_internal=is_internal)
    found["network"] = directory.add_entry(app, world, clock, "host", title="network", kind=SupportKind.HEALTH)
    found["public"] = directory.add_entry(app, world, clock, "host", title="public", is_public=True)
    return found


@pytest.fixture
def lead(in_app, rows, world):
    actor = directory.actor_of(world.person(Role.ORGANISATION_LEAD))
    tenancy.enter(db.session(), actor)
    yield actor
    rollback()


MISTAKES = {
    "select": lambda s: s.scalars(select(SupportEntry)).all(),
    "columns": lambda s: s.scalars(select(SupportEntry.title)).all(),
    "count": lambda s: s.scalar(select(func.count(SupportEntry.id))),
    "core": lambda s: s.execute(select(SupportEntry.__table__)).all(),
    "update": lambda s: s.execute(update(SupportEntry).values(is_internal=False)),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_statement_that_nobody_scoped_is_refused(lead, mistake):
    with pytest.raises(UnscopedQuery):
        MISTAKES[mistake](db.session())


def titles(actor):
    return set(db.session.scalars(scoped(select(SupportEntry.title), actor, SupportEntry)))


def test_the_fence_shows_nothing_that_is_for_inside_another(lead):
    assert titles(lead) == {"own", "own inside", "other", "provider", "network", "public"}


def test_the_coordinator_is_no_exception(in_app, rows, world):
    actor = directory.actor_of(world.person(Role.COORDINATOR, "host"))
    tenancy.enter(db.session(), actor)
    assert titles(actor) == {"own", "other", "provider", "network", "public"}


def test_a_visitor_sees_the_public_alone(in_app, rows):
    tenancy.enter(db.session(), Visitor())
    assert titles(Visitor()) == {"public"}
    assert [each.title for each in queries.list_entries(Visitor())] == ["public"]


def test_pages_show_ones_own_and_the_networks_alone(lead):
    assert {each.title for each in queries.list_entries(lead)} == {"own", "own inside", "network", "public"}
    assert {each.title for each in queries.list_kept(lead)} == {"own", "own inside"}


def test_a_row_by_its_key_is_refused(lead, rows):
    with pytest.raises(REFUSED):
        db.session.get(SupportEntry, rows["other inside"])


@pytest.mark.parametrize("flags", [{}, {"is_internal": True}, {"is_network": True, "is_public": True}])
def test_a_row_that_was_loaded_is_held_to_the_fence_too(world, flags):
    """As the tripwire asks of every row, however it was come by."""
    row, guard = SupportEntry(organisation_id=world.own, **{**said(), **flags}), EntryRows()
    shown = {at: guard.may_load(row, Scope(organisation_id=getattr(world, at))) for at in ("own", "other", "host")}
    assert shown == {"own": True, "other": not row.is_internal, "host": not row.is_internal}
    assert guard.may_load(row, Scope()) is row.is_public
    assert guard.may_load(row, Scope(job="a job"))


def said() -> dict[str, object]:
    values = {name: getattr(directory.DRAFT, name) for name in directory.DRAFT.__slots__}
    return {**values, "languages": ["English"], "is_network": False, "made_at": NOW, "id": new_id()}


@pytest.mark.parametrize(("role", "at", "whose"), [
    (Role.ORGANISATION_LEAD, "own", "other"),
    (Role.ORGANISATION_LEAD, "own", "host"),
    (Role.COORDINATOR, "host", "own"),
])  # fmt: skip
def test_nobody_writes_for_another_organisation(in_app, rows, world, role, at, whose):
    tenancy.enter(db.session(), directory.actor_of(world.person(role, at)))
    organisation_id: UUID = getattr(world, whose)
    db.session.add(SupportEntry(organisation_id=organisation_id, **said()))
    with pytest.raises(ForeignRow):
        db.session.flush()
    rollback()
    with pytest.raises(ForeignRow):
        db.session.execute(insert(SupportEntry), [{**said(), "organisation_id": organisation_id, "version": 1}])
    rollback()


@pytest.mark.parametrize("flags", [{"is_network": True, "is_internal": True}, {"is_public": True}])
def test_the_database_itself_holds_what_is_shown_to_whom(lead, world, flags):
    db.session.add(SupportEntry(organisation_id=world.own, **{**said(), **flags}))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_row_that_is_read_is_not_changed(lead, rows):
    queries.get_entry(lead, rows["network"]).title = "Ours now"
    with pytest.raises(ForeignRow):
        db.session.flush()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_without_the_tripwire_postgresql_still_holds(in_app, rows, world, is_signed_in):
    """Row-level security alone; SQLite has none, which is why there is a tripwire."""
    actor = directory.actor_of(world.person(Role.ORGANISATION_LEAD)) if is_signed_in else Visitor()
    tenancy.enter(db.session(), actor)
    tripwire.disarm()
    try:
        shown = set(db.session.scalars(select(SupportEntry.title)))
        with suppress(SQLAlchemyError):
            others = update(SupportEntry).where(SupportEntry.organisation_id != world.own)
            db.session.execute(others.values(purpose="Ours"))
        changed = set(db.session.scalars(select(SupportEntry.title).where(SupportEntry.purpose == "Ours")))
    finally:
        tripwire.arm()
        rollback()
    if not is_postgresql_run():
        assert len(shown) == len(rows)
        return
    seen = {"own", "own inside", "other", "provider", "network", "public"} if is_signed_in else {"public"}
    assert (shown, changed) == (seen, set())


def test_other_features_are_named_where_somebody_can_turn(lead, rows):
    """CI-17: in the order that was asked for, one's own before the network's."""
    kinds = [SupportKind.HEALTH, SupportKind.WELLBEING_SERVICE]
    found = entries_for(lead, kinds)
    assert [each.title for each in found] == ["network", "own", "own inside", "public"]
    assert found[1].path == f"/directory/{rows['own']}"
    assert found[1].telephone == directory.DRAFT.telephone
    assert [each.title for each in entries_for(lead, [SupportKind.BEREAVEMENT])] == []


def test_whoever_supports_people_elsewhere_names_nothing_that_is_for_inside(in_app, rows, world):
    """CI-17: the therapist names the partner's own service and the network's."""
    therapist = directory.actor_of(world.person(Role.THERAPIST, "provider"))
    tenancy.enter(db.session(), therapist)
    assert {each.title for each in entries_for(therapist, KINDS, world.own)} == {"own", "network", "public"}
    at_home = {"provider", "provider inside", "network", "public"}
    assert {each.title for each in entries_for(therapist, KINDS)} == at_home
    assert {each.title for each in entries_for(therapist, KINDS, world.provider)} == at_home


def test_a_directory_is_filled_by_a_wellbeing_service_and_one_other_kind(app, world, clock):
    """The network's entries are nobody's own."""
    directory.add_entry(app, world, clock, "host")
    directory.add_entry(app, world, clock, "host", kind=SupportKind.HEALTH)

    def filled():
        with app.app_context():
            return {at: is_filled(getattr(world, at)) for at in ("own", "other", "host")}

    directory.add_entry(app, world, clock)
    assert filled() == {"own": False, "other": False, "host": False}
    directory.add_entry(app, world, clock, kind=SupportKind.HEALTH, is_internal=True)
    assert filled() == {"own": True, "other": False, "host": False}
