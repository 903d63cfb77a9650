"""The rules of the offer: what a course may be, what comes before it, what it counts as, when it is renewed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from network.core.errors import OtherRoute, RuleBroken
from network.core.months import months_after
from network.core.text import one_line, several_lines
from network.organisations.vocabulary import WorkforceLevel
from network.training.rules import LONGEST_MINUTES, last_day
from network.training.vocabulary import NEVER, Deliverer, LivedExperience, Mode, Topic
from network.ui.filters import as_date

CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
LONGEST_TITLE: Final = 200
LONGEST_OUTLINE: Final = 4000
LONGEST_NOTE: Final = 1000
LONGEST_LINK: Final = 500
LONGEST_REASON: Final = 1000
LONGEST_VALIDITY: Final = 120
MOST_PREREQUISITES: Final = 10
EARLIEST: Final = date(2000, 1, 1)

_COUNTED_ALREADY: Final = (
    OtherRoute("Choose a course outside the tiers", "/training/courses"),
    OtherRoute("Add a course", "/training/courses/new"),
)


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course as it is said to be. `minutes` is its length; without `validity_months` it does not run out (TR-11).

    `content_note` is empty where none is needed, None where nobody has said (U30). Without a `level` its tier's.
    """

    code: str
    title: str
    tier: int | None
    modes: Sequence[Mode]
    minutes: int
    validity_months: int | None = None
    topics: Sequence[Topic] = ()
    provider: str = ""
    link: str = ""
    level: WorkforceLevel | None = None
    renewal_months: int | None = None
    outline: str = ""
    deliverers: Sequence[Deliverer] = ()
    lived_experience: LivedExperience = LivedExperience.NONE
    content_note: str | None = None
    carries_trauma_content: bool = False
    prerequisites: Sequence[UUID] = ()


def tidy(draft: CourseDraft) -> CourseDraft:
    """The same as it is kept: the code in capitals, lists without doubles, text without what nobody sees."""
    return replace(
        draft,
        code=one_line(draft.code).upper(),
        title=one_line(draft.title),
        provider=one_line(draft.provider),
        link=draft.link.strip(),
        outline=several_lines(draft.outline),
        content_note=None if draft.content_note is None else several_lines(draft.content_note),
        modes=[mode for mode in Mode if mode in draft.modes],
        topics=[topic for topic in Topic if topic in draft.topics],
        deliverers=[each for each in Deliverer if each in draft.deliverers],
        prerequisites=sorted(set(draft.prerequisites)),
        # One in a tier is about nothing else, so that it needs no mark (TR-10).
        carries_trauma_content=draft.carries_trauma_content and draft.tier is None,
    )


def check_draft(draft: CourseDraft, tiers: Iterable[int]) -> None:
    """RuleBroken names the field to mend."""
    if draft.tier is not None and draft.tier not in set(tiers):
        raise RuleBroken("tier", "Choose a tier from the list")
    if not CODE.fullmatch(draft.code):
        raise RuleBroken("code", "Use 2 to 20 letters, figures and hyphens for the code, like T2-PRACTICE.")
    if not draft.title or len(draft.title) > LONGEST_TITLE:
        raise RuleBroken("title", f"Enter a title of up to {LONGEST_TITLE} characters.")
    if not draft.modes:
        raise RuleBroken("modes", "Choose at least one way in which it is held.")
    if not 1 <= draft.minutes <= LONGEST_MINUTES:
        raise RuleBroken("hours", "Enter the length in hours, like 1.5, up to 60.")
    _check_lengths(draft)
    check_renewal(draft.validity_months, draft.renewal_months)
    _check_link(draft.link)


def said_note(note: str) -> str:
    """A content note that was said to be needed. RuleBroken on `content_note` for an empty one (U30)."""
    if not note.strip():
        raise RuleBroken("content_note", "Say what may be hard to hear, or choose that no note is needed.")
    return note


def _check_lengths(draft: CourseDraft) -> None:
    longest = {"provider": LONGEST_TITLE, "outline": LONGEST_OUTLINE, "content_note": LONGEST_NOTE}
    for name, most in longest.items():
        if len(getattr(draft, name) or "") > most:
            raise RuleBroken(name, f"Shorten this to {most} characters.")


def check_renewal(validity_months: int | None, renewal_months: int | None) -> None:
    """RuleBroken names `validity_months` or `renewal_months`, both in months."""
    if validity_months is not None and not 1 <= validity_months <= LONGEST_VALIDITY:
        raise RuleBroken("validity_months", f"Enter a number of months from 1 to {LONGEST_VALIDITY}.")
    if renewal_months is None:
        return
    if validity_months is None:
        raise RuleBroken("renewal_months", "Leave this empty: the course does not run out, so nobody renews it.")
    if not 1 <= renewal_months < validity_months:
        raise RuleBroken("renewal_months", "Enter fewer months than it is current for, and at least 1.")


def _check_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and len(link) <= LONGEST_LINK
    except ValueError:
        is_right = False
    if not is_right or not link.isprintable():
        raise RuleBroken("link", "Enter the whole address, beginning with https://")


def renewable_from(last: date, renewal_months: int | None) -> date | None:
    """The first day of the months before the end in which people are asked to renew; None where nobody is asked.

    `last` is the last day on which a completion is current, the end of a month; the last month counts as one.
    """
    if renewal_months is None or last == NEVER:
        return None
    return months_after(last.replace(day=1), 1 - renewal_months)


def renewal_in_words(finished_on: date, validity_months: int | None, renewal_months: int | None) -> str:
    """What follows for a person who finishes today, `finished_on`, in one sentence (TR-11)."""
    last = last_day(finished_on, validity_months)
    if last == NEVER:
        return "A person who finishes today stays current: this course does not run out."
    begins = renewable_from(last, renewal_months)
    can_renew = f"from {as_date(begins)}" if begins is not None else "at any time"
    return f"A person who finishes today is current until {as_date(last)}, and can renew {can_renew}."


def check_prerequisites(course_id: UUID, wanted: Sequence[UUID], before: Mapping[UUID, Sequence[UUID]]) -> None:
    """RuleBroken on `prerequisites` for a course that would come before itself. `before`: what each course needs."""
    if len(wanted) > MOST_PREREQUISITES:
        raise RuleBroken("prerequisites", f"Choose up to {MOST_PREREQUISITES} courses.")
    if not set(wanted) <= before.keys() - {course_id}:
        raise RuleBroken("prerequisites", "Choose courses from the list, other than this one.")
    met: set[UUID] = set()
    open_ends = list(wanted)
    while open_ends:
        each = open_ends.pop()
        if each == course_id:
            raise RuleBroken("prerequisites", "One of these courses asks for this one first. Choose others.")
        if each not in met:
            met.add(each)
            open_ends.extend(before.get(each, ()))


class Decision(Protocol):
    """That a course outside the tiers counts as one, on the days from `from_on` to `ended_on`."""

    @property
    def tier(self) -> int:
        """The tier that it counts as."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def ended_on(self) -> date | None:
        """The last day; None while it goes on."""


def tier_on(day: date, tier: int | None, decisions: Iterable[Decision]) -> int | None:
    """The tier in which a course counts that is completed on this day: its own, else by the earliest decision.

    `decisions` in the order in which they were made, so that what counted by one goes on to count by it.
    """
    if tier is not None:
        return tier
    return next((each.tier for each in decisions if covers(each, day)), None)


def covers(decision: Decision, day: date) -> bool:
    """Whether what is completed on this day counts by this decision."""
    return decision.from_on <= day and (decision.ended_on is None or day <= decision.ended_on)


def check_decision(tier: int | None, from_on: date, reason: str, today: date) -> None:
    """RuleBroken names `from_on` or `reason`, or nothing for a course that has a tier, its `tier`."""
    if tier is not None:
        said = f"This course belongs to tier {tier} already, so it counts there without a decision."
        raise RuleBroken(None, said, routes=_COUNTED_ALREADY)
    if not EARLIEST <= from_on <= months_after(today, 12):
        raise RuleBroken("from_on", f"Enter a day from {as_date(EARLIEST)} to one within the next 12 months.")
    if not reason:
        raise RuleBroken("reason", "Say why it counts, so that others can follow it.")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken("reason", f"Shorten this to {LONGEST_REASON} characters.")
