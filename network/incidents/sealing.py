"""What is said of people in a referral: sealed when written, opened as far as its reader may read (B14, B24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from network.core import crypto
from network.core.actor import Actor
from network.core.clock import Clock
from network.incidents.models import Referral
from network.incidents.queries.referrals import list_amendments
from network.incidents.rules.answers import ContactWay, MeetingMode, TeamInput, Voicemail
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
    successor_name: str | None = None
    successor_telephone: str | None = None
    successor_email: str | None = None
    incident_on: str | None = None
    """A date as 2026-11-18."""
    narrative: str | None = None
    team_input: str | None = None
    correction: str | None = None
    called: str | None = None
    """What they like to be called, and their pronouns, if they say so (U27)."""
    own_telephone: str | None = None
    own_email: str | None = None
    """Their own, where they gave another than their manager did."""
    voicemail: str | None = None
    interpreter: str | None = None
    contact_way: str | None = None
    contact_times: str | None = None
    mode_wish: str | None = None
    therapist_wish: str | None = None

    @property
    def incident_day(self) -> date | None:
        """The day of the incident."""
        return date.fromisoformat(self.incident_on) if self.incident_on else None

    @property
    def team_words(self) -> str | None:
        """The answer about the team, as it is shown."""
        return TeamInput(self.team_input).label if self.team_input else None

    @property
    def contact_words(self) -> str | None:
        """How they wish to be contacted, as it is shown."""
        return ContactWay(self.contact_way).label if self.contact_way else None

    @property
    def reached_by_email(self) -> str | None:
        """The address at which the person is written to."""
        return self.own_email or self.staff_email

    @property
    def reached_by_telephone(self) -> str | None:
        """The number at which the person is called."""
        return self.own_telephone or self.staff_telephone

    @property
    def voicemail_words(self) -> str | None:
        """Whether a message can be left, as it is shown."""
        return Voicemail(self.voicemail).label if self.voicemail else None

    @property
    def mode_words(self) -> str | None:
        """How they wish to meet, as it is shown."""
        return MeetingMode(self.mode_wish).label if self.mode_wish else None


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
    return read_parts(referral, [part for part in SEALED if part in READABLE[capacity]])


def read_parts(referral: Referral, parts: Iterable[str]) -> Particulars:
    """These parts and no other, in one query."""
    boxes = {part: box for part in parts if (box := getattr(referral, f"{part}_sealed"))}
    opened = crypto.unseal_all({referral.place_of(part): box for part, box in boxes.items()})
    return Particulars(**{part: opened[referral.place_of(part)] for part in boxes})


@dataclass(frozen=True, slots=True)
class WasSaid:
    """A part as it read before it was put right; None where it said nothing."""

    part: str
    before: str | None
    at: datetime

    @property
    def label(self) -> str:
        """What was put right, to the person whom it is about. KeyError for a part without words."""
        return {
            "narrative": "What happened",
            "staff_telephone": "Your telephone",
            "staff_email": "Your e-mail",
        }[self.part]


def read_amendments(actor: Actor, referral: Referral) -> tuple[WasSaid, ...]:
    """What was put right since a referral was sent, in order; none is asked for where nothing was (U13)."""
    if referral.amended_at is None:
        return ()
    rows = list_amendments(actor, referral)
    opened = crypto.unseal_all({row.place: row.was_sealed for row in rows if row.was_sealed is not None})
    return tuple(WasSaid(row.part, opened.get(row.place), row.amended_at) for row in rows)
