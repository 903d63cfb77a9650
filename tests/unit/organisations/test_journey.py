"""The journey's rules: what comes best after what (D13), and stages that are named, not graded (U25)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import NotFound, RuleBroken
from network.organisations.rules import journey as rules
from network.organisations.rules.journey import DEFAULT_STAGES, comes_best_after
from network.organisations.vocabulary import Progress, Workstream

TODAY = date(2026, 11, 18)
P, T, C, S = Workstream
NOT, WAY, IN = Progress


@pytest.mark.parametrize(
    ("progress", "after"),
    [
        ({}, ()),
        ({S: NOT}, ()),
        ({P: NOT, T: NOT, C: NOT, S: NOT}, ()),
        ({S: WAY}, (P, T, C)),
        ({S: IN}, (P, T, C)),
        ({P: WAY, T: WAY, C: WAY, S: WAY}, (P, T, C)),
        ({P: IN, T: WAY, C: IN, S: WAY}, (T,)),
        ({P: IN, T: IN, C: NOT, S: IN}, (C,)),
        ({P: IN, T: IN, C: IN, S: WAY}, ()),
        ({P: IN, T: IN, C: IN, S: IN}, ()),
        ({P: NOT, T: NOT, C: NOT}, ()),
    ],
)
def test_changing_services_comes_best_after_the_other_three(progress, after):
    """D13."""
    assert comes_best_after(progress) == after


def test_the_rule_over_every_way_that_a_journey_can_stand():
    """D13: services begun, and what is not in place of the other three, is all that it ever names."""
    for states in product(Progress, repeat=4):
        progress = dict(zip(Workstream, states, strict=True))
        expected = {each for each in (P, T, C) if progress[each] is not IN} if progress[S] is not NOT else set()
        assert set(comes_best_after(progress)) == expected


@given(st.dictionaries(st.sampled_from(Workstream), st.sampled_from(Progress)), st.sampled_from((P, T, C)))
def test_bringing_something_into_place_never_makes_the_list_longer(progress, workstream):
    assert set(comes_best_after({**progress, workstream: IN})) <= set(comes_best_after(progress))


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (None, "Enter the day since when it is so"),
        (date(2026, 11, 19), "Enter today or a day before it"),
        (date.max, "Enter today or a day before it"),
        (date(1999, 12, 31), "Enter a day of 2000 or later"),
        (date.min, "Enter a day of 2000 or later"),
    ],
)
def test_a_day_that_cannot_be_is_answered(since, said):
    for progress in (WAY, IN):
        with pytest.raises(RuleBroken, match=said) as broken:
            rules.day_of(progress, since, TODAY)
        assert broken.value.field == "since"
    assert rules.day_of(NOT, since, TODAY) is None


def test_a_day_up_to_today_is_kept():
    assert rules.day_of(WAY, TODAY, TODAY) == TODAY
    assert rules.day_of(IN, rules.EARLIEST, TODAY) == rules.EARLIEST


def test_the_default_names_progress_without_a_grade():
    """U25: five words for progress; none is a colour or a number."""
    names = [stage.name for stage in DEFAULT_STAGES]
    assert names == ["Setting out", "Laying foundations", "Growing", "Part of how we work", "Sharing with others"]
    assert [stage.position for stage in DEFAULT_STAGES] == [1, 2, 3, 4, 5]
    said = " ".join(f"{stage.name} {stage.meaning}" for stage in DEFAULT_STAGES).casefold()
    assert not {"red", "amber", "green", "level", "score", "grade"} & set(said.split())
    assert not any(character.isdigit() for character in said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter a name in words"),
        ("3", "Enter a name in words"),
        ("…", "Enter a name in words"),
        ("x" * 10_000, "Use 60 characters or fewer; this has 10,000"),
        ("growing!", "There is a stage with this name already. Choose another name"),
    ],
)
def test_a_name_that_does_not_fit_is_answered(typed, said):
    with pytest.raises(RuleBroken, match=said):
        rules.checked_name(typed, ["Growing"])


def test_a_stage_is_placed_after_another():
    assert rules.place_after(DEFAULT_STAGES, "") == 1
    assert rules.place_after(DEFAULT_STAGES, "growing") == 4
    with pytest.raises(RuleBroken, match="Choose a stage"):
        rules.place_after(DEFAULT_STAGES, "nowhere")
    with pytest.raises(RuleBroken, match="at most 12 stages"):
        rules.place_after([*DEFAULT_STAGES] * 3, "")
    with pytest.raises(RuleBroken, match="Choose a stage"):
        rules.checked_stage("nowhere", DEFAULT_STAGES)


def test_an_area_of_work_is_known_by_its_word():
    assert rules.workstream_called("service-delivery") is S
    for text in ("", "Training", "services", "\x00"):
        with pytest.raises(NotFound):
            rules.workstream_called(text)
