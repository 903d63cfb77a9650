"""Days and times of day, as people type them."""

import re
from datetime import date, time
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from network.ui.fields.question import Question
from network.ui.filters import as_time
from network.ui.widgets import DateWidget, TextWidget

PARTS = ("day", "month", "year")
REAL_DATE = "Enter a real date, like 27 3 2026"
TIME_OF_DAY = "Enter a time, like 9:30am or 14:00"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)


class UnreadableDateError(ValueError):
    """What to do about a date, and the parts that it is about."""

    def __init__(self, message: str, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__(message)
        self.parts = parts


def read_date(day: str, month: str, year: str) -> date:
    """A date from three typed parts; the month may be a word. UnreadableDateError says what to do (U24)."""
    typed = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    absent = tuple(part for part in PARTS if not typed[part])
    if absent:
        raise UnreadableDateError(f"Add the {' and the '.join(absent)}, like 27 3 2026", absent)
    if typed["year"].isdecimal() and len(typed["year"]) != 4:
        raise UnreadableDateError("Enter all four figures of the year, like 2026", ("year",))
    try:
        return date(int(typed["year"]), _month_number(typed["month"]), int(typed["day"]))
    except (ValueError, OverflowError) as unreal:
        raise UnreadableDateError(REAL_DATE) from unreal


def _month_number(typed: str) -> int:
    word = typed[:3].lower()
    return _MONTHS.index(word) + 1 if word in _MONTHS else int(typed)


def read_time(typed: str) -> time:
    """A time of day from 9:30am, 9.30, 0930, 14:00, 2pm. ValueError says what to do (U24)."""
    match = _TIME.fullmatch(typed.strip().lower().replace(".m.", "m").replace("noon", "pm"))
    if match is None:
        raise ValueError(TIME_OF_DAY)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(TIME_OF_DAY)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif match[2] is None:
        raise ValueError("Say am or pm as well, like 9am")
    try:
        return time(hour, minute)
    except ValueError as unreal:
        raise ValueError(TIME_OF_DAY) from unreal


class DayMonthYearField(Question, Field):
    """A date in three inputs, `x-day`, `x-month`, `x-year`, or as 2026-03-27 in `x`. None where empty."""

    widget = DateWidget()
    data: date | None

    def __init__(self, label: str = "", validators: list[Any] | None = None, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.typed = dict.fromkeys(PARTS, "")
        self.parts_in_question: tuple[str, ...] = PARTS
        self._is_sent = False

    @property
    def anchor(self) -> str:
        """The first part that the error is about."""
        return f"{self.id}-{self.parts_in_question[0]}"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Gather the three inputs before wtforms asks for the one."""
        self._is_sent = formdata is not None
        if formdata is not None:
            self.typed = {part: _first(formdata, f"{self.name}-{part}") for part in PARTS}
            iso = _ISO.fullmatch(_first(formdata, self.name).strip())
            if iso:
                self.typed = dict(zip(PARTS, reversed(iso.groups()), strict=True))
        super().process(formdata, data, extra_filters)

    def process_data(self, value: date | None) -> None:
        """Take a date from the form's object. What was sent stands, and so does that it was emptied."""
        super().process_data(value)
        if value is not None and not self._is_sent:
            self.typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def process_formdata(self, _valuelist: list[Any]) -> None:
        """Read what was typed, and remember which part is in question. ValueError says what to do."""
        self.raw_data = [" ".join(self.typed.values()).strip()]
        self.data = None
        if not self.raw_data[0]:
            self.raw_data = []
            return
        try:
            self.data = read_date(**self.typed)
        except UnreadableDateError as unreadable:
            self.parts_in_question = unreadable.parts
            raise


def _first(formdata: Any, name: str) -> str:
    values = formdata.getlist(name)
    return str(values[0]) if values else ""


class TimeOfDayField(Question, Field):
    """A time of day; a bare clock time, without a day or a zone. None where empty."""

    widget = TextWidget()
    usual = {"width": 5, "spellcheck": False, "hint": "For example, 9:30am or 14:00"}  # noqa: RUF012
    data: time | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return as_time(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """ValueError says what to do (U24)."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = read_time(typed) if typed else None
