"""What the worker does for sessions to come: remind the day before, and forget in time who had a place."""

from __future__ import annotations

from datetime import timedelta

from network.core import outbox
from network.core.clock import Clock, is_quiet, local_date
from network.core.database import db
from network.core.outbox import Message
from network.core.rounds import reminder_round
from network.core.tenancy import system_scope
from network.feature import Job
from network.training.delivery import rules
from network.training.delivery.links import tokens_of
from network.training.delivery.messages import PlaceReminder
from network.training.delivery.queries import places
from network.training.delivery.queries.sessions import parts_of
from network.training.delivery.rules import Span
from network.training.delivery.service import afterwards
from network.training.delivery.service.answers import forget_answers
from network.training.delivery.service.seating import record
from network.training.delivery.words import when_words, where_words

MOST_AT_ONCE = 500


def remind(clock: Clock) -> None:
    """Tells everybody, once a day of it, of what they have a place at tomorrow. What moves is reminded of anew."""
    round_ = reminder_round(clock.now())
    if round_ is None:
        return
    with system_scope(db.session(), "remind of places at sessions") as system:
        found = places.list_to_remind(system, round_)
        tokens = tokens_of([place for *_, place in found])
        parts = parts_of({session.id for session, *_ in found})
        letters: dict[str, Message] = {}
        for session, part, place in found:
            key = f"delivery.reminder:{local_date(part.starts_at).isoformat()}:{place.id}"
            # On its first day all of them are said, later the one that comes.
            days = parts[session.id] if part.number == 1 else [Span(part.starts_at, part.ends_at)]
            letters[key] = PlaceReminder(place.email or "", tokens[place.id], when_words(days), where_words(session))
        outbox.enqueue_all(letters, clock)


def forget(clock: Clock) -> None:
    """Removes who had a place, with what they need, 30 days after the session; and what nobody confirmed in a day."""
    with system_scope(db.session(), "forget places at sessions") as system:
        ended, asked = clock.now() - rules.KEPT_FOR, clock.now() - rules.LINK_LASTS
        for place in places.list_to_forget(system, ended, asked, MOST_AT_ONCE):
            record(system, "forgotten", place, clock)
            db.session.delete(place)
        forget_answers(system, clock)


def ask_later(clock: Clock) -> None:
    """Asks what changed in practice three months after a session, but not in the quiet hours (`U33`)."""
    if is_quiet(clock.now()):
        return
    with system_scope(db.session(), "ask what changed in practice") as system:
        afterwards.ask_later(system, clock)


JOBS = (
    Job("delivery.remind", timedelta(minutes=15), remind),
    Job("delivery.ask_later", timedelta(hours=6), ask_later),
    Job("delivery.forget", timedelta(hours=6), forget),
)
