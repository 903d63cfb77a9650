"""M1 to M8 of two hundred cases against what was worked by hand beside each of them (M1 to M8, D1, D3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network.core.clock import LONDON
from network.core.suppression import Quarter
from network.core.working_days import Calendar, Nation
from network.incidents.rules import clocks
from network.incidents.rules.measures import Desk, Due, Period, Timeliness, figures_of, timeliness
from network.incidents.rules.states import State
from tests.unit.incidents.measures.worked import CASES, DAYS, NOW, Worked

QUARTERS = [Quarter(2025, 4), *(Quarter(2026, number) for number in range(1, 5))]
NATIONS = {
    "north": Nation.ENGLAND_AND_WALES,
    "south": Nation.ENGLAND_AND_WALES,
    "alba": Nation.SCOTLAND,
}
SAID = {
    Timeliness.IN_TIME: "yes",
    Timeliness.LATE: "no",
    Timeliness.NOT_YET_DUE: "not yet",
    Timeliness.CLOSED_BEFORE: "-",
}


def test_there_are_two_hundred_and_they_go_through_everything_that_can_happen():
    assert len(CASES) == 200
    assert {each.row["organisation"] for each in CASES} == NATIONS.keys()
    assert {each.row["length"] for each in CASES} - {"-"} == set("1234567")
    assert len({session.therapist_id for each in CASES for session in each.facts.sessions}) == 5
    assert {each.row["went"] for each in CASES} - {"-"} == {
        "none-needed",
        "wellbeing-service",
        "gp",
        "nhs-mental-health",
        "council-services",
        "declined",
        "other",
        "left-early",
    }
    assert {each.facts.state for each in CASES} == set(State) - {State.DRAFT, State.SENT_BACK, State.MEETING_BOOKED}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_its_limits_are_those_worked_by_hand(case: Worked):
    running = clocks(case.facts.sent_at, Calendar(NATIONS[case.row["organisation"]]), LONDON)

    assert running.first_meeting_target_at == case.facts.meeting_target_at
    assert running.first_meeting_limit_on == running.manager_contact_limit_on == case.facts.meeting_limit_on


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_counts_in_what_the_hand_says(case: Worked):
    counted = {quarter: figures_of([case.facts], [], Period.of_quarter(quarter), DAYS, NOW) for quarter in QUARTERS}

    assert {_named(quarter) for quarter, each in counted.items() if each.referrals} == _only(case.row["counts_in"])
    assert {_named(quarter) for quarter, each in counted.items() if each.lengths.supports} == _only(
        case.row["ended_in"]
    )
    lengths = [length for each in counted.values() for length in each.lengths.by_sessions]
    assert lengths == [int(length) for length in _only(case.row["length"])]
    assert [way for each in counted.values() for way in each.exits] == [*_only(case.row["went"])]
    active = next(iter(counted.values())).active
    assert {day: "yes" if active[day] else "no" for day in DAYS} == {
        day: case.row[f"active_{day:%Y_%m_%d}"] for day in DAYS
    }


@pytest.mark.parametrize("case", [each for each in CASES if each.facts.is_counted], ids=str)
def test_it_is_in_time_where_the_hand_says_so(case: Worked):
    assert {due: SAID[timeliness(case.facts, due, NOW)] for due in Due} == {
        Due.MEETING_TARGET: case.row["in_48_hours"],
        Due.MEETING_LIMIT: case.row["in_5_days"],
        Due.MANAGER_CONTACT: case.row["contacted_in_time"],
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_lay_at_each_desk_for_as_long_as_the_hand_says(case: Worked):
    desks = figures_of([case.facts], [], Period(date(2025, 10, 1), date(2026, 12, 31)), DAYS, NOW).desks

    assert {desk: _lay(desks[desk]) for desk in Desk} == {desk: case.row[f"at_{desk}"] for desk in Desk}


def _lay(time) -> str:
    if time.waiting:
        return "waiting"
    if not time.left:
        return "-"
    assert time.median == time.longest
    minutes, seconds = divmod(time.longest, timedelta(minutes=1))
    hours = f"{minutes // 60}:{minutes % 60:02}"
    return f"{hours}:{seconds.seconds:02}" if seconds else hours


def _named(quarter: Quarter) -> str:
    return f"{quarter.year}-Q{quarter.number}"


def _only(said: str) -> set[str]:
    return {said} - {"-", "no"}
