"""How long a charter credential holds, and what ends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from network.charter.service import reviews
from network.charter.service.credentials import keep_credentials
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.credentials import IssuedCredential, new_key
from network.core.credentials.badges import end_of
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from tests.factories import charter as charters
from tests.support import offline
from tests.support.databases import table_counts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

LEAD = Role.ORGANISATION_LEAD
STATUS = "/credentials/status/1"


@pytest.mark.parametrize(
    ("until", "end"),
    [
        (date(2027, 11, 18), datetime(2027, 11, 19, 0, 0, tzinfo=UTC)),
        (date(2027, 7, 1), datetime(2027, 7, 1, 23, 0, tzinfo=UTC)),
        (date(2027, 3, 27), datetime(2027, 3, 28, 0, 0, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),
        (date(2027, 10, 30), datetime(2027, 10, 30, 23, 0, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 11, 1, 0, 0, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        (date(2027, 12, 31), datetime(2028, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_it_ends_at_midnight_in_london(until, end):
    assert end_of(until) == end


def test_it_ends_with_the_last_second_of_the_last_day(signature, download, check, clock):
    token = download(signature)
    assert offline.seconds_of(offline.claims_of(token)["validFrom"]) == clock.now().timestamp()
    end = datetime(2027, 11, 19, tzinfo=UTC)
    clock.move_to(end - timedelta(seconds=1))
    assert check(token)
    clock.move_to(end)
    with pytest.raises(offline.NotYetOrNoLonger):
        check(token)
    with pytest.raises(offline.NotYetOrNoLonger):
        check(download(signature))


def test_a_renewed_one_has_the_same_name_and_a_later_end(signature, download, check, client_of, world, clock):
    before = download(signature)
    clock.advance(timedelta(days=330))
    client_of(world.person(LEAD)).post("/charter/review", to="/charter/ours")
    after, held = check(download(signature)), offline.claims_of(before)
    assert check(before), "it holds to its own end"
    assert after["id"] == held["id"]
    assert after["credentialStatus"] == held["credentialStatus"]
    assert after["validUntil"] == "2028-11-19T00:00:00Z"
    assert after["awardedDate"] == held["awardedDate"] == held["validFrom"]
    assert after["nbf"] == clock.now().timestamp(), "of two with one name a wallet keeps the later"


def test_a_withdrawn_one_is_revoked(signature, download, check, visitor, client_of, world):
    before = download(signature)
    client_of(world.person(LEAD)).post("/charter/withdraw", to="/charter/ours")
    for token in (before, download(signature)):
        with pytest.raises(offline.Revoked):
            check(token)
    page = visitor.get(f"/charter/signatories/{world.own}")
    assert "Credential for wallets" not in page.text


def test_whoever_comes_back_has_another(signature, download, check, charter, client_of, app, world, clock):
    before = download(signature)
    client_of(world.person(LEAD)).post("/charter/withdraw", to="/charter/ours")
    clock.advance(timedelta(days=3))
    with app.app_context():
        again = charters.sign(world.person(LEAD), charter, clock)
    assert check(download(again))["id"] != offline.claims_of(before)["id"]
    with pytest.raises(offline.Revoked):
        check(before)


def test_one_on_a_version_that_was_replaced_ends_with_its_term(signature, download, check, app, world, work, clock):
    before = download(signature)
    with app.app_context():
        charters.publish_next_version(world, clock, days=91)
    until = clock.today() + timedelta(days=91)
    shorter = download(signature)
    assert check(shorter)["validUntil"] == f"{until + timedelta(days=1)}T00:00:00Z"
    clock.move_to(end_of(until) - timedelta(seconds=1))
    work(lambda _: keep_credentials(clock))
    assert check(before), "its last day is not over"
    clock.move_to(end_of(until))
    work(lambda _: keep_credentials(clock))
    with pytest.raises(offline.Revoked):
        check(before)
    with pytest.raises(offline.NotYetOrNoLonger):
        check(shorter)


def test_a_new_key_changes_nothing_for_what_was_downloaded(signature, download, check, work, clock):
    before = download(signature)
    clock.advance(timedelta(days=1))
    work(lambda job: new_key(job, clock))
    after = download(signature)
    assert check(before) == check(after)
    assert before != after


# Those from before, and what looking does.


def test_a_signature_from_before_gets_one(signature, app, download, check, visitor, work, clock, world):
    signed_at = clock.now()

    def forget(job):
        db.session.execute(scoped(delete(IssuedCredential), job, IssuedCredential))

    work(forget)
    clock.advance(timedelta(days=40))
    page = visitor.get(f"/charter/signatures/{signature}/credential", status=404)
    assert "being prepared" in page.text
    work(lambda _: keep_credentials(clock))
    work(lambda _: keep_credentials(clock))
    claims = check(download(signature))
    assert claims["nbf"] == signed_at.timestamp()
    with app.app_context(), system_scope(db.session(), "a test") as job:
        entries = scoped(select(AuditEntry), job, AuditEntry).where(AuditEntry.action.like("charter.credential.%"))
        (entry,) = db.session.scalars(entries)
        assert (entry.action, entry.entity_id, entry.chain_id) == ("charter.credential.issue", signature, world.own)


def test_one_taken_back_by_whatever_way_is_revoked(signature, download, check, app, work, world, clock, monkeypatch):
    monkeypatch.setattr(reviews, "revoke", lambda *_: None)
    with app.app_context():
        actor = charters.actor_of(world.person(LEAD))
        row = reviews.signatures.find_standing_row(actor, world.own)
        reviews.withdraw(actor, row.version, clock)
        commit()
    work(lambda _: keep_credentials(clock))
    with pytest.raises(offline.Revoked):
        check(download(signature))


def test_looking_changes_nothing(signature, database, visitor):
    paths = [f"/charter/signatures/{signature}/credential", "/charter/issuer", "/charter/achievement"]
    before = table_counts(database)
    for path in (*paths, STATUS, "/.well-known/jwks.json", "/charter/versions/1/achievement"):
        visitor.get(path)
    assert table_counts(database) == before


def test_a_constant_number_of_queries(signature, app, visitor, client_of, charter, world, clock):
    def counts() -> list[int]:
        found = []
        for client in (visitor, client_of(world.person(LEAD))):
            with counted_queries(app) as queries:
                client.get(f"/charter/signatures/{signature}/credential")
            found.append(queries.count)
        return found

    counts()
    first = counts()
    with app.app_context():
        charters.sign_for_many(world, charter, clock, 3)
    assert counts() == first
    assert max(first) <= MOST_ON_A_PAGE
