"""Where tailored training is, as paths: for messages, reminders and refusals, which know no request."""

from __future__ import annotations

from typing import Final
from uuid import UUID

REQUESTS: Final = "/tailored"
MINE: Final = f"{REQUESTS}/mine"
OFFERS: Final = f"{REQUESTS}/offers"


def request(request_id: UUID | str) -> str:
    """One request, for those who asked and the coordinator."""
    return f"{REQUESTS}/{request_id}"


def invitation(invitation_id: UUID | str) -> str:
    """What somebody is asked to give, for them alone."""
    return f"{REQUESTS}/invitations/{invitation_id}"
