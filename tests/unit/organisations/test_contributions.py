"""What partners give (ORG-10): whole pence, the right financial year, and totals that add up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.organisations.rules.contributions import (
    ContributionSaid,
    as_pence,
    checked_contribution,
    financial_year,
    pounds,
    totals,
    year_in_words,
)
from network.organisations.vocabulary import ContributionKind
from tests.support.hostile import hostile_strings

TODAY = date(2026, 11, 18)
MONEY = ContributionSaid(2026, ContributionKind.MONEY, 125_050, "", date(2026, 4, 1), None)
KIND = replace(MONEY, kind=ContributionKind.IN_KIND, pence=None, in_kind="A room for twelve sessions")


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("1250", 125_000),
        ("£1,250", 125_000),
        ("£ 1 250.50", 125_050),
        ("0.07", 7),
        (" 12.30 ", 1230),
        ("1,000,000", 100_000_000),
        ("", None),
        ("  ", None),
    ],
)
def test_an_amount_as_typed(typed, pence):
    assert as_pence(typed) == pence


@pytest.mark.parametrize("typed", ["12.5", "12,50", "1,25", "-5", "ten", "£", "1.2.3", "٣", "9" * 40, "1e5", "0x10"])
def test_an_amount_that_cannot_be_read_is_answered(typed):
    with pytest.raises(RuleBroken, match="Enter an amount in pounds") as broken:
        as_pence(typed)
    assert broken.value.field == "amount"


@given(st.integers(0, 10**11))
def test_what_is_shown_is_read_again(pence):
    assert as_pence(pounds(pence)) == pence


@pytest.mark.parametrize(
    ("day", "year"),
    [("2027-03-31", 2026), ("2027-04-01", 2027), ("2026-12-31", 2026), ("2027-01-01", 2026), ("2028-02-29", 2027)],
)
def test_the_financial_year_begins_in_april(day, year):
    assert financial_year(date.fromisoformat(day)) == year
    assert year_in_words(2026) == "April 2026 to March 2027"


def test_money_has_no_line_and_what_is_given_in_kind_no_amount():
    assert checked_contribution(replace(MONEY, in_kind="left over"), TODAY) == MONEY
    assert checked_contribution(replace(KIND, pence=5), TODAY) == KIND


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(MONEY, pence=None), "amount"),
        (replace(MONEY, pence=0), "amount"),
        (replace(MONEY, pence=10**12), "amount"),
        (replace(KIND, in_kind=" "), "in_kind"),
        (replace(KIND, in_kind="x" * 10_000), "in_kind"),
        (replace(MONEY, year=1999), "year"),
        (replace(MONEY, year=99_999), "year"),
        (replace(MONEY, promised_on=None), "promised_on"),
        (replace(MONEY, promised_on=date(2026, 11, 19)), "promised_on"),
        (replace(MONEY, received_on=date(2026, 11, 19)), "received_on"),
        (replace(MONEY, received_on=date.min), "received_on"),
    ],
)
def test_what_does_not_fit_is_answered(said, field):
    with pytest.raises(RuleBroken) as broken:
        checked_contribution(said, TODAY)
    assert broken.value.field == field


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 10**9)), st.booleans())))
def test_totals_add_up(rows):
    given_ = [replace(MONEY, pence=pence, received_on=TODAY if came else None) for pence, came in rows]
    sums = totals(given_)
    assert sums.promised == sum(pence for pence, _ in rows if pence)
    assert 0 <= sums.received <= sums.promised
    assert sums.in_kind == len([pence for pence, _ in rows if pence is None])


@pytest.mark.parametrize("text", hostile_strings()[::5])
def test_any_text_is_an_amount_or_answered(text):
    try:
        pence = as_pence(text)
    except RuleBroken:
        return
    assert pence is None or pence >= 0
