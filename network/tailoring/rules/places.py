"""Whether two people mean the same place, as far as plain words and postcodes tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

ANYWHERE: Final = "anywhere"
_OUTWARD: Final = re.compile(r"([A-Z]{1,2})[0-9][0-9A-Z]?")
_WHOLE: Final = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)[0-9][A-Z]{2}")


def fold(place: str) -> str:
    """A place in one spelling: capitals, hyphens and punctuation make no difference."""
    return " ".join("".join(each if each.isalnum() else " " for each in place.casefold()).split())


def outward_of(postcode: str) -> str:
    """The first half of a postcode, `TN23`, of all of it or of that half; empty for anything else."""
    tight = "".join(postcode.split()).upper()
    whole = _WHOLE.fullmatch(tight)
    if whole:
        return whole[1]
    return tight if _OUTWARD.fullmatch(tight) else ""


def can_reach(places: Iterable[str], town: str, postcode: str) -> bool:
    """Whether one of the places that somebody named is this town, the first half of its postcode, or its letters."""
    outward = outward_of(postcode)
    area = _OUTWARD.fullmatch(outward)
    wanted = {fold(town), fold(outward), fold(area[1]) if area else "", ANYWHERE} - {""}
    return any(fold(place) in wanted or (outward and outward_of(place) == outward) for place in places)
