"""Who signs in to the demonstration, and with what: one person for each role, and one who works in two places.

Everything here is known to everybody, which is why the demonstration is loaded on one's own machine only (`B40`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from network.core.permissions import NEEDS_SECOND_FACTOR, Role
from network.demonstration.names import address_of
from network.demonstration.partners import CITY, HOST, PARTNERS, PROVIDER

SECRET_BYTES: Final = 20
"""As RFC 4226 recommends for the secret of an authenticator app."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whose password is no secret, and what they are where."""

    name: str
    password: str
    places: tuple[tuple[str, Role], ...]
    """The organisations, by key, and the role in each."""

    @property
    def email(self) -> str:
        """Their address, at the first of their organisations."""
        return address_of(self.name, f"{self.places[0][0]}.example")

    @property
    def totp_secret(self) -> str | None:
        """The secret of their authenticator app, in base32; None where their roles need none."""
        if not any(role in NEEDS_SECOND_FACTOR for _, role in self.places):
            return None
        digest = hashlib.sha256(f"network demonstration {self.email}".encode()).digest()
        return base64.b32encode(digest[:SECRET_BYTES]).decode()


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the table of sign-ins."""

    role: Role
    organisation: str
    email: str
    password: str
    totp_secret: str | None


COORDINATOR: Final = KnownPerson("Marian Thistlewood", "copper lantern drifting meadow", ((HOST, Role.COORDINATOR),))
LEAD: Final = KnownPerson("Geraint Osei", "seven quiet teapots whistle", ((CITY, Role.ORGANISATION_LEAD),))
MANAGER: Final = KnownPerson("Ruth Adeyemi", "marmalade bicycle winter orchard", ((CITY, Role.MANAGER),))
CHAMPION: Final = KnownPerson("Callum Nowak", "pebble concert beneath harbour", ((CITY, Role.CHAMPION),))
INCIDENT_LEAD: Final = KnownPerson("Sunita Rao", "velvet compass borrowed ladder", ((CITY, Role.INCIDENT_LEAD),))
ALLOCATOR: Final = KnownPerson(
    "Deborah Finch", "thimble orchestra sleepy walnut", ((PROVIDER, Role.PROVIDER_ALLOCATOR),)
)
THERAPIST: Final = KnownPerson("Tomasz Zieliński", "juniper postcard gentle engine", ((PROVIDER, Role.THERAPIST),))
DEPARTMENT_LEAD: Final = KnownPerson("Nerys Bell", "biscuit lighthouse calm trombone", ((CITY, Role.DEPARTMENT_LEAD),))
FACILITATOR: Final = KnownPerson("Yusuf Rahman", "ribbon glacier counting swallows", (("wch", Role.FACILITATOR),))
BOARD_VIEWER: Final = KnownPerson("Eleanor Whitcombe", "saffron umbrella patient river", (("wicb", Role.BOARD_VIEWER),))
STAFF_MEMBER: Final = KnownPerson("Jamie Okafor", "acorn telescope friendly gravel", ((CITY, Role.STAFF_MEMBER),))
IN_TWO_PLACES: Final = KnownPerson(
    "Priya Sandhu",
    "kettle horizon laughing cobalt",
    (("harbour-light", Role.CHAMPION), (HOST, Role.BOARD_VIEWER)),
)

KNOWN: Final = (
    COORDINATOR,
    LEAD,
    MANAGER,
    CHAMPION,
    INCIDENT_LEAD,
    ALLOCATOR,
    THERAPIST,
    DEPARTMENT_LEAD,
    FACILITATOR,
    BOARD_VIEWER,
    STAFF_MEMBER,
    IN_TWO_PLACES,
)


def sign_ins() -> Iterator[SignIn]:
    """Each role of each known person; somebody with roles in two organisations comes twice."""
    names = {partner.key: partner.name for partner in PARTNERS}
    for person in KNOWN:
        for place, role in person.places:
            yield SignIn(role, names[place], person.email, person.password, person.totp_secret)
