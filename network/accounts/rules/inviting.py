"""What makes an invitation one that can be redeemed (`B5`)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from email_validator import EmailNotValidError, validate_email

from network.core.errors import RuleBroken
from network.core.text import one_line

LIFETIME = timedelta(days=14)
LONGEST_NAME = 200
LONGEST_EMAIL = 254


class InvitationLike(Protocol):
    """What the rules ask of an invitation."""

    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    ends_on: date | None


class InvitationState(StrEnum):
    """Where an invitation is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    RUN_OUT = "run-out"

    @property
    def label(self) -> str:
        """The state as the list shows it."""
        return {"open": "Waiting", "accepted": "Accepted", "withdrawn": "Withdrawn", "run-out": "Run out"}[self.value]


def state_of(invitation: InvitationLike, now: datetime, today: date) -> InvitationState:
    """Where the invitation is at this instant. It can be redeemed up to `expires_at` itself, and no second longer."""
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if now > invitation.expires_at or (invitation.ends_on is not None and invitation.ends_on < today):
        return InvitationState.RUN_OUT
    return InvitationState.OPEN


def clean_email(text: str) -> str:
    """The address in the one form it is kept in, lower case. Raises `RuleBroken` on `email` for no address.

    Whether mail arrives there is found out by sending the invitation, not by asking another machine.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise RuleBroken("email", "Enter an e-mail address, like name@example.org") from None
    return found.normalized.lower()


def clean_name(text: str) -> str:
    """The name with its spaces tidied (`U27`). Raises `RuleBroken` on `name` for none, or one longer than 200."""
    name = one_line(text)
    if not name:
        raise RuleBroken("name", "Enter a name")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Enter a name of {LONGEST_NAME} characters or fewer")
    return name
