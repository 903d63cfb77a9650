"""The coordinator's verbs: announce, edit, cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from uuid import UUID

from network.core import audit, outbox
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.core.outbox import Message
from network.core.text import several_lines
from network.events import queries, rules
from network.events.messages import BookingChanged, EventCancelled
from network.events.models import Event
from network.events.queries import Recipient
from network.events.rules import EventDraft
from network.events.vocabulary import EventKind, EventState
from network.events.words import where_words
from network.organisations.public import get_host_id
from network.ui.filters import as_datetime, as_span

LABELS = {
    "title": "Title",
    "summary": "Summary",
    "kind": "How it is held",
    "place": "Place",
    "joining_link": "Joining link",
    "starts_at": "Start",
    "ends_at": "End",
    "capacity": "Places",
    "programme": "Programme",
    "breaks": "Breaks",
    "content_note": "Content note",
    "camera_may_be_off": "Camera may be off",
    "may_leave_any_time": "May leave at any time",
}
"""Each part of an event in the coordinator's words."""
_TOLD_OF = frozenset({"kind", "place", "joining_link", "starts_at", "ends_at"})
"""What somebody who has booked needs to hear of when it changes."""


def announce_event(actor: Actor | SystemActor, draft: EventDraft, clock: Clock) -> Event:
    """Announces an event of the network's host to everybody (EV-1). Raises `RuleBroken`."""
    draft = rules.tidy(draft)
    rules.check_draft(draft)
    rules.check_times(draft.starts_at, draft.ends_at, clock.now())
    event = Event(
        id=new_id(),
        organisation_id=get_host_id(),
        created_by_id=actor.user_id,
        made_at=clock.now(),
        places_taken=0,
        state=EventState.ANNOUNCED,
        cancelled_because="",
        **asdict(draft),
    )
    db.session.add(event)
    db.session.flush()
    _record(actor, clock, "events.event.announce", event, _noted(draft, LABELS))
    return event


def edit_event(actor: Actor, event_id: UUID, draft: EventDraft, seen_version: int, clock: Clock) -> Event:
    """Changes an event; whoever has booked is told when its time, place or link is another one.

    Raises NotFound, `RuleBroken`, and `Conflict` with both texts if it was changed since it was opened.
    """
    event = queries.lock_event(actor, event_id)
    rules.check_can_change(event.state, event.id)
    draft, stored = rules.tidy(draft), draft_of(event)
    changed = [name for name in LABELS if getattr(draft, name) != getattr(stored, name)]
    if event.version != seen_version:
        raise Conflict(yours=_shown(draft, changed), theirs=_shown(stored, changed))
    rules.check_draft(draft)
    if {"starts_at", "ends_at"} & set(changed):
        rules.check_times(draft.starts_at, draft.ends_at, clock.now())
    rules.check_capacity(draft.capacity, event.places_taken)
    if not changed:
        return event
    for name in changed:
        setattr(event, name, getattr(draft, name))
    db.session.flush()
    _record(actor, clock, "events.event.edit", event, _noted(draft, changed))
    if _TOLD_OF & set(changed) and event.ends_at > clock.now():
        _tell_of_change(actor, event, clock)
    return event


def cancel_event(actor: Actor, event_id: UUID, reason: str, clock: Clock) -> Event:
    """Cancels an event; everybody with a place is told, once. Raises NotFound and `RuleBroken`."""
    event = queries.lock_event(actor, event_id)
    rules.check_can_change(event.state, event.id)
    rules.check_not_over(event.ends_at, clock.now(), event.id)
    reason = several_lines(reason)
    rules.check_reason(reason)
    event.state, event.cancelled_because = EventState.CANCELLED, reason
    db.session.flush()
    _record(actor, clock, "events.event.cancel", event, {"reason": reason})
    when = as_span(event.starts_at, event.ends_at)
    _tell(actor, event, clock, "cancelled", lambda to: EventCancelled(to, str(event.id), when))
    return event


def draft_of(event: Event) -> EventDraft:
    """What was said of an event, to be changed."""
    return EventDraft(**{field.name: getattr(event, field.name) for field in fields(EventDraft)})


def _tell_of_change(actor: Actor, event: Event, clock: Clock) -> None:
    when, where = as_span(event.starts_at, event.ends_at), where_words(event)
    about = f"changed:{event.version}"
    _tell(actor, event, clock, about, lambda to: BookingChanged(to, str(event.id), when, where))


def _tell(actor: Actor, event: Event, clock: Clock, about: str, message: Callable[[str], Message]) -> None:
    recipients = queries.list_recipients(actor, event.id)
    outbox.enqueue_all({unique_key(about, each): message(each.email) for each in recipients}, clock)


def unique_key(about: str, recipient: Recipient) -> str:
    """The outbox's key: one message of a kind for one booking, however often it is asked for."""
    return f"events.{about}:{recipient.booking_id}"


def _noted(draft: EventDraft, names: list[str] | dict[str, str]) -> dict[str, object]:
    """For the audit: the new values. The link lets people in, so that it was changed is all that is noted."""
    noted: dict[str, object] = {name: _plain(getattr(draft, name)) for name in names}
    if "joining_link" in noted:
        noted["joining_link"] = "changed"
    return noted


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _shown(draft: EventDraft, names: list[str]) -> dict[str, str]:
    return {LABELS[name]: _in_words(getattr(draft, name)) for name in names}


def _in_words(value: object) -> str:
    match value:
        case None:
            return "None"
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return as_datetime(value)
        case EventKind():
            return value.label
        case _:
            return str(value)


def _record(actor: Actor | SystemActor, clock: Clock, action: str, event: Event, changes: dict[str, object]) -> None:
    audit.record(actor, clock.now(), action, "event", event.id, organisation_id=event.organisation_id, changes=changes)
