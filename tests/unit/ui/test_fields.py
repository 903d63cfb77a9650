from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import Optional

from network.ui.error_summary import ErrorLink, error_list
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    TextareaField,
    TextField,
    TimeOfDayField,
    WholeNumberField,
    choice,
)

ID = UUID("6f1b7f1e-0000-4000-8000-000000000001")


class Session(Form):
    name = TextField("Name", [Answered("Enter a name")])
    words = TextareaField("Words", [Optional()])
    people = WholeNumberField("People", [Answered("Enter how many came")], smallest=1, largest=500)
    held_on = DayMonthYearField("Date", [Answered("Enter the date")])
    starts_at = TimeOfDayField("Start", [Answered("Enter the start time")])
    mode = RadiosField(
        "Mode", [Answered("Choose how")], choices=[choice("room", "In a room"), choice("video", "Video")]
    )
    course = SelectField("Course", [Optional()], choices=[choice(ID, "Tier 1")], coerce=UUID)
    topics = CheckboxesField("Topics", [Optional()], choices=[choice(1, "One"), choice(2, "Two")], coerce=int)
    agreed = SingleCheckboxField("Agreed", [Answered("Tick the box when you have agreed it")])


GOOD = {
    "name": "  Jo \x00  Bloggs ",
    "words": " one\r\ntwo\rthree ",
    "people": "1 2",
    "held_on-day": "27",
    "held_on-month": "March",
    "held_on-year": "2026",
    "starts_at": "9.30",
    "mode": "video",
    "course": str(ID),
    "topics": ["2", "2", "1"],
    "agreed": "y",
}


def sent(**changes: Any) -> Session:
    form = Session(MultiDict({**GOOD, **changes}))
    form.validate()
    return form


def test_what_was_typed_is_read() -> None:
    form = sent()
    assert form.errors == {}
    assert form.data == {
        "name": "Jo Bloggs",
        "words": "one\ntwo\nthree",
        "people": 12,
        "held_on": date(2026, 3, 27),
        "starts_at": time(9, 30),
        "mode": "video",
        "course": ID,
        "topics": [2, 1],
        "agreed": True,
    }


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "  ", "Enter a name"),
        ("people", "lots", "Enter a whole number, like 12"),
        ("people", "1.5", "Enter a whole number, like 12"),
        ("people", "0", "Enter a number from 1 to 500"),
        ("people", "9" * 5000, "Enter a whole number, like 12"),
        ("people", "", "Enter how many came"),
        ("starts_at", "25:00", "Enter a time, like 9:30am or 14:00"),
        ("starts_at", "13pm", "Enter a time, like 9:30am or 14:00"),
        ("starts_at", "9", "Say am or pm as well, like 9am"),
        ("starts_at", "", "Enter the start time"),
        ("mode", "pigeon", "Choose from the list"),
        ("mode", "", "Choose how"),
        ("course", "not-a-uuid", "Choose from the list"),
        ("course", str(UUID(int=1)), "Choose from the list"),
        ("topics", ["1", "9"], "Choose from the list"),
        ("topics", ["one"], "Choose from the list"),
        ("agreed", "", "Tick the box when you have agreed it"),
    ],
)
def test_an_error_says_what_to_do(field: str, typed: Any, message: str) -> None:
    assert sent(**{field: typed}).errors == {field: [message]}


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "anchor"),
    [
        ("", "", "", "Enter the date", "held_on-day"),
        ("27", "3", "", "Add the year, like 27 3 2026", "held_on-year"),
        ("27", "", "", "Add the month and the year, like 27 3 2026", "held_on-month"),
        ("31", "2", "2026", "Enter a real date, like 27 3 2026", "held_on-day"),
        ("27", "3", "26", "Enter all four figures of the year, like 2026", "held_on-year"),
        ("27", "Brumaire", "2026", "Enter a real date, like 27 3 2026", "held_on-day"),
        ("9" * 400, "3", "2026", "Enter a real date, like 27 3 2026", "held_on-day"),
        ("1", "1", "-" + "9" * 400, "Enter a real date, like 27 3 2026", "held_on-day"),
    ],
)
def test_a_date_in_question_leads_to_its_part_and_keeps_what_was_typed(
    day: str, month: str, year: str, message: str, anchor: str
) -> None:
    form = sent(**{"held_on-day": day, "held_on-month": month, "held_on-year": year})
    assert error_list(form) == [ErrorLink(message, anchor)]
    assert form.held_on.typed == {"day": day, "month": month, "year": year}


@given(st.dates())
def test_a_date_reads_as_three_parts_and_as_one(day: date) -> None:
    parts = {"held_on-day": str(day.day), "held_on-month": str(day.month), "held_on-year": f"{day.year:04}"}
    assert sent(**parts).held_on.data == day
    assert sent(held_on=day.isoformat()).held_on.data == day


@given(st.text())
def test_no_text_breaks_a_field(text: str) -> None:
    form = Session(MultiDict(dict.fromkeys([*GOOD, "held_on"], text)))
    form.validate()
    for field in form:
        field()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30am", time(9, 30)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("14:00", time(14)),
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("9:30 a.m.", time(9, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12 noon", time(12)),
    ],
)
def test_times_as_people_type_them(typed: str, read: time) -> None:
    assert sent(starts_at=typed).starts_at.data == read


def test_nothing_is_chosen_beforehand() -> None:
    """U18"""
    assert " checked" not in "".join(str(field()) for field in Session())
    assert " selected" not in Session().course()


def test_a_form_opened_on_what_is_there_shows_it() -> None:
    form = Session(data={"held_on": date(2026, 3, 7), "starts_at": time(9, 30), "topics": [2], "mode": "room"})
    assert form.held_on.typed == {"day": "7", "month": "3", "year": "2026"}
    assert 'value="9:30am"' in form.starts_at()
    assert form.topics().count(" checked") == 1
    assert form.mode().count(" checked") == 1


def test_a_date_that_was_emptied_is_empty() -> None:
    """What the form was opened with does not come back in place of what was sent."""
    emptied = {"held_on-day": "", "held_on-month": "", "held_on-year": ""}
    form = Session(MultiDict({**GOOD, **emptied}), data={"held_on": date(2026, 3, 27)})
    assert not form.validate()
    assert form.errors == {"held_on": ["Enter the date"]}
    opened = Session(data={"held_on": date(2026, 3, 27)})
    assert opened.held_on.typed == {"day": "27", "month": "3", "year": "2026"}
