"""Two versions side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.charter import comparison as comparison_module
from network.charter.comparison import MOST_PAIRS, MOST_WORK, Comparison, Mark, compare
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.text import PrincipleText

SENTENCE = st.lists(
    st.sampled_from(["we", "say", "who", "will", "be", "there", "before", "they", "come", "and", "why"]),
    min_size=1,
    max_size=8,
)
LONG_OTHER = " ".join(f"{n * 7 % 900} and the" for n in range(1600))
LINES = st.lists(SENTENCE.map(" ".join), min_size=1, max_size=6)


def read(comparison: Comparison, title: str, without: Mark) -> list[str]:
    """The lines of one part as one of the two versions has them."""
    part = next(part for part in comparison.parts if part.title == title)
    lines = ("".join(words.text for words in line if words.mark is not without) for line in part.lines)
    return [line for line in lines if line]


@given(LINES, LINES)
def test_each_version_can_be_read_out_of_it(before, after):
    """Whatever changed: without what came it is the earlier text, without what went the later, in its order."""
    first = replace(DEFAULT_CHARTER, commitments=tuple(before), introduction="\n".join(before))
    second = replace(DEFAULT_CHARTER, commitments=tuple(after), introduction="\n".join(after))
    comparison = compare(first, second)
    for title in ("We will", "Introduction"):
        assert read(comparison, title, Mark.REMOVED) == after
        assert sorted(read(comparison, title, Mark.ADDED)) == sorted(before)


def test_the_same_text_differs_in_nothing():
    comparison = compare(DEFAULT_CHARTER, DEFAULT_CHARTER)
    assert not comparison.differs
    assert comparison.summary == ()


def test_what_changed_is_said_in_sentences():
    principles = (
        replace(DEFAULT_CHARTER.principles[0], meaning="Nobody is afraid."),
        PrincipleText("Trustworthiness", DEFAULT_CHARTER.principles[1].meaning, formerly="Trust"),
        *DEFAULT_CHARTER.principles[3:],
        PrincipleText("Rest", "We rest."),
    )
    after = replace(DEFAULT_CHARTER, principles=principles, title="Another", commitments=("Begin.",))
    assert DEFAULT_CHARTER.principles[1].name == "Trust"
    assert compare(DEFAULT_CHARTER, after).summary == (
        "What Safety means has changed.",
        "The principle Trust is now called Trustworthiness.",
        "Rest is a new principle.",
        f"{DEFAULT_CHARTER.principles[2].name} is a principle no longer.",
        "The title has changed.",
        "What partners commit to has changed.",
    )


def test_a_changed_sentence_stands_beside_what_it_was():
    before = replace(DEFAULT_CHARTER, commitments=("We ask people what they need.", "We look back every year."))
    after = replace(DEFAULT_CHARTER, commitments=("We look back every year.", "We ask people kindly what they need."))
    part = compare(before, after).parts[-1]
    assert [[(words.mark.value, words.text) for words in line] for line in part.lines] == [
        [("same", "We look back every year.")],
        [("same", "We ask people "), ("added", "kindly "), ("same", "what they need.")],
    ]


@pytest.mark.parametrize(
    ("changes", "title", "says"),
    [
        ({"principles": DEFAULT_CHARTER.principles[::-1]}, "Our principles", "The principles are in another order."),
        ({"commitments": DEFAULT_CHARTER.commitments[::-1]}, "We will", "What partners commit to has changed."),
    ],
)
def test_another_order_is_another_text(changes, title, says):
    """It is numbered, and signed under another hash: it does not say the same, word for word."""
    comparison = compare(DEFAULT_CHARTER, replace(DEFAULT_CHARTER, **changes))
    assert comparison.summary == (says,)
    assert [part.title for part in comparison.parts if part.differs] == [title]


def test_one_principle_between_others_moves_nothing():
    first, second, *rest = DEFAULT_CHARTER.principles
    after = replace(DEFAULT_CHARTER, principles=(first, PrincipleText("Rest", "We rest."), second, *rest[1:]))
    assert "The principles are in another order." not in compare(DEFAULT_CHARTER, after).summary


@pytest.fixture
def work(monkeypatch):
    """How much was done at each comparison of two rows of words: the pairs of equal words that it went through."""
    done = []

    class Counted(SequenceMatcher):
        def get_matching_blocks(self):
            here, there = Counter(self.a), Counter(self.b)
            done.append(sum(count * there[word] for word, count in here.items() if not word.isspace()))
            return super().get_matching_blocks()

    monkeypatch.setattr(comparison_module, "SequenceMatcher", Counted)
    return done


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(" ".join(f"{n % 700} and the" for n in range(1600)), LONG_OTHER, id="written anew"),
        pytest.param("we " * 6600, "will " + "we " * 6500, id="one word again and again"),
        pytest.param("a" * 20_000, "b" * 20_000, id="one word"),
    ],
)
def test_the_longest_texts_are_compared_while_somebody_waits(before, after, work):
    """Everybody may open a comparison, so that none may keep the service busy."""
    texts = [replace(DEFAULT_CHARTER, principles=(PrincipleText("Safety", each),)) for each in (before, after)]
    comparison = compare(*texts)
    assert sum(work) <= MOST_WORK
    assert read(comparison, "Our principles", Mark.ADDED) == [f"Safety: {before}"]
    assert read(comparison, "Our principles", Mark.REMOVED) == [f"Safety: {after}"]


def test_many_short_lines_are_not_looked_for_one_by_one(work):
    texts = [replace(DEFAULT_CHARTER, introduction="\n".join(letters)) for letters in ("ab" * 1250, "cd" * 1250)]
    compare(*texts)
    assert len(work) <= MOST_PAIRS


def test_what_counts_the_work_counts_it(work):
    """A control: a sentence of five words, of which four stay."""
    before, after = ("We listen to all people", "We listen to many people")
    compare(*(replace(DEFAULT_CHARTER, introduction=each) for each in (before, after)))
    assert sum(work) >= 4
