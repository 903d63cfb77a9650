"""How dates, times and numbers are written. Instants come in as UTC and are shown in Europe/London."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

LONDON = ZoneInfo("Europe/London")


def _in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("An instant without a zone cannot be shown")
    return value.astimezone(LONDON)


def as_date(value: date) -> str:
    """24 January 2027; an instant gives its day in London. ValueError for a naive instant."""
    day = _in_london(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def as_month(value: date) -> str:
    """January 2027, where the day does not matter."""
    return f"{value:%B %Y}"


def as_day(value: date) -> str:
    """Sunday 24 January 2027."""
    day = _in_london(value) if isinstance(value, datetime) else value
    return f"{day:%A} {as_date(value)}"


def as_time(value: time | datetime) -> str:
    """9:30am, 12pm, 5pm; an instant gives its time in London, a bare time stands as it is."""
    local = _in_london(value).time() if isinstance(value, datetime) else value
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def as_datetime(value: datetime) -> str:
    """24 January 2027 at 9:30am."""
    return f"{as_date(value)} at {as_time(value)}"


def as_span(starts_at: datetime, ends_at: datetime) -> str:
    """Friday 27 November 2026, 9:30am to 12pm; with both days where it ends on another. London's clocks."""
    if _in_london(starts_at).date() == _in_london(ends_at).date():
        return f"{as_day(starts_at)}, {as_time(starts_at)} to {as_time(ends_at)}"
    return f"{as_day(starts_at)}, {as_time(starts_at)}, to {as_day(ends_at)}, {as_time(ends_at)}"


def as_address(value: str) -> Markup:
    """An e-mail address that breaks before its @ where a line is too short for it."""
    safe = str(escape(value)).replace("@", "<wbr>@")
    return Markup(safe)  # noqa: S704 # nosec B704 - escaped a line above; a list has one on each of its lines


def as_number(value: int | float) -> str:
    """1,234; a float keeps one decimal place."""
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 session, 2 sessions; 1,200 people, where the plural is irregular and given."""
    return f"{as_number(count)} {one if count == 1 else many or one + 's'}"


FILTERS = {
    "as_date": as_date,
    "as_month": as_month,
    "as_day": as_day,
    "as_time": as_time,
    "as_datetime": as_datetime,
    "as_address": as_address,
    "as_number": as_number,
    "plural": plural,
}
