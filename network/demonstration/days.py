"""The days of the story, counted from the day on which it is loaded, so that it never looks stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from network.core.clock import LONDON, in_utc
from network.core.working_days import Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Working days round today. Everything that has happened did so before today, so that the hour is no matter."""

    today: date
    calendar: Calendar

    def ago(self, count: int) -> date:
        """The working day `count` days ago, 1 at least, or the last one before it."""
        day = self.today - max(1, count) * ONE_DAY
        while not self.calendar.is_working_day(day):
            day -= ONE_DAY
        return day

    def ahead(self, count: int) -> date:
        """The working day in `count` days, or the first one after it."""
        day = self.today + count * ONE_DAY
        while not self.calendar.is_working_day(day):
            day += ONE_DAY
        return day

    def working_days_ago(self, count: int) -> date:
        """The `count`th working day before today."""
        day = self.today
        for _ in range(count):
            day = self._before(day)
        return day

    def after(self, day: date) -> date:
        """The first working day after a day, if it is before today; else the last one before today."""
        return min(self.calendar.add_working_days(day, 1), self.working_days_ago(1))

    def _before(self, day: date) -> date:
        day -= ONE_DAY
        while not self.calendar.is_working_day(day):
            day -= ONE_DAY
        return day


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a time on London's clocks."""
    return in_utc(datetime.combine(day, time(hour, minute), LONDON))
