"""What an import would change, worked out before it happens: a register against what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from network.organisations.registers.reading import RegisterReading
from network.organisations.registers.rows import Identity, Refusal, RegisterRow
from network.organisations.vocabulary import Nation, Scheme, Sector

# An empty text in a register says nothing, so it empties nothing: a board's list has no towns at all.
_COMPARED = (
    "name",
    "published_name",
    "sector",
    "nation",
    "short_name",
    "town",
    "postcode",
    "other_code",
    "successor",
)


@dataclass(frozen=True)
class KnownOrganisation:
    """What the network already holds of an organisation that came from a register."""

    scheme: Scheme
    code: str
    name: str
    published_name: str
    sector: Sector
    nation: Nation
    short_name: str = ""
    town: str = ""
    postcode: str = ""
    other_code: str = ""
    successor: str = ""
    is_current: bool = True
    closed_on: date | None = None

    @classmethod
    def of(cls, row: RegisterRow) -> KnownOrganisation:
        """What a register says of one organisation, as the network keeps it."""
        said = {each.name: getattr(row, each.name) for each in fields(cls)}
        return cls(**{**said, "is_current": row.is_current is not False})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> KnownOrganisation:
        """The same again from what `as_json` made of it."""
        closed_on = kept.get("closed_on")
        typed = {
            "scheme": Scheme(kept["scheme"]),
            "sector": Sector(kept["sector"]),
            "nation": Nation(kept["nation"]),
            "closed_on": date.fromisoformat(closed_on) if closed_on else None,
        }
        return cls(**{**kept, **typed})

    def as_json(self) -> dict[str, Any]:
        """Plain values, by field, to keep in the database."""
        return {**vars(self), "closed_on": self.closed_on.isoformat() if self.closed_on else None}

    def after(self, update: Update) -> KnownOrganisation:
        """With the changes of an update."""
        return replace(self, **{change.field: change.after for change in update.changes})


@dataclass(frozen=True)
class Holder:
    """Who has a code: the organisation at which everything of it is found by now."""

    organisation_id: UUID
    is_ended: bool = False
    """Whether the one that was given the code became part of that organisation."""


@dataclass(frozen=True)
class FieldChange:
    """One field of a known organisation that the register has otherwise."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Update:
    """A known organisation that would change. `known_as` finds it; a new code is among the changes, and adds to it."""

    known_as: Identity
    row: RegisterRow
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Plan:
    """What importing a register would do, each row in exactly one of the four."""

    register: str
    added: tuple[RegisterRow, ...]
    updated: tuple[Update, ...]
    unchanged: tuple[RegisterRow, ...]
    refused: tuple[Refusal, ...]

    def report(self) -> dict[str, Any]:
        """The counts and refusals, as `network organisations import --json` prints them."""
        return {
            "register": self.register,
            "added": len(self.added),
            "updated": len(self.updated),
            "unchanged": len(self.unchanged),
            "refused": [{"row": refusal.row, "why": refusal.why} for refusal in self.refused],
        }


def plan(
    reading: RegisterReading,
    known: Mapping[Identity, KnownOrganisation],
    holders: Mapping[Identity, Holder] = MappingProxyType({}),
) -> Plan:
    """Compare a register with the organisations known, by scheme and code, never by name.

    A closed organisation is not brought in; one that is known already is marked closed. An organisation
    known only under a former code of its row keeps its history and its old code, and takes the new one. Carried
    out and planned again, every row is unchanged or refused as before. Codes without a holder are of one each.
    """
    added: list[RegisterRow] = []
    updated: list[Update] = []
    unchanged: list[RegisterRow] = []
    refused = list(reading.refused)
    # A former code that is a row of its own is another organisation's; one that two rows claim is nobody's.
    claims = Counter(former for row in reading.rows for former in set(row.former))
    claims.update({row.identity: 2 for row in reading.rows})
    for row in reading.rows:
        earlier = _earlier(row, known, claims, holders)
        if len(earlier) > 1:
            refused.append(Refusal(row.row_number, _several(row, earlier), row.name))
        elif earlier or row.identity in known:
            known_as = earlier[0] if earlier else row.identity
            changes = _changes(known[known_as], row)
            if changes:
                updated.append(Update(known_as, row, changes))
            else:
                unchanged.append(row)
        elif row.is_current is False:
            refused.append(Refusal(row.row_number, _closed(row), row.name))
        else:
            added.append(row)
    refused.sort(key=lambda refusal: refusal.row)
    return Plan(reading.register.name, tuple(added), tuple(updated), tuple(unchanged), tuple(refused))


def _earlier(
    row: RegisterRow,
    known: Mapping[Identity, KnownOrganisation],
    claims: Mapping[Identity, int],
    holders: Mapping[Identity, Holder],
) -> list[Identity]:
    """Under what former code the row's organisation is known; under several, where they are of several."""
    if row.identity in known:
        return []
    earlier = [former for former in row.former if former in known and claims[former] == 1]
    if len({holders[each].organisation_id if each in holders else each for each in earlier}) > 1:
        return earlier
    lasting = [each for each in earlier if each not in holders or not holders[each].is_ended]
    return (lasting or earlier)[-1:]


def _changes(known: KnownOrganisation, row: RegisterRow) -> tuple[FieldChange, ...]:
    pairs = [(field, getattr(known, field), getattr(row, field)) for field in _COMPARED if getattr(row, field)]
    pairs += [("scheme", known.scheme, row.scheme), ("code", known.code, row.code)]
    if row.is_current is not None:
        pairs += [
            ("is_current", known.is_current, row.is_current),
            ("closed_on", known.closed_on, row.closed_on),
        ]
    return tuple(FieldChange(field, before, after) for field, before, after in pairs if before != after)


def _closed(row: RegisterRow) -> str:
    when = f" on {row.closed_on.day} {row.closed_on:%B %Y}" if row.closed_on else ""
    successor = f" The register says that it was replaced by {row.successor}." if row.successor else ""
    return f"{row.name} closed{when}, so it was not added.{successor}"


def _several(row: RegisterRow, earlier: list[Identity]) -> str:
    codes = " and ".join(code for _, code in earlier)
    return (
        f"The network holds this organisation under more than one earlier code: {codes}. Decide which of "
        f"them it is, give that one the code {row.code}, and import again."
    )
