"""The charter's words: read from lines, written back, and hashed."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.text import (
    PrincipleText,
    read_commitments,
    read_principles,
    write_commitments,
    write_principles,
)
from network.core.errors import RuleBroken

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip)
NAME = LINE.filter(lambda name: name and ":" not in name and "(formerly" not in name.lower())
PRINCIPLES = st.lists(
    st.builds(PrincipleText, NAME, LINE.filter(bool)),
    min_size=1,
    max_size=20,
    unique_by=lambda each: each.name.casefold(),
).map(tuple)


def test_a_new_name_says_what_it_was_and_is_not_in_the_text():
    (renamed,) = read_principles("Trustworthiness (formerly Trust): we do what we say")
    assert renamed == PrincipleText("Trustworthiness", "we do what we say", "Trust")
    assert write_principles((renamed,)) == "Trustworthiness (formerly Trust): we do what we say"
    text = replace(DEFAULT_CHARTER, principles=(renamed,))
    assert "formerly" not in text.plain(2)
    assert text.as_next().principles == (replace(renamed, formerly=""),)


@pytest.mark.parametrize(
    "typed", ["A (formerly B): x\nC (formerly b): y", "A (formerly B): x\nB: y", "A (formerly A): x"]
)
def test_a_former_name_is_nobody_elses(typed):
    with pytest.raises(RuleBroken, match="is there twice"):
        read_principles(typed)


@given(PRINCIPLES)
def test_principles_written_are_read_again(principles):
    assert read_principles(write_principles(principles)) == principles


@given(st.lists(LINE.filter(bool), min_size=1, max_size=30).map(tuple))
def test_commitments_written_are_read_again(commitments):
    assert read_commitments(write_commitments(commitments)) == commitments


def test_blank_lines_and_spaces_do_not_count():
    assert read_principles("\n  Safety :  nobody is afraid \n\n\nTrust: we say why: always\n") == (
        PrincipleText("Safety", "nobody is afraid"),
        PrincipleText("Trust", "we say why: always"),
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write at least one principle"),
        ("\n \n", "Write at least one principle"),
        ("Safety: yes\n\nTrust", "Line 3 needs a name, a colon"),
        ("Safety:", "Line 1 needs"),
        (": a meaning", "Line 1 needs"),
        ("Safety: a\nsafety: b", "Safety is there twice"),
        ("S" * 101 + ": a", "The name in line 1 is long"),
        ("\n".join(f"Number {n}: a" for n in range(21)), "Keep to 20 principles"),
    ],
)
def test_principles_that_cannot_be_read_say_which_line(typed, message):
    with pytest.raises(RuleBroken, match=message) as broken:
        read_principles(typed)
    assert broken.value.field == "principles"


@pytest.mark.parametrize(("typed", "message"), [(" \n", "at least one"), ("a\n" * 31, "Keep to 30")])
def test_commitments_that_cannot_be_read(typed, message):
    with pytest.raises(RuleBroken, match=message) as broken:
        read_commitments(typed)
    assert broken.value.field == "commitments"


def test_the_hash_is_of_the_plain_text():
    plain = DEFAULT_CHARTER.plain(1)
    assert DEFAULT_CHARTER.hash(1) == hashlib.sha256(plain.encode()).hexdigest()
    assert plain.startswith("Our charter for trauma-informed practice\nVersion 1\n")
    for principle in DEFAULT_CHARTER.principles:
        assert f"{principle.name}: {principle.meaning}" in plain
    assert all(commitment in plain for commitment in DEFAULT_CHARTER.commitments)


@pytest.mark.parametrize(
    "changed",
    [
        replace(DEFAULT_CHARTER, title="Another"),
        replace(DEFAULT_CHARTER, introduction="Another"),
        replace(DEFAULT_CHARTER, definition="Another"),
        replace(DEFAULT_CHARTER, definition_source="Another"),
        replace(DEFAULT_CHARTER, principles=DEFAULT_CHARTER.principles[::-1]),
        replace(DEFAULT_CHARTER, commitments=DEFAULT_CHARTER.commitments[1:]),
    ],
)
def test_any_change_is_another_text(changed):
    assert changed.hash(1) != DEFAULT_CHARTER.hash(1)
    assert DEFAULT_CHARTER.hash(2) != DEFAULT_CHARTER.hash(1)


def test_the_default_has_the_six_principles_and_says_whose_definition_it_is():
    """D8, CH-1, CH-7."""
    assert [principle.name for principle in DEFAULT_CHARTER.principles] == [
        "Safety",
        "Trust",
        "Choice",
        "Collaboration",
        "Empowerment",
        "Respect for diversity",
    ]
    assert 6 <= len(DEFAULT_CHARTER.commitments) <= 8
    assert "SAMHSA" in DEFAULT_CHARTER.definition_source
    assert "page 7" in DEFAULT_CHARTER.definition_source
