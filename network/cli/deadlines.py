"""`network incidents deadlines`: what a referral sent at a given time sets going, and which days do not count."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from network.core.clock import LONDON, in_utc
from network.core.working_days import (
    BankHolidayFileError,
    Calendar,
    Nation,
    Override,
    UnknownBankHolidays,
    Weekday,
    overrides_of,
)
from network.incidents.rules.deadlines import Explanation, explain


class LocalTime(click.ParamType[datetime]):
    """A time on the clocks of London, like 2026-12-24T16:55, or an instant with its offset.

    Of an hour that comes twice the first is meant, unless the offset says otherwise; the answer shows which it was.
    """

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> datetime:
        """The instant, in UTC. Fails with what to write instead."""
        try:
            said = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"Write {value!r} as a day and a time, like 2026-12-24T16:55", param, context)
        if "T" not in value.upper() and ":" not in value:
            self.fail(f"Add the time to {value!r}, like 2026-12-24T16:55", param, context)
        if said.tzinfo is not None:
            return in_utc(said)
        at = in_utc(said.replace(tzinfo=LONDON))
        if at.astimezone(LONDON).replace(tzinfo=None) != said:
            self.fail(f"The clocks go forward and leave {value} out. Write an hour later", param, context)
        return at


@click.group("incidents", help="Explains the rules of support after critical incidents.")
def incidents() -> None:
    """The group of the command below."""


@incidents.command("deadlines")
@click.option(
    "--submitted",
    "times",
    type=LocalTime(),
    multiple=True,
    required=True,
    help="When a referral is sent, in local time, like 2026-12-24T16:55. Can be given several times.",
)
@click.option(
    "--nation",
    type=click.Choice([nation.value for nation in Nation]),
    default=Nation.ENGLAND_AND_WALES.value,
    show_default=True,
    help="Whose bank holidays the organisation keeps.",
)
@click.option(
    "--working-day",
    "week",
    type=click.Choice([day.name.lower() for day in Weekday]),
    multiple=True,
    help="A day of the organisation's working week. Monday to Friday, where none is given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a list of JSON objects, and nothing else.")
def deadlines(times: tuple[datetime, ...], nation: str, week: tuple[str, ...], *, as_json: bool) -> None:
    """Print target and limits of a referral sent at each time, with the days that are skipped and why (D1, D3)."""
    calendar = Calendar(Nation(nation), _working_week(week), _overrides())
    try:
        explained = [explain(at, calendar, LONDON) for at in times]
    except UnknownBankHolidays as unknown:
        raise click.ClickException(str(unknown)) from None
    if as_json:
        listed = [_as_json(each, calendar.nation) for each in explained]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join(_as_text(each) for each in explained))


def _working_week(week: tuple[str, ...]) -> frozenset[Weekday]:
    return frozenset(Weekday[day.upper()] for day in week) or Calendar(Nation.ENGLAND_AND_WALES).working_week


def _overrides() -> tuple[Override, ...]:
    """What the installation's bank holiday file says, without the rest of its settings."""
    said = os.environ.get("BANK_HOLIDAYS_FILE", "").strip()
    try:
        return overrides_of(Path(said) if said else None)
    except BankHolidayFileError as fault:
        raise click.ClickException(f"BANK_HOLIDAYS_FILE: {fault}") from None


def _as_json(explained: Explanation, nation: Nation) -> dict[str, Any]:
    return {
        "submitted": explained.submitted_at.astimezone(LONDON).isoformat(),
        "nation": nation.value,
        "target_at": explained.clocks.first_meeting_target_at.astimezone(LONDON).isoformat(),
        "meeting_limit_on": explained.clocks.first_meeting_limit_on.isoformat(),
        "manager_contact_limit_on": explained.contact_limit_on.isoformat(),
        "skipped": [{"date": each.day.isoformat(), "why": each.why} for each in explained.skipped],
    }


def _as_text(explained: Explanation) -> str:
    lines = [
        f"Sent                        {_instant(explained.submitted_at)}",
        f"First meeting, target       {_instant(explained.clocks.first_meeting_target_at)}",
        f"First meeting, limit        {_day(explained.clocks.first_meeting_limit_on)}",
        f"Contact with manager, limit {_day(explained.contact_limit_on)}",
    ]
    titles = ["Days that do not count", *[""] * len(explained.skipped)]
    days = [f"{title:28}{_day(each.day)}: {each.why}" for title, each in zip(titles, explained.skipped, strict=False)]
    return "\n".join([*lines, *(days or [f"{titles[0]:28}none"])])


def _instant(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%A %-d %B %Y, %H:%M %Z}"


def _day(on: date) -> str:
    return f"{on:%A %-d %B %Y}"
