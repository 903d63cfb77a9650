"""What Open Badges 3.0 asks of every credential, whatever it is for: who issues it, whom it is about. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from network.core.clock import instant_in_london
from network.core.credentials.credential import OPEN_BADGES_CONTEXT, VC_CONTEXT

TYPE: Final = "OpenBadgeCredential"
CONTEXTS: Final = [VC_CONTEXT, OPEN_BADGES_CONTEXT]


@dataclass(frozen=True, slots=True)
class Network:
    """Who issues, and where."""

    name: str
    origin: str
    host: str
    """The organisation that the network belongs to on paper."""


def document(members: dict[str, Any]) -> dict[str, Any]:
    """A part of a credential as a document of its own."""
    return {"@context": CONTEXTS, **members}


def profile(network: Network, address: str) -> dict[str, Any]:
    """The organisation that hosts the network, whose profile is at this address."""
    return {
        "id": address,
        "type": ["Profile"],
        "name": network.host,
        "url": network.origin,
        "description": f"Hosts {network.name}.",
    }


def identity(kind: str, value: str) -> dict[str, Any]:
    """What a subject is known by, for everybody to read."""
    return {"type": "IdentityObject", "identityType": kind, "identityHash": value, "hashed": False}


def hashed_identity(kind: str, value: str, salt: str) -> dict[str, Any]:
    """What a subject is known by, for whoever knows it already: it can be compared, and not read."""
    digest = hashlib.sha256(f"{value}{salt}".encode()).hexdigest()
    known = f"sha256${digest}"
    return {"type": "IdentityObject", "identityType": kind, "identityHash": known, "hashed": True, "salt": salt}


def begin_of(day: date) -> datetime:
    """The first instant of a day, on London's clocks."""
    return instant_in_london(day, time(0), "from")


def end_of(day: date) -> datetime:
    """The first instant after a day, on London's clocks."""
    return instant_in_london(day + timedelta(days=1), time(0), "until")
