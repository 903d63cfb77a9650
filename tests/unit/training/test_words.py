"""How long somebody is current, in words."""

from __future__ import annotations

from datetime import date

import pytest

from network.training.vocabulary import NEVER
from network.training.words import current_until

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        (None, "–"),
        (NEVER, "Current"),
        (date(2026, 11, 30), "Until November 2026"),
        (date(2026, 11, 18), "Until November 2026"),
        (date(2026, 10, 31), "Was current until October 2026"),
    ],
)
def test_current_until(last_day, said):
    assert current_until(last_day, TODAY) == said
