"""Therapists are asked one after the other: in which order, for how long, and who is not asked (CI-7)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.errors import RuleBroken
from network.core.working_days import Calendar, Nation, Weekday
from network.incidents.rules.asking import (
    Candidate,
    Connection,
    TurnDownReason,
    check_asked,
    check_room,
    in_order,
    lapses_at,
)

MONDAY_TO_FRIDAY = Calendar(Nation.ENGLAND_AND_WALES)
TODAY = date(2026, 11, 18)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "hours", "lapses"),
    [
        ("2026-11-18 09:30", 4, "2026-11-18 13:30"),
        ("2026-11-18 14:00", 4, "2026-11-18 18:00"),
        ("2026-11-18 16:30", 4, "2026-11-19 10:30"),
        ("2026-11-18 21:00", 4, "2026-11-19 12:00"),
        ("2026-11-18 05:00", 1, "2026-11-18 09:00"),
        ("2026-11-20 17:00", 4, "2026-11-23 11:00"),  # over a weekend
        ("2026-11-21 12:00", 4, "2026-11-23 12:00"),  # asked on a Saturday
        ("2026-12-24 17:00", 2, "2026-12-29 09:00"),  # Christmas Day, Saturday, Sunday, the day in lieu of Boxing Day
        ("2026-11-18 09:00", 16, "2026-11-19 15:00"),
        ("2026-10-23 17:30", 4, "2026-10-26 11:30"),  # the clocks go back between
        ("2026-03-27 17:30", 4, "2026-03-30 11:30"),  # and forward
    ],
)
def test_an_hour_counts_from_eight_to_six_on_working_days(asked, hours, lapses):
    assert lapses_at(london(asked), hours, MONDAY_TO_FRIDAY, LONDON) == london(lapses)


def test_the_working_days_are_those_of_the_organisation():
    weekend = Calendar(Nation.ENGLAND_AND_WALES, frozenset({Weekday.SATURDAY, Weekday.SUNDAY}))
    assert lapses_at(london("2026-11-20 17:00"), 4, weekend, LONDON) == london("2026-11-21 12:00")


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)),  # noqa: DTZ001 - its zone comes with the line below
    st.integers(1, 15),
)
def test_one_hour_more_is_never_sooner(asked, hours):
    at = asked.replace(tzinfo=UTC)
    first, second = (lapses_at(at, each, MONDAY_TO_FRIDAY, LONDON) for each in (hours, hours + 1))
    assert at < first < second


USUAL = Candidate(UUID(int=1), "Amal", 2, 5, None, frozenset(), None)


def named(name, **changes):
    return replace(USUAL, id=UUID(int=sum(map(ord, name))), name=name, **changes)


def test_whoever_is_there_and_tied_to_nobody_comes_first_with_most_room():
    candidates = [
        named("Conflict", places=40, turned_down=TurnDownReason.FAMILY),
        named("Away", places=40, away_until=TODAY),
        named("No room now", places=40, turned_down=TurnDownReason.NO_ROOM),
        named("Tied", places=40, connections=frozenset({Connection.TEAM})),
        named("Full", places=2),
        named("Silent", places=None),
        named("Little", places=3),
        named("Much", places=9),
        named("Back", places=4, away_until=date(2026, 11, 17)),
    ]
    assert [each.name for each in in_order(candidates, TODAY)] == [
        "Much",
        "Back",
        "Little",
        "Silent",
        "Full",
        "Tied",
        "No room now",
        "Away",
        "Conflict",
    ]


def test_room_is_never_less_than_none():
    assert [named("x", cases=7, places=5).room, named("x", places=None).room, named("x").room] == [0, None, 3]


def test_they_are_asked_in_the_order_in_which_they_were_wanted_and_once():
    first, second = named("First"), named("Second")
    assert check_asked([second.id, first.id, second.id], [first, second]) == [second, first]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([], "Choose at least one therapist to ask"),
        ([UUID(int=9)], "Choose therapists from the list"),
        ([USUAL.id], "Amal knows one of them, so choose somebody else"),
    ],
)
def test_who_cannot_be_asked(wanted, said):
    with pytest.raises(RuleBroken, match=said):
        check_asked(wanted, [replace(USUAL, turned_down=TurnDownReason.SAME_TEAM)])


@pytest.mark.parametrize(
    ("places", "away_until", "field"),
    [
        (41, None, "places"),
        (-1, None, "places"),
        (None, None, "places"),
        (3, date(2026, 11, 17), "away_until"),
        (3, date(2028, 1, 1), "away_until"),
    ],
)
def test_what_cannot_be_meant(places, away_until, field):
    with pytest.raises(RuleBroken) as broken:
        check_room(places, away_until, TODAY)
    assert broken.value.field == field


def test_every_reason_but_two_stands_for_good():
    assert {each for each in TurnDownReason if not each.is_conflict} == {TurnDownReason.NO_ROOM, TurnDownReason.AWAY}
    assert all(each.label for each in (*TurnDownReason, *Connection))
    check_room(0, None, TODAY)
    check_room(40, date(2026, 11, 18), TODAY)
