"""The benchmark's files: the product knows them for what they are, and takes from them what the floor counts on."""

from __future__ import annotations

from datetime import date

import pytest

from bench.data.exports import MOODLE, PLAIN, UNREADABLE, known_people, lines_of, people_of
from network.training.exports import Choices, read_claims, recognise

TODAY = date(2026, 11, 22)
COURSES = ["T1-ONLINE", "T2-PRACTICE", "T3-DEEP"]
ROWS = 1_000


@pytest.mark.parametrize(("kind", "system"), [(PLAIN, "other"), (MOODLE, "moodle")], ids=["plain", "moodle"])
def test_files_leave_nothing_open_and_one_row_in_a_hundred_to_mend(tmp_path, kind, system):
    content = kind.write(tmp_path / "file.csv", lines_of(ROWS, kind, COURSES, TODAY)).read_bytes()
    recognised = recognise(content, Choices(), course_is_given=kind is MOODLE)
    claims = list(read_claims(content, recognised, Choices(), TODAY))
    assert (recognised.system, recognised.questions, len(claims)) == (system, (), ROWS)
    assert sum(bool(claim.problem) for claim in claims) == ROWS // UNREADABLE
    taken = [claim for claim in claims if not claim.problem]
    assert all(claim.completed_on is not None and claim.completed_on < TODAY for claim in taken)
    assert len({(claim.email, claim.course) for claim in taken}) == len(taken), "nobody completes a course twice"
    assert len({claim.email for claim in taken}) <= people_of(ROWS, kind)


def test_a_file_about_several_courses_names_them_and_half_of_its_people_are_known():
    courses = {line.course for line in lines_of(ROWS, PLAIN, COURSES, TODAY)}
    assert courses == set(COURSES)
    assert {line.course for line in lines_of(ROWS, MOODLE, COURSES, TODAY)} == {COURSES[0]}
    assert known_people(ROWS, PLAIN) == people_of(ROWS, PLAIN) // 2
