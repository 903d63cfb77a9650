"""A signature for wallets: what it says, for how long, and that anybody can check it (CH-5)."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

import pytest

from network.core.database import db
from network.core.permissions import Role
from network.organisations.models import OrganisationIdentifier
from network.organisations.vocabulary import Scheme
from tests.factories import charter as charters
from tests.support import offline

LEAD = Role.ORGANISATION_LEAD
ORIGIN = "http://127.0.0.1:8000"
STATUS = "/credentials/status/1"
SIGNED = charters.WITH_DEPUTY


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
    claims = offline.claims_of(download(signature))
    wrong = [(kind, path, name) for kind, path, name, holds in REQUIRED if not holds(found_at(claims, path)[name])]
    assert wrong == []


def test_it_holds_nothing_besides(signature, download):
    known = {name for _, path, name, _ in REQUIRED if not path}
    known |= {"issuer", "credentialSubject", "image", "evidence", "credentialStatus", "description"}
    assert set(offline.claims_of(download(signature))) == known | {"iss", "jti", "sub", "nbf", "exp"}


def test_its_text_is_the_one_that_was_signed(signature, download, visitor):
    achievement = offline.claims_of(download(signature))["credentialSubject"]["achievement"]
    (identifier,) = achievement["otherIdentifier"]
    text = achievement["criteria"]["narrative"]
    assert identifier["identifier"] == hashlib.sha256(text.encode()).hexdigest()
    assert visitor.get(achievement["criteria"]["id"].removeprefix(ORIGIN)).text == text
    assert identifier["identifier"] == visitor.raw.get(f"/api/v1/charter/signatures/{signature}").json["text_hash"]


def test_no_person_is_in_it(signature, download, world):
    text = json.dumps(offline.claims_of(download(signature)), ensure_ascii=False)
    people = [SIGNED.signatory_name, SIGNED.job_title, SIGNED.deputy_name, SIGNED.deputy_email]
    people += [each for person in world.people.values() for each in (person.name, person.email, str(person.user_id))]
    assert [each for each in (*people, "@harrowhill", "We begin at the desk") if each in text] == []


def test_published_codes_are_in_it(signature, download, world, work):
    def give(_):
        code = OrganisationIdentifier(organisation_id=world.own, scheme=Scheme.GSS, code="E10000099")
        code.published_name = "Harrow Hill"
        db.session.add(code)

    work(give)
    assert offline.claims_of(download(signature))["credentialSubject"]["identifier"][1] == {
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
    found = {*addresses(offline.claims_of(token)), json.loads(offline.octets(token.split(".")[0]))["kid"]}
    assert len(found) >= 9
    for address in found:
        assert visitor.raw.get(address.removeprefix(ORIGIN).partition("#")[0]).status_code == 200, address


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
    within = offline.claims_of(download(signature))["credentialSubject"]["achievement"]
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
