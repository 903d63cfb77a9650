"""What holds for pledges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from network.charter.rules import pledges as rules
from network.charter.rules.pledges import PledgeText
from network.charter.vocabulary import PledgeState
from network.core.errors import RuleBroken

TODAY = date(2026, 11, 18)
SAID = PledgeText("Rewrite our first letter", "Head of communications", date(2027, 5, 1))


@pytest.mark.parametrize(
    ("changes", "is_new", "field"),
    [
        ({}, True, None),
        ({"text": " "}, True, "text"),
        ({"text": "A" * 301}, True, "text"),
        ({"owner_name": ""}, True, "owner_name"),
        ({"owner_name": "A" * 101}, True, "owner_name"),
        ({"due_on": None}, True, "due_on"),
        ({"due_on": date(2026, 11, 17)}, True, "due_on"),
        ({"due_on": date(2026, 11, 18)}, True, None),
        ({"due_on": date(2026, 11, 17)}, False, None),
        ({"due_on": date(2020, 1, 1), "state": PledgeState.IN_PLACE}, True, None),
        ({"due_on": date(2999, 1, 1)}, True, "due_on"),
        ({"state": PledgeState.CHECKED}, True, "state"),
    ],
)
def test_a_pledge_says_what_who_and_by_when(changes, is_new, field):
    said = replace(SAID, **changes)
    if field is None:
        assert rules.checked_pledge(said, TODAY, is_new=is_new) == said
        return
    with pytest.raises(RuleBroken) as broken:
        rules.checked_pledge(said, TODAY, is_new=is_new)
    assert broken.value.field == field


PLANNED, STARTED, IN_PLACE, CHECKED = PledgeState


@pytest.mark.parametrize(
    ("before", "said", "words_changed", "after"),
    [
        (PLANNED, STARTED, False, STARTED),
        (IN_PLACE, PLANNED, True, PLANNED),
        (CHECKED, IN_PLACE, False, CHECKED),
        (CHECKED, IN_PLACE, True, IN_PLACE),
        (CHECKED, STARTED, False, STARTED),
        (IN_PLACE, IN_PLACE, False, IN_PLACE),
    ],
)
def test_what_was_checked_stays_so_while_nothing_changes(before, said, words_changed, after):
    assert rules.state_after_edit(before, said, words_changed=words_changed) is after


RENAMINGS = [
    rules.Renaming(2, date(2027, 1, 1), "trust", "Trustworthiness"),
    rules.Renaming(3, date(2028, 1, 1), "Trustworthiness", "Being true"),
    rules.Renaming(3, date(2028, 1, 1), "Rest", "Trust"),
]


@pytest.mark.parametrize(
    ("principle", "made_on", "signed", "today"),
    [
        ("Trust", TODAY, 0, "Being true"),
        ("Trust", TODAY, 1, "Being true"),
        ("Trustworthiness", TODAY, 2, "Being true"),
        ("Rest", TODAY, 1, "Trust"),
        ("Trust", TODAY, 3, "Trust"),
        ("Trust", date(2028, 1, 2), 1, "Trust"),
        ("Safety", TODAY, 0, "Safety"),
    ],
)
def test_pledges_follow_a_principle_to_its_new_name(principle, made_on, signed, today):
    """D8: through each version since, whether or not it was signed; a name that was given anew is another's."""
    assert rules.name_today(principle, made_on, signed, RENAMINGS) == today


def test_a_principle_has_room_for_five():
    rules.check_room(4)
    with pytest.raises(RuleBroken, match="at most 5"):
        rules.check_room(5)
