"""How long a signature is current, and what is to do about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.charter.rules import standing as rules
from network.charter.rules.ours import NextStep, next_step
from network.charter.rules.standing import Standing
from network.core.errors import RuleBroken

UNTIL = date(2027, 11, 18)
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 18), date(2027, 11, 18)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_a_year_on(day, later):
    assert rules.a_year_on(day) == later


@pytest.mark.parametrize(
    ("today", "withdrawn_on", "stands_until", "standing", "until"),
    [
        (UNTIL, None, None, Standing.CURRENT, UNTIL),
        (UNTIL + ONE_DAY, None, None, Standing.LAPSED, UNTIL),
        (UNTIL - ONE_DAY, None, UNTIL - ONE_DAY, Standing.CURRENT, UNTIL - ONE_DAY),
        (UNTIL, None, UNTIL - ONE_DAY, Standing.LAPSED, UNTIL - ONE_DAY),
        (UNTIL, None, UNTIL + ONE_DAY, Standing.CURRENT, UNTIL),
        (UNTIL, UNTIL - 9 * ONE_DAY, None, Standing.WITHDRAWN, UNTIL - 9 * ONE_DAY),
        (UNTIL + 9 * ONE_DAY, UNTIL + 5 * ONE_DAY, None, Standing.WITHDRAWN, UNTIL),
    ],
)
def test_the_term_of_a_signature(today, withdrawn_on, stands_until, standing, until):
    term = rules.term_of(UNTIL, withdrawn_on, stands_until, today)
    assert (term.standing, term.until) == (standing, until)


@given(DAYS, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), DAYS)
def test_a_signature_is_current_to_its_last_day_and_never_longer(current_until, withdrawn_on, stands_until, today):
    term = rules.term_of(current_until, withdrawn_on, stands_until, today)
    assert term.until <= current_until
    assert term.is_current == (withdrawn_on is None and today <= term.until)
    tomorrow = rules.term_of(current_until, withdrawn_on, stands_until, today + ONE_DAY)
    assert term.is_current or not tomorrow.is_current, "what is over does not come back by waiting"


@given(DAYS, st.integers(-60, 900))
def test_a_review_gives_a_year_and_an_early_one_loses_nothing(current_until, days):
    today = current_until + days * ONE_DAY
    later = rules.renewed_until(current_until, today)
    assert later >= rules.a_year_on(current_until)
    assert later > today
    assert (later - max(today, current_until)).days in {365, 366}


@pytest.mark.parametrize(
    ("days_before", "due"),
    [(61, []), (60, [60]), (59, [60]), (31, [60]), (30, [30]), (8, [30]), (7, [7]), (1, [7]), (0, [7]), (-1, [])],
)
def test_reminders(days_before, due):
    assert list(rules.reminders_due(UNTIL, UNTIL - days_before * ONE_DAY)) == due


@pytest.mark.parametrize(
    ("today", "is_on_current", "words"),
    [
        (UNTIL - 61 * ONE_DAY, True, "opens 60 days before"),
        (UNTIL - 60 * ONE_DAY, True, None),
        (UNTIL + 900 * ONE_DAY, True, None),
        (UNTIL, False, "has a new version"),
    ],
)
def test_when_a_review_may_be_written(today, is_on_current, words):
    if words is None:
        rules.check_may_renew(UNTIL, today, is_on_current=is_on_current)
        return
    with pytest.raises(RuleBroken, match=words) as broken:
        rules.check_may_renew(UNTIL, today, is_on_current=is_on_current)
    assert len(broken.value.routes) >= 2, "U37"


FACTS = {
    "has_charter": True,
    "stands": True,
    "is_on_current": True,
    "until": UNTIL,
    "is_sent": False,
    "has_signatory": True,
    "without_commitment": 0,
    "today": UNTIL - 100 * ONE_DAY,
}


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, None),
        ({"has_charter": False, "stands": False, "until": None}, None),
        ({"stands": False, "until": None, "is_on_current": False}, NextStep.SIGN),
        ({"stands": False, "is_sent": True}, NextStep.WAIT),
        ({"is_on_current": False, "today": UNTIL}, NextStep.AFFIRM),
        ({"today": UNTIL - 60 * ONE_DAY, "has_signatory": False}, NextStep.REVIEW),
        ({"today": UNTIL + ONE_DAY}, NextStep.REVIEW),
        ({"has_signatory": False, "without_commitment": 2}, NextStep.SUCCESSOR),
        ({"without_commitment": 2}, NextStep.COMMIT),
    ],
)
def test_the_best_next_step(changes, step):
    """U22."""
    assert next_step(**{**FACTS, **changes}) is step
