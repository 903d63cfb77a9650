"""What may be said, how long a link works, and what can be answered."""

from datetime import UTC, datetime, timedelta

import pytest

from network.core.errors import Conflict, RuleBroken
from network.joining import rules
from network.joining.vocabulary import RequestState

SENT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (timedelta(0), True),
        (timedelta(days=7, seconds=-1), True),
        (timedelta(days=7), False),
        (timedelta(days=7, seconds=1), False),
    ],
)
def test_a_link_works_for_seven_days(after, works):
    """B5"""
    assert rules.is_link_usable(SENT, SENT + after) is works


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  Ash   Okafor ", "Ash Okafor"), ("A\r\nBcc: x@example.org", "A Bcc: x@example.org"), ("x" * 200, "x" * 200)],
)
def test_a_line_is_tidied(text, kept):
    assert rules.clean_line("person", text, "Enter your name") == kept


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 201, "x" * 10_000])
def test_a_line_that_cannot_stand_names_its_field(text):
    with pytest.raises(RuleBroken) as broken:
        rules.clean_line("person", text, "Enter your name")
    assert broken.value.field == "person"


def test_what_brings_them_is_optional_and_short():
    assert rules.clean_words("") == ""
    assert rules.clean_words("a\r\nb" + "x" * 297) == "a\nb" + "x" * 297
    with pytest.raises(RuleBroken) as broken:
        rules.clean_words("x" * 301)
    assert broken.value.field == "words"


@pytest.mark.parametrize("state", [state for state in RequestState if state is not RequestState.WAITING])
def test_only_what_waits_is_answered(state):
    rules.check_answerable(RequestState.WAITING)
    with pytest.raises(Conflict):
        rules.check_answerable(state)


@pytest.mark.parametrize(("others", "words"), [(0, ""), (1, "Two people asked"), (5, "6 people asked")])
def test_how_many_asked_in_words(others, words):
    assert rules.people_asked(others) == words
