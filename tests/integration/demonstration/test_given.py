"""B31: what `docs/columns.md` says is given to its person is in what they download."""

from __future__ import annotations

from sqlalchemy import select

from network.core.actor import Actor
from network.core.database import Base, db
from network.core.permissions import Role
from network.core.tenancy import enter
from network.incidents.service import open_own_record
from tests.support.canaries import found_in, planted
from tests.support.columns import decisions

ROLES = frozenset({Role.STAFF_MEMBER})


def test_every_text_that_a_record_is_said_to_give_it_gives(demo):
    """A word in every text, and the file of everybody whom a referral is about and who has an account."""
    given = {(each.table, each.column) for each in decisions() if each.given_by == "own record"}
    rights = demo.app.extensions["policies"].permissions_of(ROLES)
    found, texts = set(), set()
    with planted(demo.app, demo.database, demo.clock) as canaries:
        referrals = _of_somebody(demo.database)
        for referral in referrals:
            with demo.app.app_context():
                actor = Actor(referral["staff_user_id"], referral["organisation_id"], ROLES, rights)
                enter(db.session(), actor)
                record = open_own_record(actor, referral["id"], demo.clock).as_text(demo.clock.now())
                db.session.rollback()
            found |= {(canaries[each].table, canaries[each].column) for each in found_in(record.encode())}
        texts = {(canary.table, canary.column) for canary in canaries}
    held = {("referral", name) for row in referrals for name, value in row.items() if value is not None}
    assert ("referral", "narrative_sealed") in found
    assert sorted((given & texts & held) - found) == []
    assert sorted(each for each in found if each[0] == "referral" and each not in given) == []


def _of_somebody(database):
    """The referrals that were sent, of people with accounts."""
    table = Base.metadata.tables["referral"]
    sent = select(table).where(table.c.staff_user_id.is_not(None), table.c.submitted_at.is_not(None))
    with database.owner.connect() as connection:
        return [dict(row) for row in connection.execute(sent).mappings()]
