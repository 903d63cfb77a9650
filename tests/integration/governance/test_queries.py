"""The pages and the JSON ask the database as much, however much there is (`P6`)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.governance.models import Action
from network.organisations.vocabulary import KeyArea
from tests.factories import governance
from tests.factories.governance import stored
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

PAGES = ["/groups", "/groups/actions", "/groups/actions?view=all&area=leadership", "/groups/areas", "/groups/{group}"]


@pytest.mark.parametrize("path", [*PAGES, "/groups/meetings.csv", "/groups/actions.csv", "/api/v1/groups",
                                  "/api/v1/groups/{group}/meetings", "/api/v1/actions"])  # fmt: skip
def test_the_number_of_queries_does_not_grow(app, world, clock, lead, group, client_of, path):
    """`P6`."""
    address = path.format(group=group)
    client = client_of.api(world.person(Role.ORGANISATION_LEAD)) if "/api/" in path else lead

    def fill(count):
        for number in range(count):
            other = governance.add_group(app, world, clock, name=f"Group {number}")
            for each in (group, other):
                day = date(2026, 10, 1) + timedelta(days=number)
                governance.hold(app, world, clock, each, day, *list(KeyArea)[number : number + 3])
                governance.plan(app, world, clock, each, date(2026, 12, 1), KeyArea.POLICIES)

    def count():
        with counted_queries(app) as queries:
            assert client.raw.get(address, headers=getattr(client, "_headers", {})).status_code == 200
        return queries

    fill(1)
    count()
    before = count()
    fill(3)
    after = count()
    assert after.count == before.count, f"{before}\n---\n{after}"
    assert after.count <= MOST_ON_A_PAGE, after


def test_the_pages_of_one_meeting_and_one_action_ask_little(app, world, clock, lead, group):
    """`P6`."""
    meeting = governance.hold(app, world, clock, group, date(2026, 10, 1), *KeyArea)
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        assert db.session.scalar(scoped(select(func.count()).select_from(Action), system, Action)) == 1
    (only,) = stored(app, Action)
    paths = [f"/groups/meetings/{meeting}{end}" for end in ("", "/record", "/write-up")]
    for path in [*paths, f"/groups/actions/{only.id}", f"/groups/actions/{only.id}/edit"]:
        lead.get(path)
        with counted_queries(app) as queries:
            lead.get(path)
        assert queries.count <= MOST_ON_A_PAGE, f"{path}\n{queries}"
