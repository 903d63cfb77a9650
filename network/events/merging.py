"""The places that people booked for an organisation that becomes part of another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import select

from network.core import crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.events.models import Booking
from network.feature import Merger

JOB: Final = SystemActor("events: two organisations become one")


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """Places stay booked. What somebody needs to take part is sealed for an organisation, so it is sealed anew."""
    needs = scoped(select(Booking), JOB, Booking).where(
        Booking.organisation_id == merger.former_id, Booking.access_needs.is_not(None)
    )
    bookings = {booking.needs_place(): booking for booking in db.session.scalars(needs)}
    sealed = {place: booking.access_needs for place, booking in bookings.items() if booking.access_needs}
    again = crypto.rehome(sealed, merger.successor_id, clock)
    yield []
    for place, booking in bookings.items():
        booking.access_needs = again[place]
