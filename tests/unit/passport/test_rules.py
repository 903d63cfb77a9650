"""How long links work, what is offered of a completion, and whose name stands on what is shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.passport import rules
from network.passport.rules import Offered, ShareTerm
from network.passport.service.links import Purpose, hash_of, new_token
from network.passport.words import said_by, standing, tier_of
from network.training.public import CompletionStatus, PassportLine

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LINE = PassportLine(
    id=UUID(int=1),
    organisation_id=UUID(int=2),
    organisation="Harrow Hill Council",
    person_id=UUID(int=3),
    name="Kim Canary",
    course_code="T1-ORIENT",
    course_title="A first look",
    tier=1,
    tier_name="Tier 1",
    completed_on=date(2026, 10, 1),
    expires_on=date(2029, 10, 31),
    status=CompletionStatus.CONFIRMED,
)
WITHDRAWN = replace(LINE, status=CompletionStatus.WITHDRAWN)
FOR_GOOD = replace(LINE, expires_on=date.max)
OVER = replace(LINE, expires_on=date(2026, 11, 17))


@pytest.mark.parametrize(
    ("until", "is_good"),
    [(None, False), (NOW, False), (NOW + timedelta(microseconds=1), True), (NOW - timedelta(days=1), False)],
)
def test_what_ends_at_an_instant_works_up_to_it(until, is_good):
    assert rules.works(until, NOW) is is_good


@pytest.mark.parametrize(
    ("term", "today", "last"),
    [
        (ShareTerm.WEEK, TODAY, date(2026, 11, 25)),
        (ShareTerm.MONTH, TODAY, date(2026, 12, 18)),
        (ShareTerm.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
        (ShareTerm.YEAR, TODAY, date(2027, 11, 18)),
        (ShareTerm.YEAR, date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_how_long_a_link_is_given_for(term, today, last):
    assert term.last_day(today) == last


@given(st.sampled_from(ShareTerm), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_a_longer_term_never_ends_sooner(term, today):
    days = [each.last_day(today) for each in ShareTerm]
    assert days == sorted(days)
    assert term.last_day(today) > today


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINE, Offered(certificate=True, credential=True)),
        (FOR_GOOD, Offered(certificate=True, credential=True)),
        (replace(LINE, expires_on=TODAY), Offered(certificate=True, credential=True)),
        (OVER, Offered(certificate=True, credential=False)),
        (WITHDRAWN, Offered(certificate=False, credential=False)),
    ],
)
def test_what_is_offered_of_a_completion(line, expected):
    assert rules.offered(line, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (LINE, "Current until 31 October 2029"),
        (replace(LINE, expires_on=TODAY), f"Current until {TODAY.day} November 2026"),
        (OVER, "Was current until 17 November 2026"),
        (FOR_GOOD, "Current, and does not run out"),
        (WITHDRAWN, "Taken back: it was recorded by mistake"),
    ],
)
def test_how_long_it_counts_in_words(line, words):
    assert standing(line, TODAY) == words


def test_every_status_is_said():
    said = {status: said_by(replace(LINE, status=status)) for status in CompletionStatus}
    assert len(set(said.values())) == len(CompletionStatus), "confirmed and declared never look alike"


@pytest.mark.parametrize(("name", "words"), [("Tier 1", "Tier 1"), ("Everybody", "Tier 1: Everybody")])
def test_a_tier_is_not_said_twice(name, words):
    assert tier_of(replace(LINE, tier_name=name)) == words


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        ([""], ""),
        (["", "Kim"], "Kim"),
        (["Kim B.", "Kim"], "Kim B."),
    ],
)
def test_the_name_is_the_latest_that_somebody_recorded(names, expected):
    assert rules.name_of([replace(LINE, name=name) for name in names]) == expected


def test_what_was_taken_back_lends_no_name_and_is_not_shared():
    assert rules.name_of([WITHDRAWN]) == ""
    assert rules.to_share([WITHDRAWN, LINE, OVER]) == [LINE, OVER]


def test_there_is_room_for_so_many_links():
    rules.check_room(rules.MOST_SHARES - 1)
    with pytest.raises(RuleBroken) as broken:
        rules.check_room(rules.MOST_SHARES)
    assert broken.value.field == "lasts"
    assert len(broken.value.routes) >= 2


@given(st.text())
def test_a_link_is_kept_for_one_purpose(token):
    assert len({hash_of(purpose, token) for purpose in Purpose}) == len(Purpose)


def test_links_are_not_guessed():
    made = {new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert min(map(len, made)) >= 43, "256 bits in base64"


def test_a_course_outside_the_tiers_says_so():
    assert tier_of(replace(LINE, tier=None, tier_name="")) == "Outside the tiers"
