"""What goes out after a session: that one's record is there."""

from __future__ import annotations

from collections.abc import Iterable

from network.core import outbox
from network.core.clock import Clock, out_of_quiet_hours
from network.core.outbox import Message
from network.training.delivery.messages import SessionOver
from network.training.delivery.models import SessionPlace


def thank(places: Iterable[SessionPlace], clock: Clock) -> None:
    """Writes to each who was there that what they completed is recorded: once, and not in the quiet hours (`U33`)."""
    letters: dict[str, Message] = {
        f"delivery.over:{place.id}": SessionOver(place.email)
        for place in places
        if place.email is not None and place.completion_id is not None
    }
    outbox.enqueue_all(letters, clock, not_before=out_of_quiet_hours(clock.now()))
