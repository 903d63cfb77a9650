"""What is said of people in a referral: sealed when written, opened as far as its reader may read (B14, B24)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from network.core import crypto
from network.core.clock import Clock
from network.incidents.models import Referral
from network.incidents.rules.readers import READABLE, SEALED, Capacity


@dataclass(frozen=True, slots=True)
class Particulars:
    """The parts of a referral that say something of a person; None where not given, or not this reader's to read."""

    staff_name: str | None = None
    staff_telephone: str | None = None
    staff_email: str | None = None
    manager_name: str | None = None
    manager_telephone: str | None = None
    manager_email: str | None = None
    incident_on: str | None = None
    """A date as 2026-11-18."""
    narrative: str | None = None
    team_input: str | None = None
    correction: str | None = None
    contact_way: str | None = None
    contact_times: str | None = None
    mode_wish: str | None = None
    therapist_wish: str | None = None


def write_particulars(referral: Referral, changes: Mapping[str, str | None], clock: Clock) -> None:
    """Seals each part given into its column; an empty one is taken out."""
    unknown = set(changes) - set(SEALED)
    if unknown:
        raise ValueError(f"No part of a referral: {', '.join(sorted(unknown))}")
    given = {referral.place_of(part): text for part, text in changes.items() if text}
    sealed = crypto.seal_all(given, clock)
    for part in changes:
        setattr(referral, f"{part}_sealed", sealed.get(referral.place_of(part)))


def read_particulars(referral: Referral, capacity: Capacity) -> Particulars:
    """What somebody in this capacity may read of a referral, in one query."""
    boxes = {
        part: box for part in SEALED if part in READABLE[capacity] and (box := getattr(referral, f"{part}_sealed"))
    }
    opened = crypto.unseal_all({referral.place_of(part): box for part, box in boxes.items()})
    return Particulars(**{part: opened[referral.place_of(part)] for part in boxes})
