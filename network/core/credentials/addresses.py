"""Where keys and lists are published, as paths. They stand in every credential for good: they do not change."""

from __future__ import annotations

from typing import Final

KEYS: Final = "/.well-known/jwks.json"


def key(thumbprint: str) -> str:
    """One public key by itself, which is what a credential names as the key that signed it."""
    return f"/credentials/keys/{thumbprint}"


def status_list(number: int) -> str:
    """The list in which it stands what was revoked."""
    return f"/credentials/status/{number}"
