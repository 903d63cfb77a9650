"""What makes an invitation one that can be redeemed (`B5`), and what an address and a name are."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from network.accounts.rules.inviting import LIFETIME, InvitationState, clean_email, clean_name, state_of
from network.core.errors import RuleBroken

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)


@dataclass
class Sent:
    expires_at: datetime = NOW + LIFETIME
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    ends_on: date | None = None


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("sent", "later", "state"),
    [
        (Sent(), timedelta(0), InvitationState.OPEN),
        (Sent(), LIFETIME, InvitationState.OPEN),
        (Sent(), LIFETIME + SECOND, InvitationState.RUN_OUT),
        (Sent(accepted_at=NOW), timedelta(0), InvitationState.ACCEPTED),
        (Sent(withdrawn_at=NOW), timedelta(0), InvitationState.WITHDRAWN),
        (Sent(accepted_at=NOW), LIFETIME + SECOND, InvitationState.ACCEPTED),
        (Sent(ends_on=TODAY), timedelta(0), InvitationState.OPEN),
        (Sent(ends_on=TODAY), timedelta(days=1), InvitationState.RUN_OUT),
    ],
)
def test_state_to_the_second(sent, later, state):
    now = NOW + later
    assert state_of(sent, now, now.date()) is state
    assert state.label


def test_it_can_be_accepted_for_a_fortnight():
    assert timedelta(days=14) == LIFETIME


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada.Lovelace@Example.ORG ", "ada.lovelace@example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("jo@münchen.example.org", "jo@münchen.example.org"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert clean_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ada", "ada@", "@example.org", "ada@example", "a b@example.org", "ada@example.org\r\nBcc: x@example.org"]
    + ["a" * 10_000 + "@example.org", "ada@exa\x00mple.org", "ada@example.org, eve@example.org", "\ud800@example.org"],
)
def test_what_is_no_address(typed):
    with pytest.raises(RuleBroken) as refused:
        clean_email(typed)
    assert refused.value.field == "email"


def test_a_name_is_one_free_field():
    assert clean_name("  Siân   O’Neill-李 ") == "Siân O’Neill-李"
    for typed in ("", "  ", "\u200b", "a" * 201):
        with pytest.raises(RuleBroken) as refused:
            clean_name(typed)
        assert refused.value.field == "name"
