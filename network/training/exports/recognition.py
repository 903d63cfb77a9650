"""Finding the headings in a file, and knowing by them who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from network.core.tabular import Row, Sheet, TableUnreadable
from network.training.exports.claims import Choices, Field, Question
from network.training.exports.days import DayOrder, read_day
from network.training.exports.headings import plain, plain_all
from network.training.exports.known import OTHER, SYSTEMS
from network.training.exports.systems import PEOPLE, System

MOST_ROWS_ABOVE: Final = 60
"""How far down the headings may stand: reports put a block of facts above them."""
WHAT_TO_DO: Final = "What to do"
"""The column that we add to rows that come back to be mended; it is no part of the file."""
_SECTION = re.compile(r"(?:\d+\s*[.)]\s*)?[a-z][a-z -]{2,60}$")
_PERSONAL: Final = frozenset(chain.from_iterable(PEOPLE.values()))
_PROGRESS = System("moodle", "Moodle, activity completion", (), {}, begins_blank=True)

Places = Mapping[Field, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of Moodle's progress report: two columns, the status and when it was reached."""

    name: str
    status: int
    day: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a file the table stands, and which of its columns says what."""

    system: System
    heading_row: int
    headings: tuple[str, ...]
    """As written."""
    places: Places
    """The columns of each field; of several the first that holds anything counts."""
    activities: tuple[Activity, ...] = ()
    sheet: int = 0
    """Which sheet of a workbook it stands on, of those that hold anything."""
    came_back: bool = False
    """Whether these are rows that we gave back to be mended."""

    @property
    def days(self) -> tuple[int, ...]:
        """The columns that can hold the day. Beside one called *Completed*, which may say yes or no, any other can."""
        places = self.places.get(Field.COMPLETED_ON, ())
        is_any = self.system.is_of_completions or (places and plain(self.headings[places[0]]).startswith("completed"))
        return places if is_any else places[:1]

    def is_of_people(self) -> bool:
        """Whether it says who somebody is."""
        return self.has(*PEOPLE)

    def is_of_training(self) -> bool:
        """Whether it says who somebody is, or whose system wrote it, and what they did."""
        trained = self.has(Field.COURSE, Field.COURSE_CODE, Field.COMPLETED_ON, Field.STATUS) or self.activities
        return bool(trained) and (self.is_of_people() or self.system is not OTHER)

    def has(self, *fields: Field) -> bool:
        """Whether the file has a column for any of these."""
        return any(self.places.get(each) for each in fields)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a look at the whole file found."""

    layout: Layout
    rows: int
    courses: Mapping[str, int]
    """What the file calls its courses, and in how many rows; the first few hundred."""
    order: DayOrder | None
    questions: tuple[Question, ...]

    @property
    def system(self) -> str:
        """The system in a word: *moodle*; *other* for any table."""
        return self.layout.system.key

    def asks(self, about: str) -> bool:
        """Whether this is still to be answered."""
        return any(question.about == about for question in self.questions)

    @property
    def parts(self) -> list[str]:
        """What of the file can be chosen: its activities, or its courses."""
        return [activity.name for activity in self.layout.activities] or sorted(self.courses)

    @property
    def label(self) -> str:
        """The system and its report, as people read it."""
        return self.layout.system.label


def find_layout(sheets: Iterable[Sheet], choices: Choices) -> Layout:
    """Where the table stands in a file: of several sheets, the one that says who trained. Raises TableUnreadable."""
    found = [(sheet.name, number, list(islice(sheet.rows, MOST_ROWS_ABOVE))) for number, sheet in enumerate(sheets)]
    if len(found) < 2:
        return _layout_of(found[0][2] if found else [], choices)
    layouts = {name: layout for name, number, rows in found if (layout := _layout_on(number, rows, choices))}
    for is_it in (Layout.is_of_training, Layout.is_of_people):
        fitting = {name: layout for name, layout in layouts.items() if is_it(layout)}
        if len(fitting) > 1:
            names = ", ".join(f"“{name}”" for name in fitting)
            raise TableUnreadable(
                f"People stand on several sheets: {names}. Save each sheet as a file of its own, and send them "
                "one after the other."
            )
        if fitting:
            return next(iter(fitting.values()))
    return next(iter(layouts.values()), None) or _layout_of(found[0][2], choices)


def _layout_on(number: int, rows: list[Row], choices: Choices) -> Layout | None:
    try:
        return replace(_layout_of(rows, choices), sheet=number)
    except TableUnreadable:
        if choices.columns:
            return None  # they are named on another sheet, or on none
        raise


def _layout_of(rows: Sequence[Row], choices: Choices) -> Layout:
    looked_at = [_as_sent_first(row) for row in rows]
    came_back = {row.number for row in rows if _is_ours(row)}
    if not looked_at:
        raise TableUnreadable("The file is empty. Send a file with headings in its first row.")
    named = {each: plain(heading) for each, heading in choices.columns.items()}
    layout = _known(looked_at) or _other(looked_at)
    if named:
        layout = _as_named(layout, looked_at, named, choices)
    if layout.system.refuses:
        raise TableUnreadable(layout.system.refuses)
    return replace(layout, came_back=layout.heading_row in came_back)


def _as_sent_first(row: Row) -> Row:
    return Row(row.number, row.cells[:-1]) if _is_ours(row) else row


def _is_ours(row: Row) -> bool:
    return bool(row.cells) and plain(row.cells[-1]) == plain(WHAT_TO_DO)


def _known(rows: Sequence[Row]) -> Layout | None:
    for row in rows:
        headings = plain_all(row.cells)
        activities = _activities(headings, row.cells)
        if activities and _are_people(headings[1 : activities[0].status]):
            return _progress(row, headings, activities)
        for system in SYSTEMS:
            if system.is_written_under(headings):
                return Layout(system, row.number, row.cells, _places(system, headings))
    return None


def is_section_title(row: Row) -> bool:
    """Whether a row is the title of a part of a report that holds several: one cell alone, like *2. Participants*."""
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 1 and bool(row.cells[0].strip()) and bool(_SECTION.match(plain(filled[0])))


def _activities(headings: Sequence[str], written: Sequence[str]) -> tuple[Activity, ...]:
    """The activities of Moodle's progress report, from its headings: empty where it is another file.

    The first heading is empty, then come the fields that the site shows, then two columns for each activity: its
    name, and nothing or the day by which it is expected.
    """
    if len(headings) < 3 or headings[0] or not headings[1]:
        return ()
    found: list[Activity] = []
    at = len(headings) - 1
    while at > 1 and not headings[at] and _is_expected_by(headings[at - 1]):
        at -= 1  # a spreadsheet that saved the file anew may have added empty columns
    while at >= 2 and _is_expected_by(headings[at]):
        found.append(Activity(written[at - 1].strip(), at - 1, at))
        at -= 2
    return tuple(reversed(found))


def _are_people(headings: Sequence[str]) -> bool:
    """Whether these are the fields of people that a site shows, and not a row about somebody without a number."""
    return not headings or not _PERSONAL.isdisjoint(headings)


def _is_expected_by(heading: str) -> bool:
    return not heading or read_day(heading) is not None


def _progress(row: Row, headings: tuple[str, ...], activities: tuple[Activity, ...]) -> Layout:
    people = headings[: activities[0].status]
    places = {**_places(_PROGRESS, people), Field.NAME: (0,)}
    return Layout(_PROGRESS, row.number, row.cells, places, activities)


def _places(system: System, headings: Sequence[str]) -> dict[Field, tuple[int, ...]]:
    return {each: system.columns_of(each, headings) for each in Field}


def _other(rows: Sequence[Row]) -> Layout:
    """Any table: the headings are the row of which most cells are known, the first of several alike."""
    known = set(chain.from_iterable(OTHER.columns.values()))
    row = max(rows, key=lambda each: len(known.intersection(plain_all(each.cells))))
    places = _places(OTHER, plain_all(row.cells))
    if not any(places[each] for each in PEOPLE):
        row = rows[0]
        places = _places(OTHER, plain_all(row.cells))
    return Layout(OTHER, row.number, row.cells, places)


def _as_named(layout: Layout, rows: Sequence[Row], named: Mapping[Field, str], choices: Choices) -> Layout:
    """The layout in which somebody has said which column is which; what they did not say is read as before."""
    wanted = set(named.values())
    is_of_activities = layout.activities and not named.keys().isdisjoint({Field.COMPLETED_ON, Field.STATUS})
    if is_of_activities or not wanted <= set(plain_all(layout.headings)):
        row = next((row for row in rows if wanted <= set(plain_all(row.cells))), None)
        if row is None:
            said = ", ".join(f"“{heading}”" for heading in choices.columns.values())
            raise TableUnreadable(f"The file has no row of headings with {said}. Choose from the headings it has.")
        layout = Layout(OTHER, row.number, row.cells, _places(OTHER, plain_all(row.cells)))
    headings = plain_all(layout.headings)
    said_at = {each: (headings.index(heading),) for each, heading in named.items()}
    taken = set(chain.from_iterable(said_at.values()))
    others = {each: tuple(place for place in places if place not in taken) for each, places in layout.places.items()}
    return replace(layout, places={**others, **said_at})
