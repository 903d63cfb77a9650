"""What holds for a session to come and for a place at it: pure, over plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from network.core.clock import LONDON, in_utc, instant_in_london, local_date
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import is_web_address, one_line, several_lines
from network.training.delivery import addresses
from network.training.delivery.vocabulary import PlaceState, Presence, SessionState
from network.training.vocabulary import Mode

LONGEST: Final = {"place": 300, "joining_link": 500, "breaks": 500, "content_note": 1000}
"""Characters of each text."""
LONGEST_NEEDS: Final = 1000
LONGEST_REASON: Final = 1000
LONGEST_NAME: Final = 200
LONGEST_LOGGED_PLACE: Final = 200
LARGEST_CAPACITY: Final = 1000
MOST_PARTS: Final = 20
MOST_WEEKS: Final = 26
LONGEST_PART: Final = timedelta(hours=14)
FURTHEST_AHEAD: Final = timedelta(days=2 * 366)
KEPT_FOR: Final = timedelta(days=30)
"""How long it is kept who had a place, and what they need, after a session."""
KEPT_IN_WORDS: Final = "30 days after the session"
LINK_LASTS: Final = timedelta(hours=24)
LINK_LASTS_IN_WORDS: Final = "24 hours"
MOST_PEOPLE: Final = 300
"""On the list of one session, so that its page can be read."""

NOT_OPEN: Final = "Places at this session can no longer be booked here."
ROUTES: Final = (
    OtherRoute("See the sessions that are to come", addresses.COMING),
    OtherRoute("Ask whoever holds this session", None),
)
"""Where else to go, where there is nothing to be done here."""
ROUTES_BY_LINK: Final = (
    OtherRoute("Ask whoever gave you the link for another day", None),
    OtherRoute("Ask a champion of your organisation what else is planned", None),
)
"""The same for somebody who has a link and no account: the list of sessions would ask them to sign in."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one instant to another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """What is said of a session to come. `content_note` None: none is needed (`U30`). `capacity` None: no limit."""

    course_id: UUID
    parts: tuple[Span, ...]
    mode: Mode
    place: str
    joining_link: str
    capacity: int | None
    is_open_to_all: bool
    books_until: date | None
    facilitators: tuple[UUID, ...]
    content_note: str | None
    breaks: str
    camera_may_be_off: bool
    may_leave_any_time: bool


TOLD_OF: Final = frozenset({"parts", "mode", "place", "joining_link"})
"""What whoever has a place hears of when it changes."""
MOVES: Final = frozenset({"parts", "mode", "place"})
"""What is not changed without saying why."""


def tidy(draft: SessionDraft) -> SessionDraft:
    """The draft fit to keep: in the order of time, without a place or a link that its mode has not."""
    return replace(
        draft,
        parts=tuple(sorted(Span(in_utc(part.starts_at), in_utc(part.ends_at)) for part in draft.parts)),
        place=one_line(draft.place) if draft.mode is not Mode.ONLINE else "",
        joining_link=one_line(draft.joining_link) if draft.mode is not Mode.IN_PERSON else "",
        facilitators=tuple(sorted(set(draft.facilitators))),
        content_note=None if draft.content_note is None else several_lines(draft.content_note),
        breaks=one_line(draft.breaks),
    )


def check_draft(draft: SessionDraft) -> None:
    """RuleBroken names the field to mend: what is missing, too long or of no use to whoever would come (`U30`)."""
    for field, most in LONGEST.items():
        if len(getattr(draft, field) or "") > most:
            raise RuleBroken(field, f"Shorten this to {most:,} characters.")
    if draft.mode is not Mode.ONLINE and not draft.place:
        raise RuleBroken("place", "Enter where it is held.")
    if draft.joining_link and not is_web_address(draft.joining_link):
        raise RuleBroken("joining_link", "Enter the whole address of the link, beginning with https://")
    if draft.content_note == "":
        raise RuleBroken("content_note", "Say what may be hard to hear, or choose that no note is needed.")
    if not draft.breaks:
        raise RuleBroken("breaks", "Say when there are breaks.")
    if draft.capacity is not None and not 1 <= draft.capacity <= LARGEST_CAPACITY:
        raise RuleBroken("capacity", f"Enter a number from 1 to {LARGEST_CAPACITY:,}, or leave it empty for no limit.")
    if not draft.facilitators:
        raise RuleBroken("facilitators", "Choose who holds it.")


def check_parts(parts: Sequence[Span], now: datetime) -> None:
    """RuleBroken for days that no session has: past, too far ahead, too long, several at once. In the order of time."""
    if not 1 <= len(parts) <= MOST_PARTS:
        raise RuleBroken("more_days", f"Enter 1 to {MOST_PARTS} days. Plan longer courses as several sessions.")
    for part in parts:
        if part.ends_at <= part.starts_at:
            raise RuleBroken("ends_at", "Enter an end that is later than the start.")
        if part.ends_at - part.starts_at > LONGEST_PART:
            raise RuleBroken("ends_at", "Enter an end on the same day. A session of several days has a time for each.")
    if parts[0].starts_at <= now:
        raise RuleBroken("starts_on", "Enter a day and time still to come. What was held is logged instead.")
    if parts[-1].ends_at - now > FURTHEST_AHEAD:
        raise RuleBroken("starts_on", "Enter a day within the next 2 years.")
    for before, after in pairwise(parts):
        if after.starts_at < before.ends_at:
            raise RuleBroken("more_days", "Two of these days are at the same time. Enter each day once.")


def check_books_until(books_until: date | None, starts_at: datetime) -> None:
    """RuleBroken for a last day of booking after the session began."""
    if books_until is not None and books_until > local_date(starts_at):
        raise RuleBroken("books_until", "Enter a day up to the first day of the session.")


def check_capacity(capacity: int | None, places_taken: int) -> None:
    """RuleBroken for fewer places than are booked: nobody loses a place by an edit."""
    if capacity is not None and capacity < places_taken:
        raise RuleBroken("capacity", f"{places_taken:,} places are booked. Enter {places_taken:,} or more.")


def check_weeks(weeks: int) -> None:
    """RuleBroken for more sessions at once than anybody plans."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("weeks", f"Enter a number from 1 to {MOST_WEEKS}.")


def weekly(parts: Sequence[Span], weeks: int) -> list[tuple[Span, ...]]:
    """The days of as many sessions, each a week after the one before, at the same times on London's clocks.

    RuleBroken on `starts_at` where the change of the clocks leaves such a time out or brings it twice.
    """
    return [tuple(_later(part, timedelta(weeks=ahead)) for part in parts) for ahead in range(weeks)]


def _later(part: Span, by: timedelta) -> Span:
    starts, ends = (_on_other_day(instant, by) for instant in (part.starts_at, part.ends_at))
    return Span(starts, ends)


def _on_other_day(instant: datetime, by: timedelta) -> datetime:
    if not by:
        return instant
    local = instant.astimezone(LONDON)
    return instant_in_london(local.date() + by, local.time(), "starts_at")


def check_reason(reason: str) -> None:
    """RuleBroken unless it is said why a session is moved or cancelled."""
    if not reason:
        raise RuleBroken("reason", "Say why, for the people who have a place.")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("reason", f"Shorten this to {LONGEST_REASON:,} characters.")


def check_needs(needs: str) -> None:
    """RuleBroken for access needs too long to be read in time."""
    if len(needs) > LONGEST_NEEDS:
        raise RuleBroken("access_needs", f"Shorten this to {LONGEST_NEEDS:,} characters.")


def check_name(name: str) -> None:
    """RuleBroken unless there is a name to call somebody by."""
    if not any(character.isalpha() for character in name):
        raise RuleBroken("name", "Enter your name.")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", f"Shorten this to {LONGEST_NAME} characters.")


def check_can_change(state: SessionState, starts_at: datetime, now: datetime) -> None:
    """RuleBroken, with other ways on (`U37`), for a session that is cancelled or has begun."""
    if state is SessionState.CANCELLED:
        raise RuleBroken(None, "This session is cancelled, so it stays as people were told.", routes=ROUTES)
    if starts_at <= now:
        raise RuleBroken(None, "This session has begun, so its days and places stay as they are.", routes=ROUTES)


def is_open(state: SessionState, starts_at: datetime, books_until: date | None, now: datetime) -> bool:
    """Whether people book by themselves: until it begins, or to the end of the day that was said."""
    in_time = books_until is None or local_date(now) <= books_until
    return state is SessionState.PLANNED and now < starts_at and in_time


def not_open(routes: tuple[OtherRoute, ...] = ROUTES) -> RuleBroken:
    """The answer to whoever would book what is cancelled, has begun, or is booked no more (`U37`)."""
    return RuleBroken(None, NOT_OPEN, routes=routes)


def not_today() -> RuleBroken:
    """The answer to whoever would say who was there before it was held, or long after (`U37`)."""
    return RuleBroken(
        None,
        f"Who was here is marked from the day of the session on, until {KEPT_IN_WORDS}. A cancelled one has none.",
        routes=ROUTES,
    )


def too_many(held: int) -> RuleBroken:
    """The answer where a list becomes too long to be read."""
    return RuleBroken(
        "names", f"{held:,} people are on the list of this session already. It has room for {MOST_PEOPLE} people."
    )


def can_mark(part: Span, ends_at: datetime, now: datetime) -> bool:
    """Whether it can be said who was there: from the day of the part, while it is kept who had a place."""
    return local_date(part.starts_at) <= local_date(now) and now < ends_at + KEPT_FOR


def can_record(last: Span, ends_at: datetime, now: datetime) -> bool:
    """Whether it can be recorded who completed a session: once the last part has begun. From then on it stays put."""
    return last.starts_at <= now and can_mark(last, ends_at, now)


def not_begun() -> RuleBroken:
    """The answer to whoever would record who completed what has yet to begin (`U37`)."""
    return RuleBroken(
        None, "Who completed it can be recorded once it has begun. Marks are kept until then.", routes=ROUTES
    )


def other_days(before: Sequence[Span], after: Sequence[Span]) -> frozenset[str]:
    """The numbers of the parts that are on another day now, or not there any more: a mark of theirs says nothing."""
    return frozenset(
        str(number)
        for number, part in enumerate(before, 1)
        if number > len(after) or local_date(part.starts_at) != local_date(after[number - 1].starts_at)
    )


def was_there(presence: Mapping[str, Any], parts: int) -> bool:
    """Whether somebody completed a session: they were there, all of the time, at each of its parts."""
    return all(presence.get(str(number)) == Presence.PRESENT for number in range(1, parts + 1))


def next_state(*, is_free: bool) -> PlaceState:
    """What the next person gets."""
    return PlaceState.BOOKED if is_free else PlaceState.WAITING
