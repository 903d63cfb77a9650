"""What holds for a session to come: its days on London's clocks, who was there, when it can be booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.errors import RuleBroken
from network.training.delivery import rules
from network.training.delivery.forms.sessions import read_days
from network.training.delivery.rules import SessionDraft, Span
from network.training.delivery.vocabulary import Presence, SessionState
from network.training.vocabulary import Mode

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(text: str, hours: float = 2) -> Span:
    """From this time on London's clocks, so many hours."""
    begins = datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)
    return Span(begins, begins + timedelta(hours=hours))


DRAFT = SessionDraft(
    course_id=uuid4(),
    parts=(at("2026-12-01T09:30"),),
    mode=Mode.BLENDED,
    place="Town Hall",
    joining_link="https://meet.example.org/x",
    capacity=10,
    is_open_to_all=False,
    books_until=None,
    facilitators=(uuid4(),),
    content_note=None,
    breaks="None, it is short",
    camera_may_be_off=True,
    may_leave_any_time=True,
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"place": "x" * 301}, "place"),
        ({"joining_link": "http://meet.example.org"}, "joining_link"),
        ({"joining_link": "javascript:alert(1)"}, "joining_link"),
        ({"content_note": ""}, "content_note"),
        ({"breaks": ""}, "breaks"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 1001}, "capacity"),
        ({"facilitators": ()}, "facilitators"),
    ],
)
def test_what_is_missing_or_of_no_use_is_named(changes, field):
    rules.check_draft(DRAFT)
    with pytest.raises(RuleBroken) as broken:
        rules.check_draft(replace(DRAFT, **changes))
    assert broken.value.field == field


def test_a_tidy_draft_is_in_the_order_of_time_and_has_what_its_mode_has():
    two = (at("2026-12-08T09:30"), at("2026-12-01T09:30"))
    tidied = rules.tidy(replace(DRAFT, parts=two, mode=Mode.ONLINE))
    assert tidied.parts == two[::-1]
    assert tidied.place == ""
    assert rules.tidy(replace(DRAFT, mode=Mode.IN_PERSON)).joining_link == ""
    assert rules.tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([], "more_days"),
        ([at("2026-11-18T09:59")], "starts_on"),
        ([at("2026-12-01T09:30", -1)], "ends_at"),
        ([at("2026-12-01T09:30", 15)], "ends_at"),
        ([at("2029-12-01T09:30")], "starts_on"),
        ([at("2026-12-01T09:30"), at("2026-12-01T10:30")], "more_days"),
        ([at(f"2026-12-{day:02}T09:30") for day in range(1, 22)], "more_days"),
    ],
)
def test_days_that_no_session_has(parts, field):
    with pytest.raises(RuleBroken) as broken:
        rules.check_parts(parts, NOW)
    assert broken.value.field == field


def test_one_that_follows_another_at_once_is_fine():
    rules.check_parts([at("2026-12-01T09:30"), at("2026-12-01T11:30")], NOW)


def test_weekly_keeps_the_time_on_londons_clocks():
    """The clocks go forward on 28 March 2027."""
    days = rules.weekly([at("2027-03-22T09:30")], 2)
    assert [span.starts_at.hour for (span,) in days] == [9, 8]
    assert [span.starts_at.astimezone(LONDON).hour for (span,) in days] == [9, 9]


@pytest.mark.parametrize("first", ["2027-03-21T01:30", "2026-10-18T01:30"])
def test_weekly_says_no_to_a_time_that_is_left_out_or_comes_twice(first):
    with pytest.raises(RuleBroken) as broken:
        rules.weekly([at(first, 1)], 2)
    assert broken.value.field == "starts_at"


@given(
    day=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    hour=st.integers(3, 21),
    weeks=st.integers(1, rules.MOST_WEEKS),
)
def test_weekly_is_always_the_same_weekday_and_time(day, hour, weeks):
    begins = datetime.combine(day, time(hour), LONDON).astimezone(UTC)
    days = rules.weekly([Span(begins, begins + HOUR)], weeks)
    local = [span.starts_at.astimezone(LONDON) for (span,) in days]
    assert len({(each.weekday(), each.time()) for each in local}) == 1
    assert [each.date() for each in local] == [day + timedelta(weeks=ahead) for ahead in range(weeks)]


@pytest.mark.parametrize(
    ("after", "other"),
    [
        (("2026-12-01T09:30", "2026-12-08T09:30"), set()),
        (("2026-12-01T14:00", "2026-12-08T00:30"), set()),
        (("2026-12-01T09:30", "2026-12-09T09:30"), {"2"}),
        (("2026-12-02T09:30", "2026-12-08T09:30"), {"1"}),
        (("2026-12-01T09:30",), {"2"}),
        (("2026-12-08T09:30",), {"1", "2"}),
        (("2026-12-01T09:30", "2026-12-08T09:30", "2026-12-09T09:30"), set()),
    ],
)
def test_which_parts_are_on_another_day_now(after, other):
    before = [at("2026-12-01T09:30"), at("2026-12-08T09:30")]
    assert rules.other_days(before, [at(each) for each in after]) == other


@pytest.mark.parametrize(
    ("presence", "parts", "completed"),
    [
        ({"1": Presence.PRESENT}, 1, True),
        ({"1": "present"}, 1, True),
        ({"1": "part"}, 1, False),
        ({"1": "excused"}, 1, False),
        ({}, 1, False),
        ({"1": "present"}, 2, False),
        ({"1": "present", "2": "part"}, 2, False),
        ({"1": "present", "2": "present"}, 2, True),
    ],
)
def test_only_who_was_there_all_of_the_time_completed_it(presence, parts, completed):
    assert rules.was_there(presence, parts) is completed


@pytest.mark.parametrize(
    ("state", "until", "now", "is_open"),
    [
        (SessionState.PLANNED, None, "2026-12-01T09:29", True),
        (SessionState.PLANNED, None, "2026-12-01T09:30", False),
        (SessionState.PLANNED, date(2026, 11, 30), "2026-11-30T23:59", True),
        (SessionState.PLANNED, date(2026, 11, 30), "2026-12-01T00:00", False),
        (SessionState.CANCELLED, None, "2026-11-30T09:00", False),
    ],
)
def test_when_people_book_by_themselves(state, until, now, is_open):
    said = datetime.fromisoformat(now).replace(tzinfo=LONDON)
    assert rules.is_open(state, at("2026-12-01T09:30").starts_at, until, said) is is_open


@pytest.mark.parametrize(
    ("now", "can"),
    [
        ("2026-11-30T23:59", False),
        ("2026-12-01T00:00", True),
        ("2026-12-31T11:29", True),
        ("2026-12-31T11:30", False),
    ],
)
def test_who_was_there_is_said_from_the_day_on_for_thirty_days(now, can):
    span = at("2026-12-01T09:30")
    assert rules.can_mark(span, span.ends_at, datetime.fromisoformat(now).replace(tzinfo=LONDON)) is can


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        ("3 4 2027\n\n10/4/2027", [date(2027, 4, 3), date(2027, 4, 10)]),
        ("2027-04-03", [date(2027, 4, 3)]),
        ("3 April 2027", [date(2027, 4, 3)]),
    ],
)
def test_days_one_a_line(text, days):
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["31 2 2027", "3 4", "soon", "1 2 3 4", "3 4 2027, 10 4 2027"])
def test_a_line_that_is_no_day_is_named(text):
    with pytest.raises(RuleBroken, match="Line 2"):
        read_days(f"3 4 2027\n{text}")
