"""What can be declared, until when, and who answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from network.core.errors import RuleBroken
from network.training.declarations import rules
from network.training.declarations.vocabulary import DeclarationState

TODAY = date(2026, 11, 18)


@dataclass
class Course:
    tier: int | None = 1
    is_open: bool = True
    link: str = "https://course.example"
    modes: list[str] = field(default_factory=lambda: ["online"])


@pytest.mark.parametrize(
    ("course", "first_tier", "can"),
    [
        (Course(), 1, True),
        (Course(modes=["in-person", "online"]), 1, True),
        (Course(tier=2), 1, False),
        (Course(tier=2), 2, True),
        (Course(tier=None), 1, False),
        (Course(tier=None), None, False),
        (Course(is_open=False), 1, False),
        (Course(link=""), 1, False),
        (Course(modes=["in-person"]), 1, False),
    ],
)
def test_what_people_find_and_take_by_themselves_can_be_declared(course, first_tier, can):
    assert rules.can_be_declared(course, first_tier) is can


@pytest.mark.parametrize(
    ("completed_on", "validity", "error"),
    [
        (TODAY, 36, None),
        (date(2026, 11, 19), 36, "This day is still to come"),
        (date(2023, 11, 30), 36, None),
        (date(2023, 10, 31), 36, "This ran out on 31 October 2026"),
        (date(2016, 11, 18), None, None),
        (date(2016, 11, 17), None, "Check the year"),
    ],
)
def test_a_course_is_declared_while_it_is_current(completed_on, validity, error):
    if error is None:
        rules.check_day(completed_on, validity, TODAY)
        return
    with pytest.raises(RuleBroken, match=error) as broken:
        rules.check_day(completed_on, validity, TODAY)
    assert broken.value.field == "completed_on"


@pytest.mark.parametrize(
    ("state", "declared_by", "answered_by", "error"),
    [
        (DeclarationState.WAITING, "kim@a.example", "lea@a.example", None),
        (DeclarationState.WAITING, "kim@a.example", None, None),
        (DeclarationState.WAITING, "kim@a.example", "kim@a.example", "Somebody else looks"),
        (DeclarationState.NOT_CONFIRMED, "kim@a.example", "lea@a.example", "answered in the meantime"),
        (DeclarationState.CONFIRMED, "kim@a.example", "lea@a.example", "answered in the meantime"),
    ],
)
def test_somebody_else_answers_and_once(state, declared_by, answered_by, error):
    if error is None:
        rules.check_answer(state, declared_by, answered_by)
        return
    with pytest.raises(RuleBroken, match=error):
        rules.check_answer(state, declared_by, answered_by)


@pytest.mark.parametrize(
    ("name", "ends"), [("Kim", None), ("", "Enter your name"), ("42", "Enter"), ("K" * 201, "200")]
)
def test_a_name_has_letters_and_an_end(name, ends):
    if ends is None:
        rules.check_name(name)
        return
    with pytest.raises(RuleBroken, match=ends):
        rules.check_name(name)


def test_no_more_wait_than_somebody_can_look_at():
    rules.check_room(rules.MOST_WAITING - 1)
    with pytest.raises(RuleBroken) as broken:
        rules.check_room(rules.MOST_WAITING)
    assert len(broken.value.routes) == 2


def test_every_state_has_words_of_its_own():
    assert len({state.label for state in DeclarationState}) == 3
    assert all(state.label.startswith("Declared") for state in DeclarationState)
