"""The totals of the two hundred cases, by organisation, quarter and year, against those added up by hand (M1 to M8).

`totals.csv` was added up from the columns of `cases.csv` and `group_sessions.csv` that were worked by hand, by
therapist from the times of the sessions, and from nothing that the product computes.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from network.core.suppression import Quarter
from network.incidents.rules.measures import Desk, Due, Figures, OnTime, Period, figures_of
from tests.unit.incidents.measures.worked import CASES, NOW, at, rows, therapist

GROUP_SESSIONS = rows("group_sessions.csv")
TOTALS = rows("totals.csv")


def test_every_organisation_and_period_is_there():
    assert len({(row["organisation"], row["period"]) for row in TOTALS}) == 4 * 6


@pytest.mark.parametrize("row", TOTALS, ids=lambda row: f"{row['organisation']} {row['period']}")
def test_it_adds_up_to_what_the_hand_says(row):
    """M1, M2, M3, M4, M5, M6, M7 and M8, each of its cells."""
    organisations = {"north", "south", "alba"} if row["organisation"] == "all" else {row["organisation"]}
    cases = [each.facts for each in CASES if each.row["organisation"] in organisations]
    held = [at(each["held"]) for each in GROUP_SESSIONS if each["organisation"] in organisations]
    quarter = Quarter(int(row["period"][-7:-3]), int(row["period"][-1]))
    is_year = row["period"].startswith("year to")
    period = Period.of_year_to(quarter) if is_year else Period.of_quarter(quarter)

    figures = figures_of(cases, held, period, [quarter.last_day], NOW)

    assert _written(figures, quarter) == {**row, "organisation": "", "period": ""}


def _written(figures: Figures, quarter: Quarter) -> dict[str, str]:
    return {
        "organisation": "",
        "period": "",
        "referrals": str(figures.referrals),
        "in_48_hours": _on_time(figures.on_time[Due.MEETING_TARGET]),
        "in_5_days": _on_time(figures.on_time[Due.MEETING_LIMIT]),
        "contacted_in_time": _on_time(figures.on_time[Due.MANAGER_CONTACT]),
        "lengths": _counted(figures.lengths.by_sessions),
        "went": _counted(figures.exits),
        "staff_by_therapist": _counted(_by_letter(figures.staff_by_therapist)),
        "group_sessions": str(figures.group_sessions),
        "active_at_the_end": str(figures.active[quarter.last_day]) if quarter.last_day < NOW.date() else "-",
        **{f"at_{desk}": _desk(figures.desks[desk]) for desk in Desk},
    }


def _by_letter(by_therapist) -> dict[str, int]:
    letters = {therapist(letter): letter for letter in "ABCDE"}
    return {letters[key]: count for key, count in by_therapist.items()}


def _counted(counts) -> str:
    return " ".join(f"{key}:{count}" for key, count in sorted(counts.items())) or "-"


def _on_time(on_time: OnTime) -> str:
    return f"{on_time.in_time}/{on_time.late}/{on_time.not_yet_due}/{on_time.closed_before}"


def _desk(time) -> str:
    return f"{time.left} {_hours(time.median)} {_hours(time.longest)} {time.waiting}"


def _hours(length: timedelta | None) -> str:
    if length is None:
        return "-"
    seconds = int(length.total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
