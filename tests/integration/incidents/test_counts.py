"""The number of queries of each page and endpoint: few, and the same when there are twice as many rows (P6)."""

from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from network.core.permissions import Role
from network.incidents.rules.states import State

MOST = 12


@contextmanager
def counted():
    """Every statement that reaches the database meanwhile, but for what opens and closes a transaction."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "PRAGMA", "SELECT set_config")):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


PAGES = [
    ("manager", "/support/requests"),
    ("lead", "/support/desk"),
    ("allocator", "/support/allocation"),
    ("therapist", "/support/work"),
    ("staff_member", "/support/mine"),
    ("lead", "/support/desk/{id}"),
    ("allocator", "/support/allocation/{id}"),
    ("therapist", "/support/work/{id}"),
    ("staff_member", "/support/mine/{id}"),
    ("manager", "/support/requests/{id}"),
    ("lead", "/support/measures"),
    ("lead", "/support/measures.csv"),
    ("allocator", "/support/allocation/measures"),
    ("lead", "/api/v1/incidents/measures"),
    ("therapist", "/support/work/{id}/colleagues"),
    ("manager", "/support/requests/{id}/colleagues"),
    ("staff_member", "/support/offer"),
    ("staff_member", "/support/guide"),
    ("staff_member", "/support/own-complaints"),
    ("lead", "/support/complaints"),
    ("lead", "/support/wishes"),
    ("lead", "/support/questions"),
    ("manager", "/api/v1/incidents/referrals"),
    ("lead", "/api/v1/incidents/desk"),
    ("staff_member", "/api/v1/incidents/mine/{id}"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_constant_and_few(service, client_of, who, path):
    referral_id = service.bring_to(State.MEETING_BOOKED)
    service.bring_to(State.MEETING_BOOKED)
    service.complain()
    person = getattr(service, who)
    client = client_of.api(person) if "/api/" in path else client_of(person)
    looked_at = path.format(id=referral_id)
    client.get(looked_at)
    with counted() as first:
        client.get(looked_at)
    for _ in range(2):
        service.bring_to(State.MEETING_BOOKED)
        service.complain()
        client_of(service.add_person("own", Role.INCIDENT_LEAD)).get(f"/support/desk/{referral_id}")
    with counted() as second:
        client.get(looked_at)
    assert len(second) == len(first), second
    assert len(first) <= MOST, "\n".join(first)
