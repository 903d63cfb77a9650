"""When things are deleted, and when nobody is written to (U33)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.clock import LONDON, QUIET_FROM, QUIET_UNTIL, out_of_quiet_hours
from network.incidents.rules.retention import Keeping


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("2026-11-18T07:29:59+00:00", "2026-11-18T07:30:00+00:00"),
        ("2026-11-18T07:30:00+00:00", "2026-11-18T07:30:00+00:00"),
        ("2026-11-18T19:59:59+00:00", "2026-11-18T19:59:59+00:00"),
        ("2026-11-18T20:00:00+00:00", "2026-11-19T07:30:00+00:00"),
        ("2026-11-18T00:00:00+00:00", "2026-11-18T07:30:00+00:00"),
        ("2026-07-01T19:00:00+00:00", "2026-07-02T06:30:00+00:00"),  # 8pm in summer
        ("2026-10-24T22:00:00+00:00", "2026-10-25T07:30:00+00:00"),  # over the night when the clocks go back
        ("2026-03-28T22:00:00+00:00", "2026-03-29T06:30:00+00:00"),  # and forward
    ],
)
def test_quiet_hours(wanted, sent):
    assert out_of_quiet_hours(at(wanted), LONDON) == at(sent)


@given(st.timedeltas(timedelta(0), timedelta(days=5000)))
def test_never_at_night_never_earlier_and_within_half_a_day(passed):
    wanted = datetime(2020, 1, 1, tzinfo=UTC) + passed
    sent = out_of_quiet_hours(wanted, LONDON)
    assert QUIET_UNTIL <= sent.astimezone(LONDON).time() < QUIET_FROM
    assert timedelta(0) <= sent - wanted <= timedelta(hours=12, minutes=30)
    assert out_of_quiet_hours(sent, LONDON) == sent


def test_what_is_kept_how_long():
    begun = at("2026-11-18T10:00:00+00:00")
    assert Keeping().draft_until(begun) == at("2026-12-18T10:00:00+00:00")
    assert Keeping().particulars_until(begun) == at("2027-02-16T10:00:00+00:00")
    assert Keeping(draft_days=7, particulars_days=30).draft_until(begun) == at("2026-11-25T10:00:00+00:00")
