"""What the pages of training say in sentences."""

from __future__ import annotations

from datetime import date

from network.training.models import Course
from network.training.service import LoggedSession
from network.training.vocabulary import NEVER
from network.ui.filters import as_month, plural


def in_catalogue(course: Course) -> str:
    """A course with where it belongs: *Tier 2: Everyday practice*."""
    return f"{tier_in_words(course.tier)}: {course.title}"


def tier_in_words(tier: int | None) -> str:
    """*Tier 2*, or *Outside the tiers*."""
    return f"Tier {tier}" if tier is not None else "Outside the tiers"


def current_until(last_day: date | None, today: date) -> str:
    """How long somebody is current in a tier; in code, because a list says it 150 times (P1)."""
    if last_day is None:
        return "–"
    if last_day == NEVER:
        return "Current"
    return f"Was current until {as_month(last_day)}" if last_day < today else f"Until {as_month(last_day)}"


def as_percent(percent: int | None) -> str:
    """*40%*, or a dash where there is no figure; in code, because a page says it 200 times (P2)."""
    return "–" if percent is None else f"{percent}%"


def what_was_logged(logged: LoggedSession) -> str:
    """What the page of a logged session cannot know by itself, in numbers of people; no names (U4). May be empty."""
    sentences = []
    if logged.added:
        sentences.append(f"{plural(logged.added, 'is', 'are')} new to your records.")
    if logged.already:
        sentences.append(f"{plural(logged.already, 'was', 'were')} recorded for it before.")
    if logged.repeated:
        numbers = ", ".join(str(line) for line in logged.repeated[:20])
        which = "Line" if len(logged.repeated) == 1 else "Lines"
        sentences.append(f"{which} {numbers} repeated somebody, who is recorded once.")
    return " ".join(sentences)
