"""What the worker does for the events: remind the day before, and forget access needs in time."""

from __future__ import annotations

from datetime import timedelta

from network.core import audit, outbox
from network.core.clock import Clock, local_date
from network.core.database import db
from network.core.rounds import reminder_round
from network.core.tenancy import system_scope
from network.events import queries, rules
from network.events.messages import BookingReminder
from network.events.models import Event
from network.events.queries import Recipient
from network.events.service.announcing import unique_key
from network.events.words import where_words
from network.feature import Job
from network.ui.filters import as_span

MOST_AT_ONCE = 500


def remind(clock: Clock) -> None:
    """Tells everybody, once, of what they have booked for tomorrow. An event that moves is reminded of anew."""
    round_ = reminder_round(clock.now())
    if round_ is None:
        return
    with system_scope(db.session(), "remind of bookings") as system:
        reminders = dict(_reminder(event, to) for event, to in queries.list_to_remind(system, round_))
        outbox.enqueue_all(reminders, clock)


def _reminder(event: Event, to: Recipient) -> tuple[str, BookingReminder]:
    when = as_span(event.starts_at, event.ends_at)
    about = f"reminder:{local_date(event.starts_at).isoformat()}"
    return unique_key(about, to), BookingReminder(to.email, str(event.id), when, where_words(event))


def forget_needs(clock: Clock) -> None:
    """Removes access needs 30 days after their event, as the retention table says."""
    with system_scope(db.session(), "forget access needs") as system:
        for booking in queries.list_with_old_needs(system, clock.now() - rules.NEEDS_KEPT_FOR, MOST_AT_ONCE):
            booking.access_needs = None
            audit.record(
                system,
                clock.now(),
                "events.booking.forget_needs",
                "booking",
                booking.id,
                organisation_id=booking.organisation_id,
            )


JOBS = (
    Job("events.remind", timedelta(minutes=15), remind),
    Job("events.forget_needs", timedelta(hours=6), forget_needs),
)
