"""What was published of a quarter as lines, which page, file and program show alike (U12, B17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from network.core.suppression import Shown, share
from network.incidents.models import PublishedFigure
from network.incidents.queries.people import names_of
from network.incidents.queries.published import Publication
from network.incidents.rules.measures import WENT, Measure, Unit
from network.incidents.rules.measures.published import DUE_TOGETHER, FEW, IN_TIME, LATE, MORE, REST

WHY_HIDDEN: Final = "Not shown, because this number or another one with it could point at somebody"
_PARTS: Final[Mapping[tuple[Measure, str], str]] = {
    (Measure.M1, ""): "Referrals",
    (Measure.M3, ""): "Group sessions",
    (Measure.M4, ""): "Supports that ended",
    (Measure.M4, FEW): "Up to 3 sessions",
    (Measure.M4, MORE): "More than 3 sessions",
    **{
        (measure, part): label
        for measure in (Measure.M5, Measure.D1, Measure.D3)
        for part, label in {
            DUE_TOGETHER: "In time or late",
            IN_TIME: "In time",
            LATE: "Late",
            REST: "Not yet due, or closed before it was due",
        }.items()
    },
    **{(Measure.M8, way): label for way, label in WENT.items()},
}


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One number as it is published; None is *not shown*, whatever it is."""

    measure: Measure
    version: int
    of: str
    """Whose: the whole network's, or that of organisations that are counted together."""
    label: str
    is_year: bool
    value: int | None
    unit: Unit = Unit.COUNT


def lines_of_publication(publication: Publication) -> list[PublishedLine]:
    """Every number of a quarter, and the shares that follow from what is shown of them. One query for the names."""
    ids = {UUID(each) for figure in publication.figures for each in figure.organisation_ids}
    names = names_of(organisations=ids, people=())
    return list(_lines(publication, names))


def _lines(publication: Publication, names: Mapping[UUID | None, str]) -> Iterator[PublishedLine]:
    last_day = publication.quarter.last_day
    together: dict[tuple[Measure, bool], int | None] = {}
    for each in publication.figures:
        if each.part == DUE_TOGETHER:
            together[each.measure, each.is_year] = each.value
        label = _PARTS.get((each.measure, each.part), f"At the end of {last_day.day} {last_day:%B %Y}")
        of = _whose(each, names)
        yield PublishedLine(each.measure, each.version, of, label, each.is_year, each.value)
        whole = together.get((each.measure, each.is_year))
        if each.part == IN_TIME and whole != 0:
            percent = share(Shown(each.value), Shown(whole))
            yield PublishedLine(each.measure, each.version, of, "Share in time", each.is_year, percent, Unit.PERCENT)


def _whose(figure: PublishedFigure, names: Mapping[UUID | None, str]) -> str:
    members = sorted(names.get(UUID(each), "an organisation that has gone") for each in figure.organisation_ids)
    if len(members) < 2:
        return members[0] if members else "The whole network"
    return f"{', '.join(members[:-1])} and {members[-1]}, together"
