"""The one place that knows what time it is: everything else is passed a `Clock`."""

from abc import ABC, abstractmethod
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from network.core.errors import RuleBroken

LONDON: Final = ZoneInfo("Europe/London")
QUIET_FROM: Final = time(20, 0)
QUIET_UNTIL: Final = time(7, 30)
"""Between the two, nobody is written to who need not be (`U33`)."""


class Clock(ABC):
    """Says the instant; passed to every service and rule that asks what time it is."""

    @abstractmethod
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def today(self, zone: tzinfo = LONDON) -> date:
        """The present date on a calendar hanging in `zone`."""
        return local_date(self.now(), zone)


class SystemClock(Clock):
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that the ban is there to protect


class FrozenClock(Clock):
    """A clock that stands still until it is moved, for tests and for the demonstration network."""

    def __init__(self, at: datetime) -> None:
        self._at = in_utc(at)

    def now(self) -> datetime:
        """The instant that the clock was last set to, in UTC."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Set the clock to `at`, earlier or later. Raises ValueError when `at` has no zone."""
        self._at = in_utc(at)

    def advance(self, by: timedelta) -> None:
        """Move the clock by an elapsed time, whatever local clocks do in between."""
        self._at += by


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError when `instant` has no zone and so is not an instant."""
    if instant.utcoffset() is None:
        raise ValueError(f"{instant.isoformat()} has no time zone, so it could be several instants")
    return instant.astimezone(UTC)


def local_date(instant: datetime, zone: tzinfo = LONDON) -> date:
    """The date in `zone` at an instant. Raises ValueError when `instant` has no zone."""
    return in_utc(instant).astimezone(zone).date()


def day_begins(day: date, zone: tzinfo = LONDON) -> datetime:
    """The instant, in UTC, at which a day begins in `zone`."""
    return in_utc(datetime.combine(day, time(), zone))


def instant_in_london(day: date, at: time, field: str) -> datetime:
    """The instant, in UTC, of a time on London's clocks.

    Raises `RuleBroken` on `field` for a time that the change of the clocks leaves out or brings twice.
    """
    first = datetime.combine(day, at, LONDON)
    if in_utc(first).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise RuleBroken(field, "The clocks go forward that night and leave this time out. Enter 2am or later")
    if in_utc(first) != in_utc(first.replace(fold=1)):
        raise RuleBroken(
            field, "The clocks go back that night, so this time comes twice. Enter a time before 1am, or 2am or later"
        )
    return in_utc(first)


def is_quiet(at: datetime, zone: tzinfo = LONDON) -> bool:
    """Whether it is between 8pm and 7:30am in `zone` (U33)."""
    return not QUIET_UNTIL <= at.astimezone(zone).time() < QUIET_FROM


def out_of_quiet_hours(at: datetime, zone: tzinfo = LONDON) -> datetime:
    """The instant itself, or 7:30am next where it falls between 8pm and 7:30am in `zone` (U33)."""
    if not is_quiet(at, zone):
        return at
    local = at.astimezone(zone)
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_UNTIL, zone).astimezone(at.tzinfo)
