"""What holds for a sheet: its code, from when to when people can sign, and what a line may say. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from network.core.clock import LONDON, in_utc, local_date
from network.core.errors import OtherRoute, RuleBroken
from network.core.text import one_line
from network.training.delivery.rules import check_name
from network.training.roster import LARGEST_ROSTER, Attendee, merge_people, name_in_order
from network.training.signing import addresses

ALPHABET: Final = "23456789CDFGHJKMNPQRTVWXY"
"""Nothing that looks like something else, and no vowels, so that no code is a word."""
CODE_LENGTH: Final = 8
GROUP: Final = 4
LOOKS_LIKE: Final = str.maketrans({"B": "8", "S": "5", "Z": "2", "U": "V"})
"""What is not in a code, and what whoever types it has seen."""
OPENS_BEFORE: Final = timedelta(hours=1)
CLOSES_AT: Final = time(12)
"""On the day after, so that whoever goes home first, or has a night shift, signs in the morning."""
WHEN_IN_WORDS: Final = "from an hour before it begins until 12pm on the day after"
FURTHEST_AHEAD: Final = timedelta(days=31)
KEPT_FOR: Final = timedelta(days=30)
"""How long lines are kept, after the day, that nobody logs."""
KEPT_IN_WORDS: Final = "30 days after the session"
LONGEST_STAFF_NUMBER: Final = 100
MOST_LINES: Final = LARGEST_ROSTER
"""As many as can be logged at once."""
ROUTES: Final = (
    OtherRoute("Ask whoever holds the session to write you down", None),
    OtherRoute("Type the code of another sheet", addresses.TYPING),
)
"""Where else to go for somebody who cannot sign here."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when people can sign. Both in UTC; the end is outside."""

    opens_at: datetime
    closes_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is time to sign."""
        return self.opens_at <= now < self.closes_at


def window_of_day(held_on: date) -> Window:
    """Of a session of which the day alone is known: all of it, and the morning after."""
    return Window(_in_london(held_on, time()), _end(held_on))


def window_of_part(starts_at: datetime, ends_at: datetime) -> Window:
    """Of one part of a session to come: from an hour before it begins until 12pm on the day after it ends."""
    return Window(in_utc(starts_at) - OPENS_BEFORE, _end(local_date(ends_at)))


def _end(held_on: date) -> datetime:
    return _in_london(held_on + timedelta(days=1), CLOSES_AT)


def _in_london(day: date, at: time) -> datetime:
    return in_utc(datetime.combine(day, at, LONDON))


def is_open(window: Window, *, is_ended: bool, now: datetime) -> bool:
    """Whether people can sign: in its time, and neither closed by hand nor logged."""
    return not is_ended and window.holds(now)


def check_day(held_on: date, now: datetime) -> None:
    """RuleBroken on `held_on` for a day on which nobody could sign any more, or not for weeks."""
    if now >= window_of_day(held_on).closes_at:
        raise RuleBroken("held_on", "This day is over. Log the session with the names of who took part instead.")
    if held_on - local_date(now) > FURTHEST_AHEAD:
        raise RuleBroken("held_on", f"Enter a day within the next {FURTHEST_AHEAD.days} days.")


def read_code(typed: str) -> str | None:
    """The code that somebody typed, however they wrote it; None for what cannot be one.

    Case, spaces and dashes do not matter, and a letter that no code has is read as the one that it looks like.
    """
    plain = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(LOOKS_LIKE)
    return plain if len(plain) == CODE_LENGTH and all(letter in ALPHABET for letter in plain) else None


def in_groups(code: str) -> str:
    """A code as it is shown: *K7MN 4XQD*."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_line(name: str, email: str, staff_number: str) -> Attendee:
    """Somebody as they wrote themselves down, in the shape of a line that can be logged.

    RuleBroken names `name`, `email` or `staff_number`.
    """
    whole = one_line(name_in_order(name))
    check_name(whole)
    number = one_line(staff_number)
    if len(number) > LONGEST_STAFF_NUMBER:
        raise RuleBroken("staff_number", f"Shorten this to {LONGEST_STAFF_NUMBER} characters.")
    read = merge_people([Attendee(whole, email.strip() or None, number or None)])
    if read.problems:
        raise RuleBroken("email", "Check the address. It looks like name@example.org. You can also leave it out.")
    return read.people[0]


def too_many() -> RuleBroken:
    """The answer where a sheet is as long as what can be logged at once (`U37`)."""
    return RuleBroken(None, f"This sheet is full: it has room for {MOST_LINES} people.", routes=ROUTES)
