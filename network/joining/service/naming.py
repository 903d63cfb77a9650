"""Which organisation it is that somebody asks for: as a register knows it, or as they describe it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from network.core.errors import RuleBroken
from network.joining import words
from network.organisations.public import (
    Code,
    OrganisationSummary,
    checked_code,
    checked_profile,
    find_by_code,
    list_alike,
    searchable,
)
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing

IS_HERE = frozenset({Standing.PARTNER, Standing.INVITED})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered about their organisation, as they typed it."""

    code: Code | None = None
    is_ours: bool = False
    """Whether the organisation that has the code is theirs."""
    name: str = ""
    sector: Sector | None = None
    nation: Nation | None = None
    town: str = ""
    postcode: str = ""
    one_of: UUID | None = None
    """Which of those with the same name it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that may ask: from the directory, or by its own account."""

    listed_id: UUID | None
    scheme: Scheme | None
    code: str
    name: str
    sector: Sector
    nation: Nation
    town: str
    postcode: str

    @property
    def key(self) -> str:
        """The organisation in one spelling, by which two people who ask for it are known to mean the same."""
        if self.listed_id is not None:
            return f"organisation {self.listed_id}"
        if self.scheme is not None:
            return f"code {self.scheme} {self.code}"
        return f"name {searchable(self.name)} in {searchable(self.town)}"


def look_up(code: Code | None) -> OrganisationSummary | None:
    """The organisation that a register knows by this code; None for no code and for one that no register brought.

    Raises `RuleBroken` on `code` for one that is written otherwise, and as `check_may_ask`.
    """
    if code is None:
        return None
    found = find_by_code(code.scheme, checked_code(code.scheme, code.text))
    if found is not None:
        check_may_ask(found)
    return found


def check_may_ask(organisation: OrganisationSummary) -> None:
    """Raises `RuleBroken` for an organisation that is here or invited: with other ways, and no word of its people."""
    if organisation.standing in IS_HERE:
        raise RuleBroken(None, f"{organisation.name} {words.ALREADY}", routes=words.ALREADY_ROUTES)


def list_like(said: Said) -> list[OrganisationSummary]:
    """Those in the directory with the same name in the same town. Raises `RuleBroken` on a field of the description."""
    described = _described(said)
    return list_alike(described.name, described.town)


def resolve(said: Said) -> Named:
    """The organisation that is meant. Raises `RuleBroken` on the field that cannot stand, and as `check_may_ask`."""
    listed = look_up(said.code)
    if listed is not None and said.is_ours:
        return _of_directory(listed)
    described = _described(said)
    chosen = next((each for each in list_alike(described.name, described.town) if each.id == said.one_of), None)
    if chosen is not None:
        check_may_ask(chosen)
        return _of_directory(chosen)
    if said.code is None or listed is not None:
        return described
    return replace(described, scheme=said.code.scheme, code=checked_code(said.code.scheme, said.code.text))


def _described(said: Said) -> Named:
    checked = checked_profile({"name": said.name, "town": said.town, "postcode": said.postcode})
    if said.sector is None:
        raise RuleBroken("sector", "Choose a sector")
    if said.nation is None:
        raise RuleBroken("nation", "Choose a nation")
    if not checked["town"]:
        raise RuleBroken("town", "Enter the town or city that it works from")
    return Named(None, None, "", checked["name"], said.sector, said.nation, checked["town"], checked["postcode"])


def _of_directory(organisation: OrganisationSummary) -> Named:
    return Named(
        organisation.id,
        None,
        "",
        organisation.name,
        organisation.sector,
        organisation.nation,
        organisation.town,
        organisation.postcode,
    )
