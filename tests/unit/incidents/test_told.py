"""Every step has words to its person, and so has who was told of it (U10, U23)."""

import pytest

from network.incidents.own_record import OWN_PART_WORDS, PART_WORDS
from network.incidents.rules.readers import SEALED
from network.incidents.rules.states import Step
from network.incidents.rules.told import STEP_WORDS, WHO_WAS_TOLD, managers_at, told_of


def test_every_step_and_every_part_has_its_words():
    assert set(STEP_WORDS) == set(WHO_WAS_TOLD) == set(Step)
    assert set(PART_WORDS) == set(OWN_PART_WORDS) == set(SEALED)
    said = " ".join((*STEP_WORDS.values(), *PART_WORDS.values())).lower()
    assert [word for word in ("victim", "case", "overdue", "failed", "late ") if word in said] == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step.LET_THROUGH, ""),
        (Step.SEND_BACK, "your manager"),
        (Step.SUBMIT, "incident leads and you"),
        (Step.DECLINE, "incident leads, the provider, your manager and you"),
    ],
)
def test_who_was_told_in_words(step, words):
    assert told_of(step) == words


@pytest.mark.parametrize("step", list(Step))
def test_no_manager_is_told_where_there_is_none(step):
    assert "manager" not in told_of(step, has_manager=False)


@pytest.mark.parametrize(
    ("steps", "has_author", "has_successor", "were_there"),
    [
        ([Step.SUBMIT, Step.DECLINE], True, False, (True, True)),
        ([Step.ASK_FOR_ONESELF, Step.DECLINE], False, False, (False, False)),
        ([Step.SUBMIT, Step.HAND_OVER, Step.DECLINE], True, False, (True, False, False)),
        ([Step.SUBMIT, Step.HAND_OVER, Step.NAME_MANAGER, Step.DECLINE], True, True, (True, False, True, True)),
        ([Step.SUBMIT, Step.NAME_MANAGER, Step.DECLINE], True, False, (True, False, False)),
        ([Step.SUBMIT, Step.HAND_OVER, Step.NAME_NOBODY, Step.DECLINE], True, False, (True, False, False, False)),
    ],
)
def test_when_there_was_a_manager_to_tell(steps, has_author, has_successor, were_there):
    assert managers_at(steps, has_author=has_author, has_successor=has_successor) == were_there
