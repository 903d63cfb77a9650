"""What somebody may say of the training that they can give. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.months import months_after
from network.core.text import one_line
from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.rules.places import fold
from network.training.vocabulary import Mode

MOST_A_QUARTER: Final = 60
MOST_PLACES: Final = 20
LONGEST_PLACE: Final = 80
LONGEST_EXPERIENCE: Final = 300
YEARS_AHEAD: Final = 5

LABELS: Final = {
    "courses": "Courses",
    "sectors": "Kinds of organisation",
    "places": "Places",
    "modes": "How",
    "weekdays": "Days of the week",
    "from_on": "From",
    "until_on": "Until",
    "most_a_quarter": "Sessions in three months",
    "for_others": "For other partners too",
    "experience": "Experience",
}
"""Each part of an offer in the words of whoever keeps it."""


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """What somebody says that they can give."""

    courses: tuple[UUID, ...]
    sectors: tuple[Sector, ...]
    places: tuple[str, ...]
    modes: tuple[Mode, ...]
    weekdays: tuple[Weekday, ...]
    from_on: date | None
    until_on: date | None
    most_a_quarter: int
    for_others: bool
    experience: str = ""


def checked_offer(
    draft: OfferDraft, givable: Collection[UUID], today: date, before: Collection[UUID] = ()
) -> OfferDraft:
    """An offer, tidied. Raises RuleBroken on the field to mend.

    `givable` are the courses that their role may give. What the offer named `before` may stay, though the course has
    closed since.
    """
    if not draft.courses:
        raise RuleBroken("courses", "Choose at least one course")
    if not set(draft.courses) <= {*givable, *before}:
        raise RuleBroken("courses", "Choose courses from the list")
    if not draft.modes:
        raise RuleBroken("modes", "Choose how you can give it")
    if not draft.weekdays:
        raise RuleBroken("weekdays", "Choose at least one day of the week")
    if not 1 <= draft.most_a_quarter <= MOST_A_QUARTER:
        raise RuleBroken("most_a_quarter", f"Enter a number from 1 to {MOST_A_QUARTER}")
    _check_days(draft.from_on, draft.until_on, today)
    experience = one_line(draft.experience)
    if len(experience) > LONGEST_EXPERIENCE:
        raise RuleBroken("experience", f"Use {LONGEST_EXPERIENCE} characters or fewer; this has {len(experience):,}")
    return replace(
        draft,
        courses=tuple(dict.fromkeys(draft.courses)),
        sectors=tuple(each for each in Sector if each in draft.sectors),
        places=checked_places(draft.places),
        modes=tuple(each for each in Mode if each in draft.modes),
        weekdays=tuple(sorted(set(draft.weekdays))),
        experience=experience,
    )


def checked_places(places: Iterable[str]) -> tuple[str, ...]:
    """Places, each once, in the spelling in which they came. RuleBroken names `places`."""
    tidy: dict[str, str] = {}
    for place in map(one_line, places):
        if fold(place):
            tidy.setdefault(fold(place), place)
    if len(tidy) > MOST_PLACES:
        raise RuleBroken("places", f"Name {MOST_PLACES} places at most. A postcode area, like TN, stands for many")
    if any(len(place) > LONGEST_PLACE for place in tidy.values()):
        raise RuleBroken("places", f"Keep each place to {LONGEST_PLACE} characters, one on each line")
    return tuple(tidy.values())


def _check_days(from_on: date | None, until_on: date | None, today: date) -> None:
    last = months_after(today, 12 * YEARS_AHEAD)
    for field, day in (("from_on", from_on), ("until_on", until_on)):
        if day is not None and not date(2000, 1, 1) <= day <= last:
            raise RuleBroken(field, f"Check the year: a day within {YEARS_AHEAD} years can be entered")
    if until_on is not None and until_on < today:
        raise RuleBroken("until_on", "Enter a day that is still to come, or leave it empty")
    if from_on is not None and until_on is not None and until_on < from_on:
        raise RuleBroken("until_on", "Enter a day on or after the first")
