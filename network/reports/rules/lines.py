"""The lines of the network's roll, and what they add up to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from network.organisations.vocabulary import Sector

THIN_BELOW: Final = 30
"""Per cent of those who need it, in the first tier."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many people of those who need it have trained."""

    trained: int
    need: int | None

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down and at most 100; None where nobody said how many people work there."""
        return min(100, self.trained * 100 // self.need) if self.need else None

    @property
    def is_thin(self) -> bool:
        """Whether it is known, and less than `THIN_BELOW`."""
        return self.percent is not None and self.percent < THIN_BELOW


class Step(StrEnum):
    """How to reach an organisation: the next step with it, whatever it is that is missing there."""

    WRITE_TO_LEAD = "write-to-lead"
    SEND_AGAIN = "send-invitation-again"
    INVITE_LEAD = "invite-lead"


def step_with(*, has_lead: bool, is_lead_invited: bool) -> Step:
    """Somebody leads there; or was invited to and has not answered; or is still to be invited."""
    if has_lead:
        return Step.WRITE_TO_LEAD
    return Step.SEND_AGAIN if is_lead_invited else Step.INVITE_LEAD


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation that is a partner, or was invited to be one."""

    id: UUID
    name: str
    sector: Sector
    is_invited: bool
    """Invited, and not a partner yet."""
    has_signed: bool
    """The charter as it stands today."""
    champions: int
    shares: tuple[Share, ...]
    """One for each tier, in their order; an invited organisation has none."""
    step: Step

    @property
    def lacks_champion(self) -> bool:
        """Whether it is a partner in which nobody is a champion."""
        return not self.is_invited and not self.champions

    @property
    def lacks_workforce(self) -> bool:
        """Whether it is a partner of which no coverage can be made (TR-8)."""
        return bool(self.shares) and not self.shares[0].need

    @property
    def is_thin(self) -> bool:
        """Whether its coverage in the first tier is known and less than `THIN_BELOW`."""
        return bool(self.shares) and self.shares[0].is_thin


class Cut(StrEnum):
    """Which lines a list shows."""

    ALL = "all"
    NOT_SIGNED = "not-signed"
    NO_CHAMPION = "no-champion"
    THIN = "thin"
    NO_WORKFORCE = "no-workforce"


_BELONGS: Final[dict[Cut, Callable[[Line], bool]]] = {
    Cut.ALL: lambda line: True,  # noqa: ARG005 - one shape for all of them
    Cut.NOT_SIGNED: lambda line: not line.has_signed,
    Cut.NO_CHAMPION: lambda line: line.lacks_champion,
    Cut.THIN: lambda line: line.is_thin,
    Cut.NO_WORKFORCE: lambda line: line.lacks_workforce,
}


def cut(lines: Iterable[Line], which: Cut, sector: Sector | None = None) -> list[Line]:
    """The lines of one kind, of one sector or of all, in the order they came."""
    return [line for line in lines if _BELONGS[which](line) and sector in (None, line.sector)]


@dataclass(frozen=True, slots=True)
class Sort:
    """A column, and which end comes first. `place` is the tier's, for the column `tier`."""

    column: str = "name"
    place: int = 0
    is_descending: bool = False

    @classmethod
    def read(cls, text: str, tiers: int) -> Sort:
        """From an address: `name`, `champions`, `tier-1`, or one of them after a `-`. By name for anything else."""
        column = text.removeprefix("-")
        is_descending = text.startswith("-")
        if column in ("name", "champions"):
            return cls(column, 0, is_descending)
        known = {f"tier-{place + 1}": place for place in range(tiers)}
        return cls("tier", known[column], is_descending) if column in known else cls()

    @property
    def text(self) -> str:
        """As an address says it."""
        column = f"tier-{self.place + 1}" if self.column == "tier" else self.column
        return f"-{column}" if self.is_descending else column


def ordered(lines: Iterable[Line], sort: Sort) -> list[Line]:
    """The lines by a column, then by name; those of which the column is not known stand last, either way."""
    by_name = sorted(lines, key=lambda line: (line.name.casefold(), line.id))
    if sort.column == "name":
        return by_name[::-1] if sort.is_descending else by_name
    values = {line.id: _value(line, sort) for line in by_name}
    known = [line for line in by_name if values[line.id] is not None]
    known.sort(key=lambda line: values[line.id] or 0, reverse=sort.is_descending)
    return known + [line for line in by_name if values[line.id] is None]


def _value(line: Line, sort: Sort) -> int | None:
    if sort.column == "champions":
        return line.champions
    return line.shares[sort.place].percent if line.shares else None


def thinnest(lines: Iterable[Line]) -> list[Line]:
    """Partners whose coverage is known, the least covered in the first tier first; of equals, the larger."""
    known = [line for line in lines if line.shares and line.shares[0].percent is not None]
    return sorted(known, key=lambda line: (line.shares[0].percent, -(line.shares[0].need or 0), line.name))


@dataclass(frozen=True, slots=True)
class Summary:
    """What lines add up to: the network's, or a sector's."""

    sector: Sector | None
    organisations: int
    invited: int
    not_signed: int
    champions: int
    without_champion: int
    without_workforce: int
    shares: tuple[Share, ...]

    @property
    def partners(self) -> int:
        """The organisations that have joined."""
        return self.organisations - self.invited

    @property
    def with_champion(self) -> int:
        """The partners with a champion at least."""
        return self.partners - self.without_champion


def summarise(lines: Sequence[Line], tiers: int, sector: Sector | None = None) -> Summary:
    """The lines of one sector, or of all, added up.

    Coverage is over the partners that said how many people work there, and no partner counts for more people than
    work there, as in training's own figure of the whole network.
    """
    chosen = cut(lines, Cut.ALL, sector)
    return Summary(
        sector=sector,
        organisations=len(chosen),
        invited=sum(line.is_invited for line in chosen),
        not_signed=len(cut(chosen, Cut.NOT_SIGNED)),
        champions=sum(line.champions for line in chosen),
        without_champion=len(cut(chosen, Cut.NO_CHAMPION)),
        without_workforce=len(cut(chosen, Cut.NO_WORKFORCE)),
        shares=tuple(_together(chosen, place) for place in range(tiers)),
    )


def _together(lines: Iterable[Line], place: int) -> Share:
    counted = [(line.shares[place].trained, line.shares[place].need or 0) for line in lines if line.shares]
    return Share(sum(min(each) for each in counted), sum(need for _, need in counted) or None)


def by_sector(lines: Sequence[Line], tiers: int) -> list[Summary]:
    """A summary of each sector that has an organisation, in the order of the list of sectors."""
    present = {line.sector for line in lines}
    return [summarise(lines, tiers, sector) for sector in Sector if sector in present]
