"""A signature for wallets: what it says, for how long, and that anybody can check it (CH-5)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from network.charter.service import reviews
from network.charter.service.credentials import keep_credentials
from network.core.actor import SystemActor
from network.core.audit import AuditEntry
from network.core.commit import commit
from network.core.credentials import IssuedCredential, new_key
from network.core.credentials.badges import end_of
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import enter, scoped, system_scope
from network.organisations.models import OrganisationIdentifier
from network.organisations.vocabulary import Scheme
from tests.factories import charter as charters
from tests.support import offline
from tests.support.databases import table_counts
from tests.support.queries import MOST_ON_A_PAGE, counted_queries

LEAD = Role.ORGANISATION_LEAD
ORIGIN = "http://127.0.0.1:8000"
STATUS = "/credentials/status/1"
DETAILS = replace(
    charters.DETAILS, deputy_name="Sam Reyes", deputy_title="Deputy", deputy_email="sam@harrowhill.example"
)


@pytest.fixture
def signature(charter, app, world, clock):
    """The key of `own`'s signature."""
    with app.app_context():
        return charters.sign(world.person(LEAD), charter, clock, DETAILS, "We begin at the desk")


@pytest.fixture
def download(visitor):
    """The text of a signature's credential, as anybody gets it."""

    def get(signature: object) -> str:
        return visitor.get(f"/charter/signatures/{signature}/credential").text

    return get


@pytest.fixture
def check(visitor, clock):
    """Somebody else checks a credential now, with what is published now."""

    def verify(token: str) -> dict:
        lists = {ORIGIN + STATUS: visitor.get(STATUS).text}
        return offline.verify(token, visitor.get("/.well-known/jwks.json").text, clock.now(), lists)

    return verify


@pytest.fixture
def work(app):
    """Does something as a job, and commits."""

    def run(job) -> None:
        with app.app_context():
            actor = SystemActor("a test's job")
            enter(db.session(), actor)
            job(actor)
            commit()

    return run


def claims_of(token: str) -> dict:
    return json.loads(offline.octets(token.split(".")[1]))


def test_anybody_checks_it_without_us(signature, download, check, world):
    claims = check(download(signature))
    assert claims["id"] == f"{ORIGIN}/charter/signatures/{signature}/credential"
    assert claims["credentialSubject"]["id"] == f"{ORIGIN}/charter/signatories/{world.own}"


def test_it_is_a_download(signature, visitor):
    answer = visitor.raw.get(f"/charter/signatures/{signature}/credential")
    assert answer.mimetype == "application/vc+jwt"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="charter-credential.jwt"'
    again = visitor.raw.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


# What Open Badges 3.0 requires, by the class that it is required of: member, and what holds of its value.
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def is_address(value):
    return isinstance(value, str) and value.startswith(f"{ORIGIN}/")


def is_text(value):
    return isinstance(value, str) and value.strip() == value != ""


def is_instant(value):
    return isinstance(offline.seconds_of(value), float)


def is_of(kind):
    return lambda value: isinstance(value, list) and kind in value


REQUIRED = [
    ("AchievementCredential", "", "@context", lambda value: value == CONTEXTS),
    ("AchievementCredential", "", "id", is_address),
    ("AchievementCredential", "", "type", lambda value: value == ["VerifiableCredential", "OpenBadgeCredential"]),
    ("AchievementCredential", "", "name", is_text),
    ("AchievementCredential", "", "validFrom", is_instant),
    ("AchievementCredential", "", "validUntil", is_instant),
    ("AchievementCredential", "", "awardedDate", is_instant),
    ("Profile", "issuer", "id", lambda value: value == f"{ORIGIN}/charter/issuer"),
    ("Profile", "issuer", "type", is_of("Profile")),
    ("Profile", "issuer", "name", lambda value: value == "Wendmere County Council"),
    ("AchievementSubject", "credentialSubject", "id", is_address),
    ("AchievementSubject", "credentialSubject", "type", is_of("AchievementSubject")),
    ("Achievement", "credentialSubject.achievement", "id", is_address),
    ("Achievement", "credentialSubject.achievement", "type", is_of("Achievement")),
    ("Achievement", "credentialSubject.achievement", "name", is_text),
    ("Achievement", "credentialSubject.achievement", "description", is_text),
    ("Achievement", "credentialSubject.achievement", "version", lambda value: value == "1"),
    ("Criteria", "credentialSubject.achievement.criteria", "id", is_address),
    ("Criteria", "credentialSubject.achievement.criteria", "narrative", lambda value: "We will" in value),
    ("Image", "credentialSubject.achievement.image", "id", is_address),
    ("Image", "credentialSubject.achievement.image", "type", lambda value: value == "Image"),
    ("Image", "image", "id", is_address),
    ("Image", "image", "type", lambda value: value == "Image"),
    ("IdentifierEntry", "credentialSubject.achievement.otherIdentifier.0", "type", lambda v: v == "IdentifierEntry"),
    ("IdentifierEntry", "credentialSubject.achievement.otherIdentifier.0", "identifier", is_text),
    ("IdentifierEntry", "credentialSubject.achievement.otherIdentifier.0", "identifierType", is_text),
    ("IdentityObject", "credentialSubject.identifier.0", "type", lambda value: value == "IdentityObject"),
    ("IdentityObject", "credentialSubject.identifier.0", "hashed", lambda value: value is False),
    ("IdentityObject", "credentialSubject.identifier.0", "identityHash", lambda v: v == "Harrow Hill Council"),
    ("IdentityObject", "credentialSubject.identifier.0", "identityType", lambda value: value == "name"),
    ("Evidence", "evidence.0", "type", is_of("Evidence")),
    ("Evidence", "evidence.0", "id", is_address),
    ("CredentialStatus", "credentialStatus", "id", lambda value: value.startswith(f"{ORIGIN}{STATUS}#")),
    ("CredentialStatus", "credentialStatus", "type", lambda value: value == "BitstringStatusListEntry"),
    ("CredentialStatus", "credentialStatus", "statusPurpose", lambda value: value == "revocation"),
    ("CredentialStatus", "credentialStatus", "statusListIndex", lambda value: str(int(value)) == value),
    ("CredentialStatus", "credentialStatus", "statusListCredential", lambda value: value == ORIGIN + STATUS),
]


def found_at(members, path):
    for step in filter(None, path.split(".")):
        members = members[int(step)] if step.isdigit() else members[step]
    return members


def test_it_has_every_member_that_open_badges_requires(signature, download):
    claims = claims_of(download(signature))
    wrong = [(kind, path, name) for kind, path, name, holds in REQUIRED if not holds(found_at(claims, path)[name])]
    assert wrong == []


def test_it_holds_nothing_besides(signature, download):
    known = {name for _, path, name, _ in REQUIRED if not path}
    known |= {"issuer", "credentialSubject", "image", "evidence", "credentialStatus", "description"}
    assert set(claims_of(download(signature))) == known | {"iss", "jti", "sub", "nbf", "exp"}


def test_its_text_is_the_one_that_was_signed(signature, download, visitor):
    achievement = claims_of(download(signature))["credentialSubject"]["achievement"]
    (identifier,) = achievement["otherIdentifier"]
    text = achievement["criteria"]["narrative"]
    assert identifier["identifier"] == hashlib.sha256(text.encode()).hexdigest()
    assert visitor.get(achievement["criteria"]["id"].removeprefix(ORIGIN)).text == text
    assert identifier["identifier"] == visitor.raw.get(f"/api/v1/charter/signatures/{signature}").json["text_hash"]


def test_no_person_is_in_it(signature, download, world):
    text = json.dumps(claims_of(download(signature)), ensure_ascii=False)
    people = [DETAILS.signatory_name, DETAILS.job_title, DETAILS.deputy_name, DETAILS.deputy_email]
    people += [each for person in world.people.values() for each in (person.name, person.email, str(person.user_id))]
    assert [each for each in (*people, "@harrowhill", "We begin at the desk") if each in text] == []


def test_published_codes_are_in_it(signature, download, world, work):
    def give(_):
        code = OrganisationIdentifier(organisation_id=world.own, scheme=Scheme.GSS, code="E10000099")
        code.published_name = "Harrow Hill"
        db.session.add(code)

    work(give)
    assert claims_of(download(signature))["credentialSubject"]["identifier"][1] == {
        "type": "IdentityObject",
        "identityType": "ext:gss",
        "identityHash": "E10000099",
        "hashed": False,
    }


def test_every_address_in_it_leads_somewhere(signature, download, visitor):
    def addresses(value):
        if isinstance(value, dict):
            return [each for inner in value.values() for each in addresses(inner)]
        if isinstance(value, list):
            return [each for inner in value for each in addresses(inner)]
        return [value] if isinstance(value, str) and value.startswith(f"{ORIGIN}/") else []

    token = download(signature)
    found = {*addresses(claims_of(token)), json.loads(offline.octets(token.split(".")[0]))["kid"]}
    assert len(found) >= 9
    for address in found:
        assert visitor.raw.get(address.removeprefix(ORIGIN).partition("#")[0]).status_code == 200, address


# How long.


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
    assert offline.seconds_of(claims_of(token)["validFrom"]) == clock.now().timestamp()
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
    after, held = check(download(signature)), claims_of(before)
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
    assert check(download(again))["id"] != claims_of(before)["id"]
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


# The documents.


def test_the_issuer_is_the_host(charter, visitor):
    answer = visitor.raw.get("/charter/issuer")
    assert answer.mimetype == "application/json"
    assert answer.json == {
        "@context": CONTEXTS,
        "id": f"{ORIGIN}/charter/issuer",
        "type": ["Profile"],
        "name": "Wendmere County Council",
        "url": ORIGIN,
        "description": "Hosts Network.",
    }


def test_the_achievement_is_the_one_in_the_credential(signature, download, visitor):
    within = claims_of(download(signature))["credentialSubject"]["achievement"]
    for path in ("/charter/achievement", "/charter/versions/1/achievement"):
        assert visitor.raw.get(path).json == {"@context": CONTEXTS, **within}


def test_a_new_version_is_another_achievement(signature, app, visitor, world, clock):
    with app.app_context():
        charters.publish_next_version(world, clock)
    assert visitor.raw.get("/charter/achievement").json["id"].endswith("/charter/versions/2/achievement")
    assert visitor.raw.get("/charter/versions/1/achievement").json["version"] == "1"
    assert "Version 2" in visitor.raw.get("/charter/versions/2/badge.svg").text


@pytest.mark.parametrize(
    "path",
    [
        "/charter/versions/2/achievement",
        "/charter/versions/2/badge.svg",
        "/charter/versions/9/achievement",
        f"/charter/signatures/{UUID(int=7)}/credential",
    ],
)
def test_what_is_not_there(signature, app, visitor, client_of, world, clock, path):
    with app.app_context():
        charters.draft_version(world, clock)
    for client in (visitor, client_of(world.person(Role.COORDINATOR, "host"))):
        assert client.raw.get(path).status_code == 404


def test_before_there_is_a_charter(world, visitor):
    assert visitor.raw.get("/charter/achievement").status_code == 404
    assert visitor.raw.get("/charter/issuer").status_code == 200


def test_before_there_is_a_host(app, visitor):
    assert visitor.raw.get("/charter/issuer").status_code == 404


def test_the_pages_lead_to_it(signature, visitor, client_of, world):
    path = f"/charter/signatures/{signature}/credential"
    for page in (visitor.get(f"/charter/signatories/{world.own}"), client_of(world.person(LEAD)).get("/charter/ours")):
        (link,) = page.tree.xpath(f"//main//a[@href='{path}']")
        assert link.text == "Credential for wallets (Open Badges 3.0)"
        assert "can check that the signature is genuine" in page.text
