"""What is logged of a focus group, and what is not (LE-7)."""

from datetime import date, timedelta

import pytest

from network.core.errors import RuleBroken
from network.incidents.rules.focus_groups import check_focus_group

TODAY = date(2026, 11, 18)
RIGHT = {"title": "How long it took", "held_on": TODAY, "attendance": 6, "changed": "The first call comes sooner."}


def test_one_that_is_in_order():
    check_focus_group(**RIGHT, today=TODAY)
    check_focus_group(**{**RIGHT, "changed": ""}, today=TODAY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 81),
        ("title", "What Priya Marchbanks told us"),
        ("held_on", TODAY + timedelta(days=1)),
        ("attendance", 0),
        ("attendance", 201),
        ("changed", "It is so. " * 31),
        ("changed", "We asked Priya Marchbanks to ring on 07700 900 817."),
    ],
)
def test_what_is_to_be_mended(field, value):
    with pytest.raises(RuleBroken) as broken:
        check_focus_group(**{**RIGHT, field: value}, today=TODAY)
    assert broken.value.field == field
