"""Who announces events, books places and sees who comes. Reading about an event needs no right: it is public."""

from __future__ import annotations

from network.core.permissions import Permission, Role, policy


class EventPermission(Permission):
    """Rights over the network's events."""

    ANNOUNCE = "events:event:announce"
    EDIT = "events:event:edit"
    CANCEL = "events:event:cancel"
    LIST_ATTENDEES = "events:booking:list"
    BOOK = "events:booking:make"


LABELS = {
    EventPermission.ANNOUNCE: "Announce a network event",
    EventPermission.EDIT: "Change a network event",
    EventPermission.CANCEL: "Cancel a network event",
    EventPermission.LIST_ATTENDEES: "See who comes to a network event, and their access needs",
    EventPermission.BOOK: "Book a place at a network event, and cancel it",
}

POLICY = policy(
    {
        EventPermission.ANNOUNCE: [Role.COORDINATOR],
        EventPermission.EDIT: [Role.COORDINATOR],
        EventPermission.CANCEL: [Role.COORDINATOR],
        EventPermission.LIST_ATTENDEES: [Role.COORDINATOR],
        EventPermission.BOOK: list(Role),
    }
)
