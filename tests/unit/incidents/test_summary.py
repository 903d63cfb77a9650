"""The closing summary: general comments and nothing else, one text for both people (CI-19, D10)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.incidents.rules.summary import (
    LONGEST_SUMMARY,
    FindingKind,
    Statement,
    check_summary,
    render_summary,
    summary_hash,
)
from tests.unit.incidents.summary_sentences import BAD, GOOD

NAMES = ("Kelly Smith", "Grace Will", "Owen Brook")
EVERY_BAD = [(FindingKind(kind), words) for kind, sentences in BAD.items() for words in sentences]
NOT_OUR_WORDS = re.compile(
    r"\b(victim|suffer\w*|failed|fail|non-compliant|debrief\w*|case|overdue|invalid|illegal|must|wrong|trauma\w*)\b",
    re.I,
)


def kinds(words):
    return {each.kind for each in check_summary([Statement.ENDED], words, names=NAMES)}


def test_the_tables_are_large_enough_to_say_something():
    assert len(set(EVERY_BAD)) >= 300
    assert len(set(GOOD)) >= 100
    assert {kind for kind, _ in EVERY_BAD} == set(FindingKind) - {FindingKind.LENGTH, FindingKind.NOTHING_TICKED}


@pytest.mark.parametrize(("kind", "words"), EVERY_BAD)
def test_a_bad_summary_is_caught_for_what_it_is(kind, words):
    assert kind in kinds(words)


@pytest.mark.parametrize("words", GOOD)
def test_general_comments_are_left_alone(words):
    assert check_summary([Statement.ENDED], words, names=NAMES) == ()


@pytest.mark.parametrize("statement", Statement)
def test_what_can_be_ticked_is_general_itself(statement):
    words = re.split(r"[.,:] ?", statement.label)

    assert check_summary([statement], statement.label, names=NAMES) == ()
    assert not NOT_OUR_WORDS.search(statement.label)
    assert max(len(sentence.split()) for sentence in words) <= 20


def test_there_are_eight_to_twelve_statements():
    assert 8 <= len(Statement) <= 12


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_says_what_to_do_and_blames_nobody(kind):
    assert kind.advice.endswith(".")
    assert not NOT_OUR_WORDS.search(kind.advice)


def test_a_finding_stands_where_it_says():
    words = "Thank you. Kelly attended\u200b six sessions."

    found = check_summary([Statement.ENDED], words, names=NAMES)

    assert [(each.kind, each.text) for each in found] == [
        (FindingKind.NAME, "Kelly"),
        (FindingKind.ATTENDANCE, "attended"),
        (FindingKind.COUNT, "six"),
    ]
    assert all(words[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    "words",
    ["Smith is welcome", "smith is welcome", "Smiths is welcome", "K.S. is welcome", "KS is welcome", "S-m-i-t-h"],
)
def test_the_people_in_it_are_not_named(words):
    assert FindingKind.NAME in kinds(words)


def test_a_name_that_is_a_word_is_told_by_its_capital_letter():
    assert FindingKind.NAME in kinds("Please thank Will for the help")
    assert FindingKind.NAME not in kinds("This will help")


@pytest.mark.parametrize(
    ("words", "found"),
    [("well " * 60, set()), ("well " * 59 + "wells", set()), ("well " * 60 + "x", {FindingKind.LENGTH})],
)
def test_there_is_room_for_300_characters(words, found):
    assert {each.kind for each in check_summary([Statement.ENDED], words)} & {FindingKind.LENGTH} == found
    assert LONGEST_SUMMARY == 300


def test_one_statement_at_least():
    assert [each.kind for each in check_summary([], "")] == [FindingKind.NOTHING_TICKED]
    assert check_summary([Statement.ENDED], "") == ()


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u2063"
SPACES = (" ", "\n", "\r\n", "\u00a0", "  ", "\t", "\u2009")


@settings(max_examples=300)
@given(st.sampled_from(EVERY_BAD), st.data())
def test_nothing_that_cannot_be_seen_hides_a_word(bad, data):
    kind, words = bad
    at = data.draw(st.lists(st.integers(0, len(words)), max_size=6))
    for place in sorted(at, reverse=True):
        words = words[:place] + data.draw(st.sampled_from(INVISIBLE)) + words[place:]
    if kind is not FindingKind.LINK:
        words = words.replace(" ", data.draw(st.sampled_from(SPACES)))

    assert kind in kinds(words)


@settings(max_examples=300)
@given(st.sampled_from(EVERY_BAD), st.data())
def test_case_hides_nothing(bad, data):
    kind, words = bad
    changed = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))(words)

    assert kinds(changed), changed
    if kind not in {FindingKind.NAME, FindingKind.UNKNOWN_WORD}:
        assert kind in kinds(changed)


@settings(max_examples=400)
@given(st.sampled_from(EVERY_BAD), st.data())
def test_signs_between_letters_hide_nothing(bad, data):
    _, words = bad
    inside = [match.start() + 1 for match in re.finditer(r"\w\w", words)]
    sign = data.draw(st.sampled_from([".", "-", "_", "*", "/", "·", "\n", " ", "‑", "~"]))
    for place in sorted(data.draw(st.sets(st.sampled_from(inside), max_size=4)), reverse=True) if inside else []:
        words = words[:place] + sign + words[place:]

    assert kinds(words)


@settings(max_examples=200)
@given(st.sampled_from(EVERY_BAD), st.sampled_from(GOOD), st.sampled_from(GOOD))
def test_what_is_bad_stays_bad_among_the_good(bad, before, after):
    kind, words = bad

    assert kind in kinds(f"{before} {words}. {after}")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(GOOD), min_size=2, max_size=4), st.sampled_from([" ", "\n", "\n\n", "\n- "]))
def test_what_is_good_stays_good_together(sentences, between):
    assert kinds(between.join(sentences)) <= {FindingKind.LENGTH}


@given(st.text(max_size=320))
@example("e\u0301\u0301 ﷺ İ ß ½ 🅿")
def test_any_text_is_read_and_places_are_its_own(words):
    for each in check_summary([Statement.ENDED], words, names=NAMES):
        assert words[each.start : each.end] == each.text


def test_the_text_holds_what_was_ticked_in_its_own_order_and_the_words():
    text = render_summary([Statement.WAY_BACK, Statement.ENDED, Statement.ENDED], "Thank you.")

    assert text.index(Statement.ENDED.label) < text.index(Statement.WAY_BACK.label) < text.index("Thank you.")
    assert text.count(Statement.ENDED.label) == 1
    assert text.endswith("The staff member and their manager are given this same text.")


@given(st.lists(st.sampled_from(Statement), min_size=1), st.randoms(), st.sampled_from(GOOD))
def test_the_same_choice_is_the_same_text_byte_for_byte(statements, random, words):
    shuffled = [*statements, *statements]
    random.shuffle(shuffled)
    disguised = unicodedata.normalize("NFD", words).replace(" ", " \u200b ")

    assert render_summary(shuffled, disguised) == render_summary(statements, words)


def test_no_words_leave_no_gap():
    assert render_summary([Statement.ENDED], " \n\u200b ") == render_summary([Statement.ENDED], "")


def test_the_hash_is_of_the_composed_text():
    assert summary_hash("Zo\u00eb") == summary_hash("Zoe\u0308") == hashlib.sha256("Zo\u00eb".encode()).hexdigest()
    assert summary_hash("a") != summary_hash("b")
