"""The code of a sheet, its time, and what a line says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON
from network.core.errors import RuleBroken
from network.training.roster import merge_people
from network.training.signing import rules
from network.training.signing.codes import new_code
from network.training.signing.rules import Window

CODES = st.text(rules.ALPHABET, min_size=rules.CODE_LENGTH, max_size=rules.CODE_LENGTH)


@given(CODES, st.sampled_from(["", " ", "-", " - ", "."]), st.booleans())
def test_a_code_is_read_however_it_is_written(code, between, is_small):
    written = between.join(rules.in_groups(code).split(" "))
    assert rules.read_code(f" {written.lower() if is_small else written} ") == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("K7MN 4XQD", "K7MN4XQD"),
        ("b7mn-4xqs", "87MN4XQ5"),
        ("ZUMN4XQD", "2VMN4XQD"),
        ("K7MN 4XQ", None),
        ("K7MN 4XQDD", None),
        ("K7MN 4XQ0", None),
        ("K7MN 4XQÉ", None),
        ("", None),
        ("٣٣٣٣٣٣٣٣", None),
    ],
)
def test_a_letter_that_no_code_has_is_read_as_what_it_looks_like(typed, read):
    assert rules.read_code(typed) == read


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_none(typed):
    read = rules.read_code(typed)
    assert read is None or (len(read) == rules.CODE_LENGTH and set(read) <= set(rules.ALPHABET))


def test_codes_have_enough_to_guess():
    """B3: as the docstring of `codes` argues; nothing that looks like something else, and no two alike in a row."""
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET) == 25
    assert not set(rules.ALPHABET) & set("01OILAEUBSZ")
    assert len({new_code() for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        (date(2026, 11, 18), datetime(2026, 11, 18, 0, tzinfo=UTC), datetime(2026, 11, 19, 12, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 6, 30, 23, tzinfo=UTC), datetime(2026, 7, 2, 11, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 0, tzinfo=UTC), datetime(2026, 3, 29, 11, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 26, 12, tzinfo=UTC)),
        (date(2028, 2, 28), datetime(2028, 2, 28, 0, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)),
    ],
)
def test_a_day_is_open_from_its_beginning_until_noon_of_the_next(day, opens, closes):
    """By London's clocks, whatever they do."""
    assert rules.window_of_day(day) == Window(opens, closes)


@given(st.integers(0, 4 * 366 * 24 * 60), st.integers(15, 14 * 60))
def test_a_part_is_open_from_an_hour_before_until_noon_of_the_day_after(ahead, minutes):
    starts_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=ahead)
    ends_at = starts_at + timedelta(minutes=minutes)
    window = rules.window_of_part(starts_at, ends_at)
    assert window.opens_at == starts_at - timedelta(hours=1)
    closes = window.closes_at.astimezone(LONDON)
    assert (closes.hour, closes.minute) == (12, 0)
    assert closes.date() - ends_at.astimezone(LONDON).date() == timedelta(days=1)
    assert window.holds(ends_at)


@pytest.mark.parametrize(
    ("seconds", "is_ended", "is_open"),
    [(-1, False, False), (0, False, True), (0, True, False), (129_600, False, False)],
)
def test_is_open(seconds, is_ended, is_open):
    window = rules.window_of_day(date(2026, 11, 18))
    assert rules.is_open(window, is_ended=is_ended, now=window.opens_at + timedelta(seconds=seconds)) is is_open


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", "", ""), "name"),
        ((" 7 ", "", ""), "name"),
        (("x" * 201, "", ""), "name"),
        (("Ann", "ann", ""), "email"),
        (("Ann", "ann@example.org, bo@example.org", ""), "email"),
        (("Ann", "", "9" * 101), "staff_number"),
    ],
)
def test_what_no_line_says(typed, field):
    with pytest.raises(RuleBroken) as broken:
        rules.read_line(*typed)
    assert broken.value.field == field


@given(st.text(max_size=250), st.text(max_size=60) | st.emails(), st.text(max_size=110))
def test_a_line_that_was_taken_can_be_logged(name, email, staff_number):
    """Whoever presses *log* is never stopped by what somebody typed on a phone."""
    try:
        person = rules.read_line(name, email, staff_number)
    except RuleBroken:
        return
    roster = merge_people([person])
    assert roster.problems == ()
    assert roster.people[0].name
    assert rules.read_line(person.name, person.email or "", person.staff_number or "") == person
