"""How the time of something is said that begins and ends."""

from datetime import UTC, datetime

import pytest

from network.ui.filters import as_span


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2026-11-27T09:30", "2026-11-27T12:00", "Friday 27 November 2026, 9:30am to 12pm"),
        ("2027-06-01T08:30", "2027-06-01T11:00", "Tuesday 1 June 2027, 9:30am to 12pm"),
        (
            "2027-06-01T08:30",
            "2027-06-02T15:00",
            "Tuesday 1 June 2027, 9:30am, to Wednesday 2 June 2027, 4pm",
        ),
        ("2027-06-01T22:00", "2027-06-01T23:30", "Tuesday 1 June 2027, 11pm, to Wednesday 2 June 2027, 12:30am"),
    ],
)
def test_a_span(starts, ends, said):
    instants = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (starts, ends)]
    assert as_span(*instants) == said
