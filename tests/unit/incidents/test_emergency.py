"""Where a request in an emergency stands, and what is a reference."""

from datetime import datetime, timedelta

import pytest

from network.core.errors import RuleBroken
from network.incidents.rules.emergency import PARTS, EmergencyReason, Standing, check_reference, standing
from network.incidents.rules.readers import SEALED

ASKED = datetime.fromisoformat("2026-11-18T10:00:00+00:00")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("agreed_after", "now_after", "expected"),
    [
        (None, timedelta(0), Standing.WAITING),
        (None, timedelta(hours=24) - SECOND, Standing.WAITING),
        (None, timedelta(hours=24), Standing.LAPSED),
        (timedelta(hours=23), timedelta(hours=23), Standing.OPEN),
        (timedelta(hours=23), timedelta(hours=24) - SECOND, Standing.OPEN),
        (timedelta(hours=23), timedelta(hours=24), Standing.OVER),
    ],
)
def test_where_it_stands(agreed_after, now_after, expected):
    agreed = None if agreed_after is None else ASKED + agreed_after
    assert standing(ASKED, agreed, ASKED + now_after) is expected


@pytest.mark.parametrize("typed", ["R-BCDF-23", "r-bcdf-23", " R BCDF 23 ", "rbcdf23"])
def test_a_reference_however_it_is_typed(typed):
    assert check_reference(typed) == "R-BCDF-23"


@pytest.mark.parametrize("typed", ["", "R-BCDF", "G-BCDF-23", "P-BCDF-23", "R-BCDF-234", "Ana"])
def test_what_is_no_reference(typed):
    with pytest.raises(RuleBroken):
        check_reference(typed)


def test_what_happened_is_opened_by_a_court_alone():
    assert set(PARTS) == set(EmergencyReason)
    assert all(set(parts) <= set(SEALED) for parts in PARTS.values())
    assert [each for each, parts in PARTS.items() if "narrative" in parts] == [EmergencyReason.COURT_ORDER]
