"""What holds for an event and for a place at it: pure, over plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from network.core.clock import in_utc
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import is_web_address, one_line, several_lines
from network.events import addresses
from network.events.vocabulary import EventKind, EventState

NEEDED: Final = {
    "title": "Enter a title",
    "summary": "Say in a few sentences what the event is about",
    "breaks": "Say when there are breaks",
}
"""What is said where a text is missing that there has to be."""
LONGEST: Final = {
    "title": 150,
    "summary": 2000,
    "place": 300,
    "joining_link": 500,
    "programme": 5000,
    "breaks": 500,
    "content_note": 1000,
}
"""Characters of each text."""
LONGEST_NEEDS: Final = 1000
LONGEST_REASON: Final = 1000
LARGEST_CAPACITY: Final = 100_000
LONGEST_EVENT: Final = timedelta(days=14)
FURTHEST_AHEAD: Final = timedelta(days=3 * 366)
NEEDS_KEPT_FOR: Final = timedelta(days=30)
"""How long access needs are kept after an event."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What the coordinator says of an event. `content_note` None: none is needed (`U30`)."""

    title: str
    summary: str
    kind: EventKind
    place: str
    joining_link: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    programme: str
    breaks: str
    content_note: str | None
    camera_may_be_off: bool
    may_leave_any_time: bool


def tidy(draft: EventDraft) -> EventDraft:
    """The draft fit to keep: names on one line, no control characters, no place or link that its kind has not."""
    return replace(
        draft,
        title=one_line(draft.title),
        summary=several_lines(draft.summary),
        place=one_line(draft.place) if draft.kind.has_place else "",
        joining_link=one_line(draft.joining_link) if draft.kind.has_link else "",
        starts_at=in_utc(draft.starts_at),
        ends_at=in_utc(draft.ends_at),
        programme=several_lines(draft.programme),
        breaks=one_line(draft.breaks),
        content_note=None if draft.content_note is None else several_lines(draft.content_note),
    )


def check_draft(draft: EventDraft) -> None:
    """Raises `RuleBroken` for what is missing, too long or of no use to whoever would come (EV-1, `U30`)."""
    for field, message in NEEDED.items():
        if not getattr(draft, field):
            raise RuleBroken(field, message)
    for field, most in LONGEST.items():
        if len(getattr(draft, field) or "") > most:
            raise RuleBroken(field, f"Shorten this to {most:,} characters")
    if draft.kind.has_place and not draft.place:
        raise RuleBroken("place", "Enter where it is held")
    if draft.joining_link and not is_web_address(draft.joining_link):
        raise RuleBroken("joining_link", "Enter the whole address of the link, beginning with https://")
    if draft.content_note == "":
        raise RuleBroken("content_note", "Say what may be hard to hear, or choose that no note is needed")
    if draft.capacity is not None and not 1 <= draft.capacity <= LARGEST_CAPACITY:
        raise RuleBroken("capacity", f"Enter a number from 1 to {LARGEST_CAPACITY:,}, or leave it empty for no limit")


def check_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises `RuleBroken` for an event in the past, too far ahead, too long, or ending before it starts."""
    if ends_at <= starts_at:
        raise RuleBroken("ends_at", "Enter an end that is later than the start")
    if starts_at <= now:
        raise RuleBroken("starts_at", "Enter a start that is still to come")
    if starts_at - now > FURTHEST_AHEAD:
        raise RuleBroken("starts_at", "Enter a date within the next 3 years")
    if ends_at - starts_at > LONGEST_EVENT:
        raise RuleBroken("ends_at", "Enter an end within 14 days of the start. Announce longer things one by one")


def check_capacity(capacity: int | None, places_taken: int) -> None:
    """Raises `RuleBroken` for fewer places than are booked: nobody loses a place by an edit."""
    if capacity is not None and capacity < places_taken:
        raise RuleBroken("capacity", f"{places_taken:,} places are booked. Enter {places_taken:,} or more")


def check_reason(reason: str) -> None:
    """Raises `RuleBroken` unless the reason for a cancellation is there and readable."""
    if not reason:
        raise RuleBroken("reason", "Say why, for the people who have booked")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("reason", f"Shorten this to {LONGEST_REASON:,} characters")


def check_can_change(state: EventState, event_id: UUID) -> None:
    """Raises `RuleBroken` for a cancelled event: it stays as the people who had booked were told."""
    if state is EventState.CANCELLED:
        raise RuleBroken(
            None,
            "This event is cancelled, so it stays as it is.",
            routes=(
                OtherRoute("Announce another event", f"{addresses.EVENTS}/announce"),
                OtherRoute("Look at this event", addresses.event(event_id)),
            ),
        )


def check_needs(needs: str) -> None:
    """Raises `RuleBroken` for access needs too long to be read in time."""
    if len(needs) > LONGEST_NEEDS:
        raise RuleBroken("access_needs", f"Shorten this to {LONGEST_NEEDS:,} characters")


def check_open(state: EventState, ends_at: datetime, now: datetime, event_id: UUID) -> None:
    """Raises `RuleBroken`, with other ways on (`U37`), for an event that is cancelled or over."""
    if state is EventState.CANCELLED:
        raise RuleBroken(None, "This event is cancelled, so there are no places to book.", routes=_instead(event_id))
    check_not_over(ends_at, now, event_id)


def check_not_over(ends_at: datetime, now: datetime, event_id: UUID) -> None:
    """Raises `RuleBroken`, with other ways on (`U37`), once the event has ended."""
    if ends_at <= now:
        raise RuleBroken(None, "This event is over, so its bookings stay as they are.", routes=_instead(event_id))


def event_full(event_id: UUID) -> RuleBroken:
    """The answer when every place is taken: where else to go, and that places come free (`U37`)."""
    return RuleBroken(
        None,
        "Every place at this event is taken. You have done nothing wrong, and you are not booked.",
        routes=(
            OtherRoute("See the other events", addresses.EVENTS),
            OtherRoute("Look at this event again later: a place comes free when somebody cancels", _page(event_id)),
        ),
    )


def not_booked(event_id: UUID) -> RuleBroken:
    """The answer to needs for a place that was given back."""
    return RuleBroken(
        None, "This booking is cancelled, so nothing that you need is kept with it.", routes=_instead(event_id)
    )


def booked_elsewhere(event_id: UUID, organisation: str) -> RuleBroken:
    """The answer to a second place for the same person, in another of their organisations."""
    return RuleBroken(
        None,
        f"You have a place at this event already: you booked it for {organisation}.",
        routes=(
            OtherRoute(f"Act in {organisation} to see or cancel that booking", None),
            OtherRoute("Look at this event", _page(event_id)),
        ),
    )


def _instead(event_id: UUID) -> tuple[OtherRoute, ...]:
    return (
        OtherRoute("See the events that are coming up", addresses.EVENTS),
        OtherRoute("Look at this event", _page(event_id)),
    )


def _page(event_id: UUID) -> str:
    return addresses.event(event_id)
