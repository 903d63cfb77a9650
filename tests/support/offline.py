"""Somebody else's verifier: checks a credential with the standard library, `cryptography` and public documents.

It is written from the standards (Open Badges 3.0, RFC 7515, RFC 7519, Bitstring Status List 1.0), imports nothing of
ours, and asks nobody: the JWK set and the status list are handed to it as text.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
FEWEST_BITS = 131_072


class NotGenuine(Exception):
    """It was not signed by a published key as it stands, or not as the standard has it."""


class NotYetOrNoLonger(Exception):
    """It is genuine, and does not hold at this instant."""


class Revoked(Exception):
    """It is genuine, and was taken back."""


def verify(token: str, key_set: str, at: datetime, status_lists: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The credential's members, if it is genuine, holds at this instant, and was not revoked.

    `status_lists`: the text found at each list's address. Without any, a credential's status is not asked.
    """
    claims = read(token, key_set)
    seconds = at.timestamp()
    if seconds < claims["nbf"] or ("exp" in claims and seconds >= claims["exp"]):
        raise NotYetOrNoLonger
    if status_lists is not None and "credentialStatus" in claims:
        status = claims["credentialStatus"]
        listed = verify(status_lists[status["statusListCredential"]], key_set, at)
        if is_set(listed, status):
            raise Revoked
    return claims


def read(token: str, key_set: str) -> dict[str, Any]:
    """The claims, if they are genuine. The algorithm is the verifier's choice, never the token's."""
    parts = token.split(".")
    if len(parts) != 3:
        raise NotGenuine("parts")
    header = object_in(parts[0])
    if set(header) != {"alg", "kid", "typ"} or (header["alg"], header["typ"]) != ("RS256", "JWT"):
        raise NotGenuine("header")
    try:
        public_key(key_set, header["kid"]).verify(
            octets(parts[2]), f"{parts[0]}.{parts[1]}".encode("ascii"), PKCS1v15(), SHA256()
        )
    except (InvalidSignature, UnicodeEncodeError):
        raise NotGenuine("signature") from None
    claims = object_in(parts[1])
    check_claims(claims)
    return claims


def public_key(key_set: str, name: str) -> Any:
    """The key of this name in a JWK set."""
    for key in json.loads(key_set)["keys"]:
        if key["kid"] == name and key["kty"] == "RSA":
            numbers = (int.from_bytes(octets(key[part]), "big") for part in ("e", "n"))
            return RSAPublicNumbers(*numbers).public_key()
    raise NotGenuine("key")


def octets(text: str) -> bytes:
    """Base64url without padding, in its one right spelling."""
    if not BASE64URL.fullmatch(text):
        raise NotGenuine("letters")
    try:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise NotGenuine("length") from None
    if base64.urlsafe_b64encode(found).decode().rstrip("=") != text:
        raise NotGenuine("spelling")
    return found


def claims_of(token: str) -> dict[str, Any]:
    """What a credential says, unchecked."""
    return object_in(token.split(".")[1])


def object_in(text: str) -> dict[str, Any]:
    """The JSON object of one part."""
    try:
        found = json.loads(octets(text))
    except ValueError:
        raise NotGenuine("JSON") from None
    if not isinstance(found, dict):
        raise NotGenuine("JSON")
    return found


def check_claims(claims: Mapping[str, Any]) -> None:
    """What Open Badges asks of the registered claims: each is there, and equals its member of the credential."""
    issuer = claims["issuer"]
    equal = [
        (claims["iss"], issuer["id"] if isinstance(issuer, dict) else issuer),
        (claims["jti"], claims["id"]),
        (claims["sub"], claims["credentialSubject"]["id"]),
        (claims["nbf"], seconds_of(claims["validFrom"])),
    ]
    if "exp" in claims or "validUntil" in claims:
        equal.append((claims["exp"], seconds_of(claims["validUntil"])))
    if any(claim != member for claim, member in equal):
        raise NotGenuine("claims")


def seconds_of(written: str) -> float:
    """The seconds of an instant in UTC."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()


def is_set(status_list: Mapping[str, Any], status: Mapping[str, Any]) -> bool:
    """Whether the bit of a credential is set: the first is the leftmost."""
    subject = status_list["credentialSubject"]
    if "BitstringStatusListCredential" not in status_list["type"] or subject["type"] != "BitstringStatusList":
        raise NotGenuine("list")
    if subject["statusPurpose"] != status["statusPurpose"] or subject["encodedList"][0] != "u":
        raise NotGenuine("list")
    bits = gzip.decompress(octets(subject["encodedList"][1:]))
    if len(bits) * 8 < FEWEST_BITS:
        raise NotGenuine("list")
    place = int(status["statusListIndex"])
    return bool(bits[place // 8] >> (7 - place % 8) & 1)
