"""Pasted lists, in the shapes that e-mail programs and spreadsheets give."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.training.roster import LARGEST_ROSTER, LONGEST_NAME, Attendee, merge_people, read_roster


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Ann Ash", "Ann Ash", None),
        ("  Ann   Ash  ", "Ann Ash", None),
        ("Ash, Ann", "Ann Ash", None),
        ("Ann Ash <ann@example.org>", "Ann Ash", "ann@example.org"),
        ("Ash, Ann <Ann.Ash@Example.org>", "Ann Ash", "ann.ash@example.org"),
        ('"Ash, Ann" <ann@example.org>', "Ann Ash", "ann@example.org"),
        ("<ann@example.org>", "", "ann@example.org"),
        ("ann@example.org", "", "ann@example.org"),
        ("Ann Ash, ann@example.org", "Ann Ash", "ann@example.org"),
        ("Ash, Ann, ann@example.org", "Ann Ash", "ann@example.org"),
        ("ann@example.org, Ann Ash", "Ann Ash", "ann@example.org"),
        ("Ann Ash ann@example.org", "Ann Ash", "ann@example.org"),
        ("Ann Ash (ann@example.org)", "Ann Ash", "ann@example.org"),
        ("Ann Ash; ann@example.org", "Ann Ash", "ann@example.org"),
        ("Ann Ash\tann@example.org", "Ann Ash", "ann@example.org"),
        ("Ann\tAsh\tann@example.org", "Ann Ash", "ann@example.org"),
        ("Ash, Ann\tann@example.org", "Ann Ash", "ann@example.org"),
        ("Ann Ash\tann@example.org\t", "Ann Ash", "ann@example.org"),
        ("1. Ann Ash", "Ann Ash", None),
        ("12) Ann Ash <ann@example.org>", "Ann Ash", "ann@example.org"),
        ("- Ann Ash", "Ann Ash", None),
        ("• Ann Ash", "Ann Ash", None),
        ("Ann\u00a0Ash", "Ann Ash", None),
        ("\ufeffAnn Ash", "Ann Ash", None),
        ("Siân O’Neill-Brown", "Siân O’Neill-Brown", None),
        ("田中さん", "田中さん", None),
        ("X", "X", None),
    ],
)
def test_one_line(line, name, email):
    roster = read_roster(line)
    assert roster.problems == ()
    assert [(person.name, person.email) for person in roster.people] == [(name, email)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ann <ann@nowhere>", "check the e-mail address “ann@nowhere”"),
        ("Ann, ann@, Ash", "check the e-mail address"),
        ("ann@example.org bo@example.org", "more than one e-mail"),
        ("Ann\tann@example.org\tbo@example.org", "more than one e-mail"),
        ("Ann\tAsh\tHousing\tann@example.org", "more than a name and an e-mail"),
        ("12345", "no letters"),
        (",", "write a name"),
        ("\u200b\u200b", "write a name"),
        ("a" * (LONGEST_NAME + 1), "shorten the name to 200"),
        ("a " * 600, "longer than 1,000"),
        ("Ann <" + "a" * 300 + "@example.org>", "check the e-mail"),
    ],
)
def test_a_line_to_mend(line, words):
    roster = read_roster(f"Bo Birch\n\n{line}")
    (problem,) = roster.problems
    assert problem.line == 3
    assert words in problem.what_to_do
    assert len(str(problem)) < 250


def test_headings_between_two_pasted_lists_are_not_a_person_either():
    roster = read_roster("Ann Bee\tann@b.example\nName\tEmail\nRae Oak\trae@b.example")
    assert [person.name for person in roster.people] == ["Ann Bee", "Rae Oak"]


def test_what_stands_between_a_name_and_an_address_is_no_part_of_either():
    (person,) = read_roster("Quinn Roe - quinn@b.example").people
    assert (person.name, person.email) == ("Quinn Roe", "quinn@b.example")


@pytest.mark.parametrize("line", ["Vic Moss,,vic@b.example,Housing", "Vic Moss\tvic@b.example\tHousing"])
def test_a_column_behind_the_address_is_no_part_of_the_name(line):
    roster = read_roster(line)
    assert roster.people == ()
    assert "Take the other columns out" in roster.problems[0].what_to_do


def test_headings_of_a_spreadsheet_are_not_a_person():
    roster = read_roster("Surname\tFirst name\tE-mail address\nAsh\tAnn\tann@example.org\nBirch\tBo\tbo@example.org")
    assert [person.name for person in roster.people] == ["Ann Ash", "Bo Birch"]
    roster = read_roster("Name,Email\nAnn Ash,ann@example.org")
    assert [person.name for person in roster.people] == ["Ann Ash"]


def test_the_to_line_of_an_email_holds_several():
    roster = read_roster("Ann Ash <ann@example.org>; Birch, Bo <bo@example.org>;")
    assert [(person.name, person.email) for person in roster.people] == [
        ("Ann Ash", "ann@example.org"),
        ("Bo Birch", "bo@example.org"),
    ]


def test_somebody_pasted_twice_is_one_person():
    roster = read_roster("Ann Ash <ann@example.org>\nBo Birch\nANN ASH, ann@EXAMPLE.org\nbo birch\nann@example.org")
    assert [person.name for person in roster.people] == ["Ann Ash", "Bo Birch"]
    assert roster.repeated == (3, 4, 5)


def test_a_name_alone_is_not_somebody_with_an_email():
    assert len(read_roster("Ann Ash\nAnn Ash <ann@example.org>").people) == 2


@pytest.mark.parametrize("other", ["Jose Alvarez", "JOSÉ ALVAREZ", "Jose\u0301 A\u0301lvarez"])
def test_a_name_with_and_without_its_accents_is_one_persons(other):
    """An address says who it is; phones leave accents out. A name alone is kept as it was written."""
    roster = read_roster(f"José Álvarez <jose@example.org>\n{other} <jose@example.org>")
    assert [(person.name, person.email) for person in roster.people] == [("José Álvarez", "jose@example.org")]
    assert (roster.problems, roster.repeated) == ((), (2,))
    assert len(read_roster("José Álvarez\nJose Alvarez").people) == 2


def test_one_address_for_two_names_is_asked_about():
    (problem,) = read_roster("Ann Ash <team@example.org>\nBo Birch <team@example.org>").problems
    assert str(problem).startswith("Line 2: the same e-mail address as on line 1, with another name.")


def test_too_many_lines_are_told_and_none_is_read():
    roster = read_roster("\n".join(f"Ann {'a' * (n % 50)}" for n in range(5_000)))
    assert roster.people == ()
    assert str(roster.problems[0]).startswith("There are 5,000 people on this list. Log up to 300")
    assert len(read_roster("\n".join(f"A <a{n}@example.org>" for n in range(LARGEST_ROSTER))).people) == LARGEST_ROSTER


def test_people_from_a_program_go_by_the_same_rules():
    roster = merge_people(
        [
            Attendee("Ann Ash", "ANN@example.org", None, 1),
            Attendee("", "bo@example.org", None, 2),
            Attendee("Cy", None, " 17 ", 3),
            Attendee("", None, None, 4),
            Attendee("Di", "di@", None, 5),
        ]
    )
    keys = [person.email or person.staff_number for person in roster.people]
    assert keys == ["ann@example.org", "bo@example.org", "17"]
    assert [problem.line for problem in roster.problems] == [4, 5]


@pytest.mark.parametrize(
    ("people", "is_one"),
    [
        ([("Ann Ash", "ann@example.org", "17"), ("Bo Birch", "bo@example.org", "17")], False),
        ([("Ann Ash", "ann@example.org", "17"), ("Ann Ash", "a.ash@example.org", "17")], False),
        ([("Ann Ash", "ann@example.org", "17"), ("Ann Ash", "ann@example.org", "71")], False),
        ([("Ann Ash", "ann@example.org", "17"), ("Bo Birch", None, "17")], False),
        ([("Bo Birch", None, "17"), ("Ann Ash", "ann@example.org", "17")], False),
        ([("Ann Ash", "ann@example.org", "17"), ("ann ash", None, "17")], True),
        ([("Ann Ash", "ann@example.org", None), ("", "ann@example.org", "17"), ("ANN ASH", None, "17")], True),
        ([("Ann Ash", None, "17"), ("Ann Ash", "ann@example.org", None), ("", "ann@example.org", "17")], True),
    ],
)
def test_one_staff_number_is_one_person_or_asked_about(people, is_one):
    roster = merge_people([Attendee(*person, line) for line, person in enumerate(people, 1)])
    if is_one:
        assert roster.people == (Attendee("Ann Ash", "ann@example.org", "17", 1),)
        assert roster.repeated == tuple(range(2, len(people) + 1))
        assert roster.problems == ()
    else:
        (problem,) = roster.problems
        assert str(problem).startswith("Line 2: ")
        assert "as on line 1, with another" in str(problem)


@given(
    st.lists(
        st.builds(
            Attendee,
            st.sampled_from(["Ann", "Bo"]),
            st.sampled_from([None, "a@example.org", "b@example.org", "c@example.org"]),
            st.sampled_from([None, "1", "2", "3"]),
        ),
        max_size=12,
    )
)
def test_no_two_people_of_a_list_share_what_they_are_known_by(people):
    listed = [replace(person, line=line) for line, person in enumerate(people, 1)]
    roster = merge_people(listed)
    for known_by in ([p.email for p in roster.people], [p.staff_number for p in roster.people]):
        told = [each for each in known_by if each]
        assert len(told) == len(set(told))
    said = {p.line for p in roster.people} | set(roster.repeated) | {problem.line for problem in roster.problems}
    if not roster.problems:
        assert said == {person.line for person in listed}


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_asked_about(text):
    roster = read_roster(text)
    for person in roster.people:
        assert person.name or person.email
        assert len(person.name) <= LONGEST_NAME
        assert "\x00" not in person.name
        assert person.email is None or person.email == person.email.lower()
    lines = {problem.line for problem in roster.problems}
    assert all(1 <= line <= len(text.splitlines()) for line in lines)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Ann <a@example.org>", "Bo", "Cy, c@example.org", "b o", "Bo"]), max_size=20))
def test_reading_twice_what_was_read_changes_nothing(lines):
    once = read_roster("\n".join(lines)).people
    again = read_roster("\n".join(f"{p.name} <{p.email}>" if p.email else p.name for p in once)).people
    assert [(p.name, p.email) for p in again] == [(p.name, p.email) for p in once]
