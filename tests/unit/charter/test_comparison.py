"""Two versions side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from network.charter.comparison import Comparison, Mark, compare
from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.text import PrincipleText

SENTENCE = st.lists(
    st.sampled_from(["we", "say", "who", "will", "be", "there", "before", "they", "come", "and", "why"]),
    min_size=1,
    max_size=8,
)
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
