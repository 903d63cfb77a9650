"""When and how staff can train: tidied, put in order, or answered in words of what to do (ORG-9)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.organisations.rules.capacity import Capacity, checked_capacity
from network.organisations.vocabulary import TrainingTime, TrainingWay
from tests.support.hostile import hostile_strings


def checked(**said) -> Capacity:
    blank = {"times": (), "ways": (), "shift_pattern": "", "largest_group": None, "difficulty": ""}
    return checked_capacity(**{**blank, **said})


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({}, "times", "Answer at least one of the questions"),
        ({"shift_pattern": " \u200b", "difficulty": "\n \n"}, "times", "Answer at least one of the questions"),
        ({"shift_pattern": "x" * 10_000}, "shift_pattern", "Use 150 characters or fewer; this has 10,000"),
        ({"difficulty": "x" * 501}, "difficulty", "Use 500 characters or fewer; this has 501"),
        ({"largest_group": 0}, "largest_group", "Enter a number of people from 1 to 100,000"),
        ({"largest_group": -4}, "largest_group", "Enter a number of people from 1 to 100,000"),
        ({"largest_group": 10**9}, "largest_group", "Enter a number of people from 1 to 100,000"),
    ],
)
def test_what_does_not_fit_is_answered(said, field, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        checked(**said)
    assert broken.value.field == field


@given(st.lists(st.sampled_from(TrainingTime)), st.lists(st.sampled_from(TrainingWay)))
def test_choices_are_kept_once_and_in_their_order(times, ways):
    kept = checked(times=times, ways=ways, largest_group=12)
    assert kept.times == tuple(each for each in TrainingTime if each in times)
    assert kept.ways == tuple(each for each in TrainingWay if each in ways)
    assert checked_capacity(kept.times, kept.ways, kept.shift_pattern, kept.largest_group, kept.difficulty) == kept


def test_in_words():
    kept = checked(times=["twilight", TrainingTime.STAFF_MEETING], largest_group=1200, difficulty="No cover")
    assert kept.in_words("times") == "20 minutes of a staff meeting; Twilight, after the working day"
    assert [kept.in_words(field) for field in ("ways", "largest_group", "difficulty")] == [
        "Not given",
        "1,200",
        "No cover",
    ]


@pytest.mark.parametrize("text", hostile_strings()[::3])
def test_any_text_is_kept_or_answered(text):
    with suppress(RuleBroken):
        kept = checked(shift_pattern=text, difficulty=text)
        assert "\x00" not in kept.shift_pattern + kept.difficulty
        assert kept == checked(shift_pattern=kept.shift_pattern, difficulty=kept.difficulty)
