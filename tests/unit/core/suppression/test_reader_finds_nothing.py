"""No reader of everything that was ever said can tell a hidden count to within fewer than 5 people (`B17`).

The reader solves, exactly and in whole numbers, for the least and the most that each hidden figure can be, and knows
all tables, of all subjects, at all times: two people who see parts of them know no more together.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.core.suppression import Shown, keeper, shown
from tests.support.attacking_reader import AttackingReader
from tests.support.case_counts import SHOWN, Counted, published, relations_of

EVERY_MEASURE = tuple(dict.fromkeys(measure for measure, _ in SHOWN))
FEW, MANY = (0, 0, 0, 1, 1, 2, 3), (0, 1, 2, 4, 8, 15, 30)


def found_out(subjects, measures=EVERY_MEASURE, **how):
    """How narrow the reader gets a hidden figure, or one that should be, if below 5."""
    everything, counts = published(subjects, measures, **how)
    reader = AttackingReader(everything.said, relations_of(counts))
    wanted = [
        figure
        for figure, said in everything.said.items()
        if said.is_hidden or 1 <= sum(counts[cell] for cell in figure.cells) <= 7
    ]
    return reader.narrowest(wanted)[1]


def counted(numbers):
    return st.builds(
        Counted,
        meeting=st.tuples(numbers, numbers, numbers),
        behind=numbers,
        pathway=st.tuples(numbers, numbers, numbers),
        short=numbers,
        sessions=numbers,
    )


@st.composite
def histories(draw):
    quarters = draw(st.integers(1, 6))
    sizes = draw(st.lists(st.sampled_from([FEW, FEW, MANY]), min_size=1, max_size=3))
    return {
        f"organisation {number}": draw(st.lists(counted(st.sampled_from(size)), min_size=quarters, max_size=quarters))
        for number, size in enumerate(sizes)
    }


def made_up(seed):
    """A history of some length, always the same for one seed."""
    chance = random.Random(seed)

    def people(size):
        return tuple(chance.choice(size) for _ in range(3))

    return {
        f"organisation {number}": [
            Counted(people(size), chance.choice(size), people(size), chance.choice(size), chance.choice(size))
            for _ in range(6)
        ]
        for number, size in enumerate((FEW, FEW, MANY))
    }


@settings(max_examples=25, deadline=None)
@given(histories(), st.sampled_from([EVERY_MEASURE, ("referrals", "meeting"), ("referrals", "closures", "active")]))
@example(made_up(1), EVERY_MEASURE)
def test_no_hidden_figure_is_pinned(subjects, measures):
    assert found_out(subjects, measures) is None


def anybody_is_found_out(**how):
    return any(found_out(made_up(seed), ("referrals", "meeting", "sessions"), **how) for seed in range(3))


def test_the_reader_finds_nothing_in_the_histories_that_the_weakened_engines_are_tried_on():
    assert not anybody_is_found_out()


def test_the_reader_finds_out_where_nothing_is_hidden_for_the_sake_of_another(monkeypatch):
    monkeypatch.setattr(keeper, "NARROWEST", 0)
    assert anybody_is_found_out()


@pytest.mark.parametrize("narrower", [2, 4])
def test_the_reader_finds_out_where_less_than_five_is_wide_enough(monkeypatch, narrower):
    monkeypatch.setattr(keeper, "NARROWEST", narrower)
    assert anybody_is_found_out()


def test_the_reader_finds_out_where_the_first_rule_hides_fewer(monkeypatch):
    monkeypatch.setattr(shown, "LARGEST_HIDDEN", 4)
    monkeypatch.setattr(keeper, "LARGEST_HIDDEN", 4)
    assert anybody_is_found_out()


def test_the_reader_finds_out_where_a_rounded_number_is_thought_to_say_less(monkeypatch):
    def wider(said):
        if said.value:
            return (said.value - 5, said.value + 5)
        return true_limits(said)

    true_limits = Shown.limits.fget
    monkeypatch.setattr(Shown, "limits", property(wider))
    assert anybody_is_found_out()


def test_the_reader_finds_out_where_the_past_is_forgotten():
    assert anybody_is_found_out(is_forgetful=True)
