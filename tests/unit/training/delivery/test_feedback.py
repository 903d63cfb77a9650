"""What may be shown of answers, and when."""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.training.delivery.feedback import Said, check_said, read_themes, summed_up
from network.training.delivery.vocabulary import Occasion, PracticeChange

FINE = Said(5, 4, 3)
marks = st.integers(1, 5)


@given(st.lists(st.builds(Said, marks, marks, marks), max_size=12))
def test_nothing_is_shown_below_five(answers):
    summary = summed_up(answers, ["words"] * len(answers), [["pace"]] * len(answers))
    if len(answers) < 5:
        assert summary is None
    else:
        assert summary.answers == len(answers)
        assert summary.averages == {
            "clear": round(mean(each.clear for each in answers), 1),
            "safe": round(mean(each.safe for each in answers), 1),
            "useful": round(mean(each.useful for each in answers), 1),
        }


def test_averages_changes_and_themes():
    summary = summed_up([FINE] * 4 + [Said(1, 4, 3)], themes=[["pace", "room"], ["pace"], [], [], []])
    assert summary.averages == {"clear": 4.2, "safe": 4.0, "useful": 3.0}
    assert summary.themes == {"pace": 2, "room": 1}
    later = summed_up([Said(change=PracticeChange.DOING)] * 3 + [Said(change=PracticeChange.NOTHING)] * 2)
    assert later.changes[PracticeChange.DOING] == 3
    assert later.changes[PracticeChange.PLANNED] == 0
    assert later.averages == {}


@pytest.mark.parametrize(
    ("said", "occasion", "field"),
    [
        (Said(5, 5), Occasion.AFTER, "useful"),
        (Said(0, 5, 5), Occasion.AFTER, "clear"),
        (Said(5, 6, 5), Occasion.AFTER, "safe"),
        (Said(5, 5, 5, words="x" * 501), Occasion.AFTER, "words"),
        (FINE, Occasion.LATER, "change"),
    ],
)
def test_what_is_not_answered_is_named(said, occasion, field):
    check_said(FINE, Occasion.AFTER)
    with pytest.raises(RuleBroken) as broken:
        check_said(said, occasion)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("text", "themes"),
    [("", []), ("Pace, more  Examples,pace,,", ["pace", "more examples"]), ("a\u202eb", ["ab"])],
)
def test_themes(text, themes):
    assert read_themes(text) == themes


@pytest.mark.parametrize("text", ["a,b,c,d,e,f", "x" * 41])
def test_too_much_of_a_theme(text):
    with pytest.raises(RuleBroken):
        read_themes(text)
