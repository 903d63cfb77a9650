"""A few questions after the end: what may be written, and what is told of the answers (LE-7, B17)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import RuleBroken
from network.core.suppression import Quarter
from network.incidents.rules.questions import Question, Reply, check_words, is_told, tell

QUARTER = Quarter(2026, 3)
NAMES = ["Canary Quillfeather", "Robin Marchbanks"]


@pytest.mark.parametrize(
    "words",
    [
        "Canary was kind",
        "My manager Robin helped",
        "Ring me on 07700 900 817",
        "Look at www.example.org",
        "It began on 18 November 2026",
        "Oluwaseun was kind",
        "It helped. " * 40,
    ],
)
def test_what_names_somebody_is_not_kept(words):
    with pytest.raises(RuleBroken) as broken:
        check_words(words, NAMES)
    assert broken.value.field == "words"


@pytest.mark.parametrize("words", ["", "It helped me to talk with somebody.", "I slept better after it and felt safe."])
def test_what_is_theirs_to_say_is_kept(words):
    check_words(words, NAMES)


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 7, 1), False), (date(2027, 1, 1), True)],
)
def test_a_quarter_is_told_once_it_has_ended(today, told):
    assert is_told(QUARTER, today) is told


def of(**counts):
    return {(Reply(reply),) * len(Question): count for reply, count in counts.items()}


def test_where_few_answered_not_even_a_nought_is_told():
    """Or that nobody said yes would tell what each of the few said."""
    told = tell(QUARTER, of(no=3))
    assert told.answered.is_hidden
    assert told.sums == {}
    assert not told.has_words


def test_where_more_answered_each_sum_is_by_the_first_rule():
    told = tell(QUARTER, of(yes=11, no=2))
    assert told.answered.value == 15
    assert {reply: told.sums[Question.SAFE][reply].value for reply in Reply} == {
        Reply.YES: 10,
        Reply.PARTLY: 0,
        Reply.NO: None,
        Reply.UNSAID: 0,
    }
    assert told.has_words


def test_nobody_at_all_has_no_words():
    assert not tell(QUARTER, {}).has_words


@given(st.dictionaries(st.tuples(*[st.sampled_from(list(Reply))] * len(Question)), st.integers(1, 30), max_size=20))
def test_no_sum_of_one_to_seven_is_ever_told(answers):
    told = tell(QUARTER, answers)
    values = [told.answered.value, *(shown.value for sums in told.sums.values() for shown in sums.values())]
    assert all(value is None or value == 0 or (value >= 10 and value % 5 == 0) for value in values)
    assert bool(told.sums) is not told.answered.is_hidden
