"""What is published of a quarter: which counts, in which sums, and what everybody knows to be equal (B17).

Counts of one organisation are M1 and M6 alone; every other count is the whole network's, because nothing is broken
down twice at once. M2 and M7 are never there: a therapist is a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from network.core.suppression import Cell, Figure, Quarter, Relation, figure_of, year_to
from network.incidents.rules.due import Due
from network.incidents.rules.measures.counted import count_group_sessions, count_referrals, exits, is_active, lengths
from network.incidents.rules.measures.definitions import Measure
from network.incidents.rules.measures.facts import CaseFacts, Period
from network.incidents.rules.measures.lines import WENT
from network.incidents.rules.measures.on_time import on_time
from network.incidents.rules.sessions import SESSIONS_BEFORE_REVIEW

SETTLES: Final = timedelta(days=15)
"""How long after its last day a quarter is published: by then its last meetings were due, Christmas or not."""
NETWORK: Final = "network"
IN_TIME, LATE, REST = "in-time", "late", "rest"
FEW, MORE = "few", "more"
WHOLE: Final = ""
_CLOSED, _BACK, _ENDED, _OTHERWISE = "closed", "back", "ended", "otherwise"
_TIMED: Final = {Measure.M5: Due.MEETING_TARGET, Measure.D1: Due.MEETING_LIMIT, Measure.D3: Due.MANAGER_CONTACT}
DUE_TOGETHER: Final = "due"
DUE: Final = (IN_TIME, LATE)
"""Parts that a share is of: those of which it is known whether they were in time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A figure to be published, and what it means."""

    measure: Measure
    part: str
    """Empty for a whole; of what was timed, `DUE_TOGETHER` is in time and late."""
    subject: tuple[str, ...]
    """The organisations that are counted together; empty for the whole network."""
    is_year: bool
    figure: Figure


def last_settled(now: datetime, quarter: Quarter) -> Quarter:
    """The latest quarter that can be published on the day of `now`, which lies in `quarter`."""
    last = quarter.after(-1)
    return last if now.date() >= last.last_day + SETTLES else last.after(-1)


def count(
    cases: Mapping[str, Sequence[CaseFacts]],
    groups: Sequence[datetime],
    quarter: Quarter,
    known: Mapping[Cell, int],
    now: datetime,
) -> dict[Cell, int]:
    """The cells of a quarter that are not known yet, of organisations and of the network, in people.

    `groups` are the instants of the group sessions that were held.
    """
    period, everybody = Period.of_quarter(quarter), [case for each in cases.values() for case in each]
    counts: dict[Cell, int] = {}
    for name, own in cases.items():
        before = Cell(name, Measure.M6, WHOLE, quarter.after(-1))
        open_before = known.get(before, sum(is_active(case, before.quarter.last_day) for case in own))
        sent, still_open = count_referrals(own, period), sum(is_active(case, quarter.last_day) for case in own)
        gone = open_before + sent - still_open
        counts |= {
            before: open_before,
            Cell(name, Measure.M1, WHOLE, quarter): sent,
            Cell(name, Measure.M6, WHOLE, quarter): still_open,
            Cell(name, _CLOSED, WHOLE, quarter): max(gone, 0),
            Cell(name, _BACK, WHOLE, quarter): max(-gone, 0),
        }
    closed = sum(number for cell, number in counts.items() if cell.measure == _CLOSED)
    counts[Cell(NETWORK, Measure.M3, WHOLE, quarter)] = count_group_sessions(groups, period)
    counts |= {Cell(NETWORK, *part, quarter): number for part, number in _split(everybody, period, closed, now)}
    return {cell: number for cell, number in counts.items() if cell not in known}


def _split(
    cases: Sequence[CaseFacts], period: Period, closed: int, now: datetime
) -> Iterator[tuple[tuple[str, str], int]]:
    sent = count_referrals(cases, period)
    for measure, due in _TIMED.items():
        timed = on_time(cases, period, due, now)
        yield (measure, IN_TIME), timed.in_time
        yield (measure, LATE), timed.late
        yield (measure, REST), sent - timed.due
    length, went = lengths(cases, period), exits(cases, period)
    few = sum(number for held, number in length.by_sessions.items() if held <= SESSIONS_BEFORE_REVIEW)
    yield (Measure.M4, FEW), few
    yield (Measure.M4, MORE), length.supports - few
    for way in WENT:
        yield (Measure.M8, way), went[way]
    # What ended and is open again was counted as closed in neither, or in both: that is made up for here.
    yield (_ENDED, _OTHERWISE), max(closed - length.supports, 0)
    yield (_ENDED, _BACK), max(length.supports - closed, 0)


def relations(counts: Mapping[Cell, int], quarter: Quarter) -> list[Relation]:
    """What everybody knows of a quarter's cells: parts are their whole, and who is open was open or came (M6)."""
    names = sorted({cell.subject for cell in counts if cell.quarter == quarter} - {NETWORK})
    sent = _of(names, Measure.M1, quarter)
    found = [Relation(sent, _parts(measure, (*DUE, REST), quarter)) for measure in _TIMED]
    ended = _parts(Measure.M4, (FEW, MORE), quarter)
    found.append(Relation(ended, _parts(Measure.M8, tuple(WENT), quarter)))
    out, back = Cell(NETWORK, _ENDED, _OTHERWISE, quarter), Cell(NETWORK, _ENDED, _BACK, quarter)
    found.append(Relation((*_of(names, _CLOSED, quarter), back), (*ended, out)))
    for name in names:
        came = [Cell(name, each, WHOLE, quarter) for each in (Measure.M1, _BACK)]
        stayed = [Cell(name, each, WHOLE, quarter) for each in (Measure.M6, _CLOSED)]
        found.append(Relation((Cell(name, Measure.M6, WHOLE, quarter.after(-1)), *came), tuple(stayed)))
    return found


def plan(
    quarter: Quarter, clusters: Collection[tuple[str, ...]], known: Collection[Cell], said: Collection[Figure]
) -> list[Planned]:
    """All figures of a quarter and of the twelve months to its end, the network's whole first.

    A year is there once all its quarters are, and of a cluster once it was counted together in all of them: the year
    of who left a cluster would tell of those who stayed. `said` is what was said before.
    """
    names = sorted({name for cluster in clusters for name in cluster})
    periods = [(False, (quarter,)), (True, year_to(quarter))]
    planned: list[Planned] = []
    for is_year, quarters in periods:
        wholes = _members(known, Measure.M1, quarters)
        if _quarters(wholes) == set(quarters):
            planned += _of_network(quarter, quarters, wholes, is_year=is_year)
        groups = _members(known, Measure.M3, quarters)
        if _quarters(groups) == set(quarters):
            planned.append(_figure(Measure.M3, WHOLE, (), quarter, groups, is_year=is_year))
    planned.append(_figure(Measure.M6, WHOLE, (), quarter, _of(names, Measure.M6, quarter), is_year=False))
    for cluster in clusters if len(clusters) > 1 else ():
        planned += _of_cluster(cluster, quarter, said)
    return planned


def _of_network(
    quarter: Quarter, quarters: tuple[Quarter, ...], wholes: tuple[Cell, ...], *, is_year: bool
) -> Iterator[Planned]:
    sent = _figure(Measure.M1, WHOLE, (), quarter, wholes, is_year=is_year)
    ended = _network(Measure.M4, WHOLE, (FEW, MORE), quarters, is_year=is_year)
    yield sent
    yield ended
    for measure in _TIMED:
        due = _network(measure, DUE_TOGETHER, DUE, quarters, sent.figure, is_year=is_year)
        yield due
        yield _network(measure, REST, (REST,), quarters, sent.figure, is_year=is_year)
        for part in DUE:
            yield _network(measure, part, (part,), quarters, due.figure, is_year=is_year)
    for part in (FEW, MORE):
        yield _network(Measure.M4, part, (part,), quarters, ended.figure, is_year=is_year)
    for way in WENT:
        yield _network(Measure.M8, way, (way,), quarters, ended.figure, is_year=is_year)


def _of_cluster(cluster: tuple[str, ...], quarter: Quarter, said: Collection[Figure]) -> Iterator[Planned]:
    sent = [_sent_by(cluster, each) for each in year_to(quarter)]
    yield sent[-1]
    yield _figure(Measure.M6, WHOLE, cluster, quarter, _of(cluster, Measure.M6, quarter), is_year=False)
    if all(each.figure in said for each in sent[:-1]):
        year = tuple(cell for each in sent for cell in each.figure.cells)
        yield _figure(Measure.M1, WHOLE, cluster, quarter, year, is_year=True)


def _sent_by(cluster: tuple[str, ...], quarter: Quarter) -> Planned:
    return _figure(Measure.M1, WHOLE, cluster, quarter, _of(cluster, Measure.M1, quarter), is_year=False)


def protect(
    quarter: Quarter, clusters: Collection[tuple[str, ...]], earlier: Collection[tuple[str, ...]]
) -> list[Figure]:
    """Figures that are never said, of members of clusters that are new where some of them were counted otherwise."""
    before = {name for cluster in earlier for name in cluster}
    changed = [each for each in clusters if len(each) > 1 and each not in earlier and not before.isdisjoint(each)]
    return [
        Figure(_name(measure, WHOLE, (name,), quarter, is_year=False), _of((name,), measure, quarter))
        for cluster in changed
        for name in cluster
        for measure in (Measure.M1, Measure.M6)
    ]


def _network(
    measure: Measure,
    part: str,
    parts: tuple[str, ...],
    quarters: tuple[Quarter, ...],
    whole: Figure | None = None,
    *,
    is_year: bool,
) -> Planned:
    name = _name(measure, part, (), quarters[-1], is_year=is_year)
    figure = figure_of(name, [NETWORK], measure, quarters, parts, whole)
    return Planned(measure, part, (), is_year, figure)


def _figure(
    measure: Measure, part: str, subject: tuple[str, ...], quarter: Quarter, cells: tuple[Cell, ...], *, is_year: bool
) -> Planned:
    figure = Figure(_name(measure, part, subject, quarter, is_year=is_year), cells)
    return Planned(measure, part, subject, is_year, figure)


def _name(measure: Measure, part: str, subject: tuple[str, ...], quarter: Quarter, *, is_year: bool) -> str:
    period = "year to" if is_year else "quarter"
    return f"{measure} {part} of {'+'.join(subject) or NETWORK}, {period} {quarter.year}-{quarter.number}"


def _of(names: Collection[str], measure: str, quarter: Quarter) -> tuple[Cell, ...]:
    return tuple(Cell(name, measure, WHOLE, quarter) for name in names)


def _parts(measure: str, parts: tuple[str, ...], quarter: Quarter) -> tuple[Cell, ...]:
    return tuple(Cell(NETWORK, measure, part, quarter) for part in parts)


def _members(known: Collection[Cell], measure: str, quarters: tuple[Quarter, ...]) -> tuple[Cell, ...]:
    return tuple(cell for cell in sorted(known) if cell.measure == measure and cell.quarter in quarters)


def _quarters(cells: Collection[Cell]) -> set[Quarter]:
    return {cell.quarter for cell in cells}
