"""Keys and signatures, checked as somebody else would check them (`B24`)."""

from __future__ import annotations

import ast
import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_elliptic
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select

from network.core.credentials import (
    SigningKey,
    issue,
    keys,
    new_key,
    revoke,
    statuses,
    withdraw_key,
)
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.core.permissions import Role
from network.core.tenancy import scoped
from tests.support import offline
from tests.support.queries import counted_queries
from tests.support.world import ELSEWHERE


def test_the_verifier_is_nobody_of_ours():
    tree = ast.parse(Path(offline.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {name.split(".")[0] for name in imported}
    standard = {"__future__", "base64", "gzip", "json", "re", "collections", "datetime", "typing"}
    assert ours == standard | {"cryptography"}


def test_anybody_checks_it_with_what_is_published(token, about, published, clock):
    key_set, lists = published()
    claims = offline.verify(token, key_set, clock.now(), lists)
    assert claims["jti"].endswith(str(about))
    assert claims["name"] == "Ein Ständchen 🎻"


def test_the_same_credential_is_the_same_text(token, about, signed):
    assert signed(about) == token


def test_the_header_is_as_open_badges_has_it(token, visitor):
    header = json.loads(offline.octets(token.split(".")[0]))
    assert {**header, "kid": ""} == {"alg": "RS256", "typ": "JWT", "kid": ""}
    path = header["kid"].removeprefix("http://127.0.0.1:8000")
    key = visitor.raw.get(path).json
    assert key in visitor.raw.get("/.well-known/jwks.json").json["keys"]
    assert len(offline.octets(key["n"])) * 8 >= 2048


def test_a_key_is_named_for_what_it_is(token, visitor):
    (key,) = visitor.raw.get("/.well-known/jwks.json").json["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}, "and nothing private is there"
    said = json.dumps({"e": key["e"], "kty": "RSA", "n": key["n"]}, separators=(",", ":"))
    digest = hashlib.sha256(said.encode()).digest()
    assert key["kid"].rpartition("/")[2] == base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_any_letter_changed_is_noticed(token, published):
    key_set, _ = published()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for place, letter in enumerate(token):
        others = [".", letters[(letters.index(letter) + 1) % 64]] if letter != "." else ["A"]
        for other in others:
            with pytest.raises(offline.NotGenuine):
                offline.read(token[:place] + other + token[place + 1 :], key_set)


def test_any_byte_of_the_claims_changed_is_noticed(token, published):
    key_set, _ = published()
    header, payload, signature = token.split(".")
    octets = bytearray(offline.octets(payload))
    for place in range(len(octets)):
        octets[place] ^= 1
        with pytest.raises(offline.NotGenuine):
            offline.read(".".join([header, encoded(bytes(octets)), signature]), key_set)
        octets[place] ^= 1


def encoded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def forged(token: str, sign_with, **header: object) -> str:
    """The same claims under another header, signed by somebody."""
    first, payload, _ = token.split(".")
    said = {**json.loads(offline.octets(first)), **header}
    signed = f"{encoded(json.dumps({k: v for k, v in said.items() if v is not None}).encode())}.{payload}"
    return f"{signed}.{encoded(sign_with(signed.encode()))}"


def by_public_key(key_set: str, form: PublicFormat, encoding: Encoding):
    key = json.loads(key_set)["keys"][0]
    numbers = (int.from_bytes(offline.octets(key[part]), "big") for part in ("e", "n"))
    secret = RSAPublicNumbers(*numbers).public_key().public_bytes(encoding, form)
    return lambda signed: hmac.digest(secret, signed, "sha256")


STRANGER = generate_rsa(65537, 2048)
ELLIPTIC = generate_elliptic(SECP256R1())


@pytest.mark.parametrize(
    ("sign_with", "header"),
    [
        (lambda _: b"", {"alg": "none"}),
        (lambda _: b"\0", {"alg": "none"}),
        (lambda _: b"\0", {"alg": "None"}),
        (lambda _: b"\0", {"alg": None}),
        (lambda signed: STRANGER.sign(signed, PKCS1v15(), SHA256()), {}),
        (lambda signed: STRANGER.sign(signed, PKCS1v15(), SHA256()), {"alg": "RS512"}),
        (lambda signed: STRANGER.sign(signed, PKCS1v15(), SHA256()), {"kid": "https://example.org/mine"}),
        (lambda signed: STRANGER.sign(signed, PKCS1v15(), SHA256()), {"jwk": {"kty": "RSA"}}),
        (lambda signed: ELLIPTIC.sign(signed, ECDSA(SHA256())), {"alg": "ES256"}),
        (lambda signed: ELLIPTIC.sign(signed, ECDSA(SHA256())), {}),
        ("pkcs1-pem", {"alg": "HS256"}),
        ("spki-pem", {"alg": "HS256"}),
        ("spki-der", {"alg": "HS256"}),
        ("spki-pem", {}),
    ],
)
def test_nobody_else_signs(token, published, sign_with, header):
    key_set, _ = published()
    if isinstance(sign_with, str):
        form, encoding = sign_with.split("-")
        encodings = {"pem": Encoding.PEM, "der": Encoding.DER}
        forms = {"pkcs1": PublicFormat.PKCS1, "spki": PublicFormat.SubjectPublicKeyInfo}
        sign_with = by_public_key(key_set, forms[form], encodings[encoding])
    with pytest.raises(offline.NotGenuine):
        offline.read(forged(token, sign_with, **header), key_set)


def test_the_right_key_would_be_let_through(app, token, published):
    """The forger's workshop makes no faults of its own: with the right key its work passes."""
    key_set, _ = published()
    with app.app_context():
        _, right = keys.current_key()
    passed = forged(token, lambda signed: right.private_key.sign(signed, PKCS1v15(), SHA256()))
    assert offline.read(passed, key_set)["jti"]


def test_it_holds_from_one_second_to_another(token, about, published, clock):
    key_set, _ = published()
    since, until = clock.now(), clock.now() + timedelta(days=365)
    for instant in (since, until - timedelta(seconds=1)):
        assert offline.verify(token, key_set, instant)
    for instant in (since - timedelta(seconds=1), until, until + timedelta(days=1)):
        with pytest.raises(offline.NotYetOrNoLonger):
            offline.verify(token, key_set, instant)


def test_what_is_between_two_seconds_counts_from_the_first(about, signed, published, clock):
    made = signed(about, valid_from=clock.now() + timedelta(microseconds=999_999))
    assert offline.read(made, published()[0])["nbf"] == clock.now().timestamp()


def test_what_was_revoked_is_known_to_whoever_looks(at_work, token, about, signed, published, clock):
    other = new_id()
    with at_work():
        issue(other, clock)
    stays = signed(other)
    key_set, before = published()
    with at_work():
        revoke([about], clock.now())
    key_set, lists = published()
    with pytest.raises(offline.Revoked):
        offline.verify(token, key_set, clock.now(), lists)
    assert offline.verify(stays, key_set, clock.now(), lists), "one bit was set, and no other"
    assert offline.verify(token, key_set, clock.now(), before), "a list from before does not know it"
    with pytest.raises(offline.NotYetOrNoLonger):
        offline.verify(token, key_set, clock.now() + statuses.LIST_HOLDS, before)


def test_it_was_revoked_once_and_for_good(at_work, about, clock, issued):
    with at_work():
        revoke([about, new_id()], clock.now())
    clock.advance(timedelta(days=1))
    with at_work() as job:
        revoke([about], clock.now())
        issue(about, clock)
        revoke([], clock.now())
        (row,) = issued(job)
    assert clock.now() - row.revoked_at == timedelta(days=1)


def test_a_new_key_signs_and_the_former_still_checks(at_work, token, about, signed, published, clock):
    clock.advance(timedelta(days=30))
    with at_work() as job:
        made = new_key(job, clock).thumbprint
    key_set, lists = published()
    newer = signed(about)
    named = [key["kid"].rpartition("/")[2] for key in json.loads(key_set)["keys"]]
    assert named[0] == made
    assert len(set(named)) == 2
    assert made in json.loads(offline.octets(newer.split(".")[0]))["kid"]
    for each in (token, newer):
        assert offline.verify(each, key_set, clock.now(), lists)


def test_only_the_newest_can_still_sign(at_work, about, clock):
    with at_work() as job:
        new_key(job, clock)
        kept = db.session.scalars(scoped(select(SigningKey), job, SigningKey).order_by(SigningKey.id))
        assert [bool(key.private_sealed) for key in kept] == [False, True]


def test_nothing_that_a_withdrawn_key_signed_is_trusted(at_work, token, about, signed, visitor, published, clock):
    former = json.loads(published()[0])["keys"][0]["kid"].rpartition("/")[2]
    with at_work() as job:
        withdraw_key(job, former, clock)
    key_set, lists = published()
    assert former not in key_set
    assert visitor.raw.get(f"/credentials/keys/{former}").status_code == 404
    with pytest.raises(offline.NotGenuine, match="key"):
        offline.verify(token, key_set, clock.now(), lists)
    assert offline.verify(signed(about), key_set, clock.now(), lists), "another one signs"
    with pytest.raises(NotFound), at_work() as job:
        withdraw_key(job, former, clock)


def test_before_anything_was_issued(app, visitor):
    assert visitor.raw.get("/.well-known/jwks.json").json == {"keys": []}
    assert visitor.raw.get("/credentials/status/1").status_code == 404
    assert visitor.raw.get("/credentials/keys/nobody").status_code == 404
    with app.app_context(), pytest.raises(NotFound):
        keys.current_key()


@pytest.mark.parametrize("number", [0, 2, 32767, 32768, 99999999999])
def test_there_is_no_other_list(about, visitor, number):
    assert visitor.raw.get(f"/credentials/status/{number}").status_code == 404


PATHS = {
    "/.well-known/jwks.json": ("application/jwk-set+json", 3600),
    "/credentials/status/1": ("application/vc+jwt", 300),
    "/credentials/keys/{thumbprint}": ("application/jwk+json", 3600),
}
EVERYBODY = [None, ("host", Role.COORDINATOR), *(("own", role) for role in Role if role not in ELSEWHERE)]


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_may_look(about, app, world, client_of, who):
    with app.app_context():
        (key,) = keys.list_public()
    client = client_of(world.person(who[1], who[0]) if who else None)
    for path, (media_type, seconds) in PATHS.items():
        answer = client.raw.get(path.format(thumbprint=key["kid"].rpartition("/")[2]))
        assert (answer.status_code, answer.mimetype) == (200, media_type)
        assert answer.headers["Cache-Control"] == f"public, max-age={seconds}"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert client.raw.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
        assert client.raw.post(path).status_code in {404, 405}


def test_looking_takes_as_many_queries_however_many_there_are(at_work, app, about, visitor, clock):
    def count(path: str) -> int:
        with counted_queries(app) as queries:
            visitor.get(path)
        return queries.count

    paths = ("/.well-known/jwks.json", "/credentials/status/1")
    first = [count(path) for path in paths]
    with at_work() as job:
        for _ in range(20):
            each = new_id()
            issue(each, clock)
            revoke([each], clock.now())
        new_key(job, clock)
    assert [count(path) for path in paths] == first
    assert max(first) <= 6
