"""Where the groups are, for messages and refusals, which know no request."""

from __future__ import annotations

from uuid import UUID

GROUPS = "/groups"
ACTIONS = f"{GROUPS}/actions"


def group(group_id: UUID | str) -> str:
    """The page of a group."""
    return f"{GROUPS}/{group_id}"


def meeting(meeting_id: UUID | str) -> str:
    """The page of a meeting."""
    return f"{GROUPS}/meetings/{meeting_id}"


def action(action_id: UUID | str) -> str:
    """The page of an action; it asks for a sign-in (`U32`)."""
    return f"{ACTIONS}/{action_id}"
