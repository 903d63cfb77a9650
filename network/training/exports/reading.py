"""From a file to its claims: one look over the whole of it, then row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import BinaryIO, Final

from network.core.tabular import Limits, Row, read_rows, read_sheets
from network.core.text import as_it_was, one_line
from network.training.exports.claims import Choices, Claim, Field, Question
from network.training.exports.days import DayOrder, EitherWay, Evidence, read_day
from network.training.exports.people import PEOPLE_SAID, Person, Unclear, check_learner, person_reader
from network.training.exports.recognition import Layout, Recognised, find_layout, is_section_title
from network.training.exports.statuses import is_done

LIMITS: Final = Limits(size=200_000_000, rows=2_000_000)
"""A file of completions may be long; it is read as it streams."""
MOST_COURSES: Final = 300
LONGEST_COURSE: Final = 300

Source = bytes | BinaryIO


def recognise(source: Source, choices: Choices, *, course_is_given: bool) -> Recognised:
    """Which system wrote a file, how many rows it has, and what is to be asked. Reads all of it, and keeps little.

    `course_is_given` says that somebody named the course that the file is about. Raises TableUnreadable, and
    RuleBroken on `learner`.
    """
    layout = find_layout(read_sheets(source, LIMITS), choices)
    check_learner(layout, choices)
    evidence, courses, rows = Evidence(), Counter[str](), 0
    day_places = _day_places(layout)
    name_course = _course_reader(layout)
    for row in read_rows(source, LIMITS, layout.sheet):
        if row.number < layout.heading_row:
            for cell in row.cells[1:]:
                evidence.add_above(cell)
    for row in _table_rows(source, layout):
        rows += 1
        for place in day_places:
            if place < len(row.cells):
                evidence.add(row.cells[place])
        course = name_course(row.cells)
        if course and (course in courses or len(courses) < MOST_COURSES):
            courses[course] += 1
    order = choices.dates or evidence.order
    questions = _questions(layout, choices, courses, course_is_given=course_is_given)
    if evidence.is_open and choices.dates is None:
        questions.append(_which_order(f"“{evidence.example}” can be read either way."))
    elif evidence.is_against(choices.dates):
        questions.append(_which_order(f"“{evidence.clear}” is not as was answered: change the answer, or that day."))
    return Recognised(layout, rows, dict(courses), order, tuple(questions))


def _which_order(why: str) -> Question:
    return Question(
        "dates",
        f"Does this file write the day first, or the month? {why}",
        tuple(order.value for order in DayOrder),
    )


def _questions(layout: Layout, choices: Choices, courses: Counter[str], *, course_is_given: bool) -> list[Question]:
    questions = []
    if not layout.has(*PEOPLE_SAID):
        if layout.system.key == "esr" and not choices.learner:
            questions.append(
                Question("person", "Whose record is this? The file does not say. Give their e-mail or staff number.")
            )
        elif not choices.learner:
            headings = tuple(filter(None, (one_line(heading) for heading in layout.headings)))
            questions.append(Question("columns", "Which column says who the people are?", headings))
    has_day = layout.has(Field.COMPLETED_ON) or layout.activities
    if not has_day and choices.held_on is None:
        questions.append(Question("day", "On which day was it? The file does not say."))
    if not course_is_given and not layout.has(Field.COURSE, Field.COURSE_CODE):
        questions.append(
            Question("course", "Which course is this? The file does not say. Choose one of the catalogue.")
        )
    if course_is_given and len(courses) > 1 and not choices.called:
        asks = f"The file has {len(courses)} courses. Which of them is the course that you chose?"
        questions.append(Question("called", asks, tuple(sorted(courses))))
    return questions


def read_claims(source: Source, recognised: Recognised, choices: Choices, today: date) -> Iterator[Claim]:
    """One claim for each row, as the file streams. A row that cannot be taken says why and what to do.

    A course that is not the one that was asked for (`choices.called`) makes no claim. Raises TableUnreadable.
    """
    layout = recognised.layout
    reader = _claim_reader(layout, recognised.order, choices, today)
    for row in _table_rows(source, layout):
        yield reader(row)


def _table_rows(source: Source, layout: Layout) -> Iterator[Row]:
    """The rows under the headings, to the end of the table."""
    width = len(layout.headings)
    status = layout.places.get(Field.STATUS, ())
    for row in read_rows(source, LIMITS, layout.sheet):
        if row.number <= layout.heading_row:
            continue
        if layout.system.is_one_of_several and is_section_title(row):
            return
        if row.cells[:width] == layout.headings:
            continue  # several reports, one under the other
        cells = row.cells if len(row.cells) >= width else row.cells + ("",) * (width - len(row.cells))
        if layout.came_back:
            cells = tuple(map(as_it_was, cells))
        if status and not layout.system.takes(cells[status[0]]):
            continue
        yield Row(row.number, cells)


def _day_places(layout: Layout) -> tuple[int, ...]:
    return tuple(activity.day for activity in layout.activities) or layout.days


def _course_reader(layout: Layout) -> Callable[[Sequence[str]], str]:
    """What the file calls the course of a row: its code, else its title."""
    places = (*layout.places.get(Field.COURSE_CODE, ()), *layout.places.get(Field.COURSE, ()))
    course_of = layout.system.course_of

    named: dict[str, str] = {}

    def read(cells: Sequence[str]) -> str:
        written = next((cells[place] for place in places if cells[place].strip()), "")
        if written not in named:
            if len(named) > MOST_COURSES:
                named.clear()
            named[written] = one_line(course_of(written))[:LONGEST_COURSE]
        return named[written]

    return read if places else lambda _cells: ""


def _claim_reader(layout: Layout, order: DayOrder | None, choices: Choices, today: date) -> Callable[[Row], Claim]:
    read_person = person_reader(layout, choices)
    name_course = _course_reader(layout)
    name_department = _text_reader(layout, Field.DEPARTMENT)
    reached = _reached_reader(layout, order, choices, today)

    def read(row: Row) -> Claim:
        try:
            person: Person = read_person(row.cells)
            day = reached(row.cells)
        except Unclear as unclear:
            return Claim(row.number, course=name_course(row.cells), problem=str(unclear))
        return Claim(
            row.number,
            person.name,
            person.email,
            person.staff_number,
            name_course(row.cells),
            day,
            name_department(row.cells),
        )

    return read


def _text_reader(layout: Layout, of: Field) -> Callable[[Sequence[str]], str]:
    places = layout.places.get(of, ())
    return (lambda cells: one_line(cells[places[0]])) if places else (lambda _cells: "")


def _reached_reader(
    layout: Layout, order: DayOrder | None, choices: Choices, today: date
) -> Callable[[Sequence[str]], date | None]:
    """The day on which a row says that the course was completed; None where it says that it was not."""
    days: dict[str, date | None] = {}

    def day_of(text: str) -> date | None:
        if text not in days:
            if len(days) > _MOST_DAYS:
                days.clear()
            days[text] = _checked_day(text, order, today)
        return days[text]

    if layout.activities:
        return partial(_all_reached, _wanted(layout, choices), day_of)
    return partial(_reached, layout, layout.days, choices.held_on, day_of)


_MOST_DAYS: Final = 5_000
_NO_DAY: Final = frozenset({"", "-", "--", "–", "n/a", "na", "none", "not completed", "not complete"})


def _wanted(layout: Layout, choices: Choices) -> tuple[tuple[int, int], ...]:
    chosen = [each for each in layout.activities if each.name == choices.called] or layout.activities
    return tuple((each.status, each.day) for each in chosen)


def _all_reached(
    places: tuple[tuple[int, int], ...], day_of: Callable[[str], date | None], cells: Sequence[str]
) -> date | None:
    """The day on which the last of the activities was reached; None where one was not."""
    last: date | None = None
    for status, day in places:
        if not _says_done(cells[status]):
            return None
        reached = day_of(cells[day])
        if reached is None:
            raise Unclear(f"It says “{one_line(cells[status])[:60]}” and no day. Add the day.")
        last = reached if last is None else max(last, reached)
    return last


def _says_done(status: str) -> bool:
    done = is_done(status)
    if done is None:
        shown = one_line(status)[:60]
        raise Unclear(f"We do not know what “{shown}” means. Write Completed or Not completed.")
    return done


def _reached(
    layout: Layout,
    days: tuple[int, ...],
    held_on: date | None,
    day_of: Callable[[str], date | None],
    cells: Sequence[str],
) -> date | None:
    status = layout.places.get(Field.STATUS, ())
    if status and not _says_done(cells[status[0]]):
        return None
    is_done_by_word = False
    for place in days:
        try:
            reached = day_of(cells[place])
        except Unclear:
            done = is_done(cells[place])
            if done is None:
                raise
            if not done:
                return None
            is_done_by_word = True
            continue
        if reached is not None:
            return reached
        if not (is_done_by_word or layout.system.is_of_completions):
            break  # an empty day says that it is not complete, whatever other day stands beside it
    if held_on is not None:
        return held_on
    if status or is_done_by_word or layout.system.is_of_completions:
        raise Unclear("There is no day on which it was completed. Add the day.")
    return None


def _checked_day(text: str, order: DayOrder | None, today: date) -> date | None:
    """The day in a cell, None for an empty one. Raises Unclear for what is none, or cannot have been."""
    if text.strip().lower() in _NO_DAY:
        return None
    read = read_day(text)
    if isinstance(read, EitherWay):
        read = read.read(order) if order is not None else None
    if read is None:
        raise Unclear(f"We cannot read “{one_line(text)[:60]}” as a day. Write it like 24/01/2027.")
    if read > today:
        raise Unclear(f"The day “{one_line(text)[:60]}” is still to come. Check the year.")
    if read.year < _EARLIEST_YEAR:
        raise Unclear(f"Check the year of “{one_line(text)[:60]}”.")
    return read


_EARLIEST_YEAR: Final = 1990
