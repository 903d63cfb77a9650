"""What a credential holds, as the standards order it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

VC_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_CONTEXT: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@dataclass(frozen=True, slots=True)
class Credential:
    """Something that the issuer says of a subject, from one second until another."""

    id: str
    """Its address."""
    types: tuple[str, ...]
    """What it is, besides a verifiable credential."""
    issuer: Mapping[str, Any]
    valid_from: datetime
    valid_until: datetime | None
    """The first instant at which it holds no more; None where it does not run out."""
    subject: Mapping[str, Any]
    more: Mapping[str, Any] = field(default_factory=dict)
    """Members that this type has besides."""
    contexts: tuple[str, ...] = ()

    def members(self) -> dict[str, Any]:
        """The credential as the W3C's data model 2.0 has it."""
        return {
            "@context": [VC_CONTEXT, *self.contexts],
            "id": self.id,
            "type": ["VerifiableCredential", *self.types],
            "issuer": dict(self.issuer),
            "validFrom": written(self.valid_from),
            **({"validUntil": written(self.valid_until)} if self.valid_until is not None else {}),
            "credentialSubject": dict(self.subject),
            **self.more,
        }

    def claims(self) -> dict[str, Any]:
        """What is signed: the credential, and its registered claims, which say the same again to any reader of JWTs."""
        return {
            **self.members(),
            "iss": self.issuer["id"],
            "jti": self.id,
            "sub": self.subject["id"],
            "nbf": int(self.valid_from.timestamp()),
            **({"exp": int(self.valid_until.timestamp())} if self.valid_until is not None else {}),
        }


def written(instant: datetime) -> str:
    """An instant as credentials write it, in whole seconds of UTC: a claim in seconds has to equal it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
