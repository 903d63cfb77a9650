"""Who reads an offer to lead: its person, and whoever sets up a small organisation; nobody else (B11, B12, B13)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from network.core import tenancy, tripwire
from network.core.actor import Actor
from network.core.commit import rollback
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import ForeignRow, UnscopedQuery, scoped
from network.incidents.models import PooledLead
from network.incidents.queries import pool
from tests.factories.accounts import granted_role
from tests.factories.pool import accept_to_lead, ask_to_lead, be_small, offer_to_lead
from tests.integration.incidents.test_counts import MOST, counted
from tests.support.databases import is_postgresql_run
from tests.support.world import ELSEWHERE

SETTING_UP = Role.ORGANISATION_LEAD
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
REFUSED = (UnscopedQuery, ForeignRow, SQLAlchemyError)
LEAD, OTHER_LEAD = "incident-lead of own", "incident-lead of other"
SETTER, OTHER_SETTERS = "organisation-lead of other", {"organisation-lead of own", "organisation-lead of provider"}
CELLS = """
GET    /support/pool                         200 200 403 403
POST   /support/pool/offer                   303 409 403 403
POST   /support/pool/take-back               303 303 403 403
GET    /support/service/leads                403 403 200 404
POST   /support/service/leads/{missing}/ask  403 403 404 404
POST   /support/service/leads/{offer}/ask    403 403 303 404
GET    /api/v1/incidents/pool/own            200 200 403 403
PUT    /api/v1/incidents/pool/own            200 409 403 403
DELETE /api/v1/incidents/pool/own            204 204 403 403
GET    /api/v1/incidents/pool                403 403 200 404
POST   /api/v1/incidents/pool/{missing}/ask  403 403 404 404
POST   /api/v1/incidents/pool/{offer}/ask    403 403 200 404
"""
"""For the lead who offers, a lead whose service is off, who sets up a small organisation, who sets up any other.

Everybody else signed in: 403.
"""


@pytest.fixture
def offer(app, world, clock, service):
    """By the incident lead of `own`, whose service is on. `other` is small, and its service is off."""
    be_small(app, world, clock)
    return offer_to_lead(app, service.lead, clock)


def everybody(world):
    """One of each role, here, there and elsewhere, and somebody who is not signed in."""
    yield "visitor", None
    for at in ("own", "other"):
        yield from ((f"{role} of {at}", world.person(role, at)) for role in Role if role not in ELSEWHERE)
    yield "coordinator", world.person(Role.COORDINATOR, "host")
    for role in (Role.PROVIDER_ALLOCATOR, Role.THERAPIST, Role.ORGANISATION_LEAD):
        yield f"{role} of provider", world.person(role, "provider")


def wanted(name, answers, path):
    """The status for whoever this is."""
    lead, other_lead, setter, other_setter = map(int, answers)
    if name == "visitor":
        return 401 if "/api/" in path else 303
    known = {LEAD: lead, OTHER_LEAD: other_lead, SETTER: setter}
    return other_setter if name in OTHER_SETTERS else known.get(name, 403)


@pytest.mark.parametrize("cell", CELLS.strip().splitlines())
def test_cells(app, world, client_of, offer, cell, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    method, pattern, *answers = cell.split()
    path = pattern.format(offer=offer, missing=uuid4())
    found = {}
    for name, person in everybody(world):
        client = client_of.api(person) if "/api/" in path else client_of(person)
        headers = getattr(client, "_headers", {})
        found[name] = client.raw.open(path, method=method, headers=headers).status_code
    assert found == {name: wanted(name, answers, path) for name in found}
    assert set(Role) <= {person.role for _, person in everybody(world) if person}, "every role has looked"


def test_a_key_asks_only_with_the_right_to(client_of, world, offer):
    """Setting the service up is no leave to invite anybody (B25)."""
    setter = world.person(Role.ORGANISATION_LEAD, "other")
    client_of.api(setter, ["incidents:module:switch"]).post(f"/api/v1/incidents/pool/{offer}/ask", {}, status=403)
    client_of.api(setter, ["incidents:pool:ask"]).post(f"/api/v1/incidents/pool/{offer}/ask", {}, status=200)


def test_whoever_asks_proves_anew_who_they_are(client_of, world, offer, clock):
    """To invite is to give a role (B8)."""
    browser = client_of(world.person(Role.ORGANISATION_LEAD, "other"))
    clock.advance(timedelta(minutes=6))
    page = browser.post(f"/support/service/leads/{offer}/ask", form_at="/support/service/leads")
    assert page.location == "/prove"


@pytest.fixture
def act(in_app, offer, world):
    """Makes somebody the one for whom the session works."""

    def as_(role, at):
        person = world.person(role, at)
        permissions = in_app.extensions["policies"].permissions_of({role})
        actor = Actor(person.user_id, person.organisation_id, frozenset({role}), permissions, has_second_factor=True)
        tenancy.enter(db.session(), actor)
        return actor

    yield as_
    rollback()


MISTAKES = {
    "select": lambda s: s.scalars(select(PooledLead)).all(),
    "columns": lambda s: s.scalars(select(PooledLead.user_id)).all(),
    "count": lambda s: s.scalar(select(func.count(PooledLead.id))),
    "core": lambda s: s.execute(select(PooledLead.__table__)).all(),
    "update": lambda s: s.execute(update(PooledLead).values(user_id=uuid4())),
    "delete": lambda s: s.execute(delete(PooledLead)),
}
READERS = [
    (Role.INCIDENT_LEAD, "own", 1),
    (Role.ORGANISATION_LEAD, "own", 0),
    (Role.ORGANISATION_LEAD, "other", 0),
    (Role.INCIDENT_LEAD, "other", 0),
    (Role.COORDINATOR, "host", 0),
]


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("at", ["own", "other"])
def test_a_statement_that_nobody_scoped_is_refused(act, mistake, at):
    act(Role.ORGANISATION_LEAD, at)
    with pytest.raises(UnscopedQuery):
        MISTAKES[mistake](db.session())


@pytest.mark.parametrize(("role", "at", "sees"), READERS)
def test_only_its_person_is_within_the_fence(act, role, at, sees):
    """Neither a colleague nor the coordinator; who sets up a small organisation sees two names, by one query."""
    actor = act(role, at)
    assert len(db.session.scalars(scoped(select(PooledLead), actor, PooledLead)).all()) == sees
    assert (pool.find_own_offer(actor) is not None) == bool(sees)


@pytest.mark.parametrize(("role", "at", "sees"), READERS)
def test_the_database_itself_holds_the_fence(act, role, at, sees):
    """Row-level security alone; SQLite has none, which is why there is a tripwire."""
    act(role, at)
    tripwire.disarm()
    try:
        found = db.session.scalar(select(func.count()).select_from(PooledLead.__table__))
        with suppress(SQLAlchemyError):
            changed = db.session.execute(update(PooledLead.__table__).values(offered_at=NOW)).rowcount
    finally:
        tripwire.arm()
        rollback()
    assert (found, changed) == ((sees, sees) if is_postgresql_run() else (1, 1))


@pytest.mark.parametrize("at", ["own", "other"])
def test_a_row_by_its_key_is_refused(act, offer, at):
    act(Role.ORGANISATION_LEAD, at)
    with pytest.raises(REFUSED):
        db.session.get(PooledLead, offer)


def test_nobody_offers_for_somebody_else(act, world):
    actor = act(Role.ORGANISATION_LEAD, "own")
    other = world.person(Role.INCIDENT_LEAD, "other")
    db.session.add(PooledLead(id=uuid4(), organisation_id=actor.organisation_id, user_id=other.user_id, offered_at=NOW))
    with pytest.raises(ForeignRow):
        db.session.flush()


@pytest.mark.parametrize("path", ["/support/pool", "/support/desk", "/support/service/leads", "/api/v1/incidents/pool"])
def test_constant_and_few(app, world, clock, service, offer, client_of, path):
    """P6: as many statements for many who offer, and many asked, as for one; for who leads elsewhere too."""
    ask_to_lead(app, world, offer, clock)
    accept_to_lead(app, service.lead, clock)
    person = service.lead if path in {"/support/pool", "/support/desk"} else world.person(SETTING_UP, "other")
    client = client_of.api(person) if "/api/" in path else client_of(person)
    client.get(path)
    with counted() as first:
        client.get(path)
    for _ in range(3):
        lead = service.add_person("own", Role.INCIDENT_LEAD)
        ask_to_lead(app, world, offer_to_lead(app, lead, clock), clock)
    with app.app_context():
        granted_role(world, service.lead.user_id, world.host, Role.INCIDENT_LEAD, clock)
    with counted() as second:
        client.get(path)
    assert len(second) == len(first), second
    assert len(first) <= MOST, "\n".join(first)
