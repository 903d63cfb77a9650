"""From when until when a role is held, and the two roles that are never left empty (`B15`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from network.core.errors import RuleBroken
from network.core.permissions import Role

NEVER_LEFT_EMPTY: frozenset[Role] = frozenset({Role.COORDINATOR, Role.ORGANISATION_LEAD})
"""Whoever lets others in: an organisation that has one always has one."""
FURTHEST = timedelta(days=5 * 365)
"""How far ahead a first or a last day may lie: further is a slip of the keyboard."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a role is held, the last one included. One that ends before it starts holds on no day."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the role is held on this day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def longer(one: date | None, other: date | None) -> date | None:
    """The later of two last days; None is none at all, and later than any."""
    return max(one, other) if one is not None and other is not None else None


def together(one: Span, other: Span) -> Span | None:
    """The days of two spans as one, where no day lies between them; None where one does, or one holds on no day."""
    first, second = sorted((one, other), key=lambda each: each.starts_on)
    if any(each.ends_on is not None and each.ends_on < each.starts_on for each in (first, second)):
        return None
    if first.ends_on is not None and first.ends_on + ONE_DAY < second.starts_on:
        return None
    return Span(first.starts_on, longer(first.ends_on, second.ends_on))


def is_over(span: Span, today: date) -> bool:
    """Whether the role is held neither today nor on any day to come."""
    return span.ends_on is not None and (span.ends_on < today or span.ends_on < span.starts_on)


def not_yet_held(offered: Span, held: Iterable[Span]) -> Span | None:
    """The first days that an offered role adds to what the same person holds of it; None where it adds nothing."""
    starts_on, ends_on = offered.starts_on, offered.ends_on
    for span in sorted(held, key=lambda each: each.starts_on):
        if span.ends_on is not None and span.ends_on < max(starts_on, span.starts_on):
            continue
        if span.starts_on > starts_on:
            eve = span.starts_on - ONE_DAY
            ends_on = eve if ends_on is None else min(ends_on, eve)
            break
        if span.ends_on is None:
            return None
        starts_on = span.ends_on + ONE_DAY
    return Span(starts_on, ends_on) if ends_on is None or starts_on <= ends_on else None


def check_span(span: Span, today: date) -> None:
    """Raises `RuleBroken` on `starts_on` or `ends_on` for days that a new role cannot have."""
    if span.starts_on < today:
        raise RuleBroken("starts_on", "The first day is today or later")
    if span.starts_on > today + FURTHEST:
        raise RuleBroken("starts_on", "Enter a first day within the next 5 years")
    if span.ends_on is None:
        return
    if span.ends_on < span.starts_on:
        raise RuleBroken("ends_on", "The last day is the first day or later")
    if span.ends_on > today + FURTHEST:
        raise RuleBroken("ends_on", "Enter a last day within the next 5 years, or leave it empty")


def check_last_day(last_day: date, today: date) -> None:
    """Raises `RuleBroken` on `last_day` for a day on which a role cannot end."""
    if last_day < today:
        raise RuleBroken("last_day", "The last day is today or later. To end the role at once, choose Now")
    if last_day > today + FURTHEST:
        raise RuleBroken("last_day", "Enter a last day within the next 5 years")


def ended_now(today: date) -> date:
    """The last day of a role that ends at once: yesterday, because a last day is still held."""
    return today - ONE_DAY


def check_not_oneself(granter_id: UUID | None, person_id: UUID) -> None:
    """Raises `RuleBroken` where somebody acts on their own role (`B15`)."""
    if granter_id == person_id:
        raise RuleBroken(
            None,
            "Nobody ends a role of their own. Another lead, or the network coordinator, can do it for you.",
        )


def leaves_days_without(before: Iterable[Span], after: Iterable[Span], today: date) -> bool:
    """Whether a day from today on that was covered is covered no more.

    Coverage changes only where a span starts or the day after one ends, so those days, and today, tell of all.
    """
    old, new = list(before), list(after)
    days = {today}
    for span in (*old, *new):
        days.add(span.starts_on)
        if span.ends_on is not None:
            days.add(span.ends_on + ONE_DAY)
    return any(
        any(span.covers(day) for span in old) and not any(span.covers(day) for span in new)
        for day in days
        if day >= today
    )


def check_not_left_empty(role: Role, before: Iterable[Span], after: Iterable[Span], today: date) -> None:
    """Raises `RuleBroken` where the change would leave the organisation without its last lead or coordinator."""
    if role in NEVER_LEFT_EMPTY and leaves_days_without(before, after, today):
        raise RuleBroken(
            None,
            f"This is the last {role.label.lower()} here. Invite another one first; "
            "once they have accepted, this role can end.",
        )


def check_stays_covered(role: Role, span: Span, others: Iterable[Span]) -> None:
    """Raises `RuleBroken` on `ends_on` for a first lead or coordinator whose last day is already set."""
    if role in NEVER_LEFT_EMPTY and span.ends_on is not None and all(other.ends_on is not None for other in others):
        raise RuleBroken("ends_on", f"Leave the last day empty: nobody else is {role.label.lower()} here after it")
