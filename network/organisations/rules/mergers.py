"""When two organisations can become one, and what the one keeps of the other. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from network.core.errors import OtherRoute, RuleBroken
from network.organisations.registers.names import searchable
from network.organisations.vocabulary import Scheme, Sector, Standing

_RANK: Final = (Standing.LISTED, Standing.LEFT, Standing.INVITED, Standing.PARTNER)
FILLED_IN: Final = (
    "short_name",
    "town",
    "postcode",
    "workforce_size",
    "statement",
    "contact_name",
    "contact_email",
    "contact_telephone",
    "urgent_line_name",
    "urgent_line_telephone",
)
"""What an entry that was made twice gives to the one that stays, where that one says nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """What the rules look at of each of the two."""

    id: UUID
    name: str
    sector: Sector
    standing: Standing
    is_host: bool
    schemes: frozenset[Scheme]


def check_may_merge(former: Side, successor: Side, *, is_same: bool) -> None:
    """Raises `RuleBroken` on `successor` or `is_same` for two that cannot become one."""
    if former.id == successor.id:
        raise RuleBroken("successor", "Choose another organisation than the one that ends")
    if former.is_host:
        raise RuleBroken("successor", "The organisation that hosts the network stays. Turn the two round")
    if (former.sector is Sector.PROVIDER) != (successor.sector is Sector.PROVIDER):
        raise RuleBroken("successor", "A provider of support and an organisation that it can support stay two")
    both = former.schemes & successor.schemes
    if is_same and both:
        kind = sorted(both)[0].label
        raise RuleBroken(
            "is_same", f"Each has a {kind} of its own, so its register knows them as two. Say that they became one"
        )


def check_name(name: str, typed: str) -> None:
    """Raises `RuleBroken` on `typed` unless it is this name: whoever types it has seen which organisation it is."""
    if searchable(typed) != searchable(name):
        raise RuleBroken("typed", f"Enter the name as it stands above: {name}")


def check_may_leave(standing: Standing, *, is_host: bool) -> None:
    """Raises `RuleBroken` for the host, and for an organisation that is not in the network."""
    if is_host:
        raise RuleBroken(
            None,
            "The network belongs to this organisation on paper, so it cannot leave.",
            routes=(OtherRoute("See the organisation", "/organisations/own"), OtherRoute("Go to the first page", "/")),
        )
    if standing not in (Standing.INVITED, Standing.PARTNER):
        raise RuleBroken(
            None,
            "This organisation is not in the network.",
            routes=(OtherRoute("See all organisations", "/organisations/"), OtherRoute("Go to the first page", "/")),
        )


def rank(standing: Standing) -> int:
    """How close an organisation is to the network, for comparing."""
    return _RANK.index(standing)


def stronger(one: Standing, other: Standing) -> Standing:
    """How the one organisation stands afterwards."""
    return max(one, other, key=rank)


def names_apart(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """The names that both have, capitals and punctuation aside."""
    known = {searchable(name) for name in taken}
    return [name for name in names if searchable(name) in known]


def free_name(name: str, taken: Collection[str]) -> str:
    """The same name, or with a number behind it where it is taken."""
    found, number = name, 2
    while searchable(found) in {searchable(each) for each in taken}:
        found, number = f"{name} {number}", number + 1
    return found
