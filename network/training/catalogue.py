"""The catalogue: adding and closing courses, and the one that a network starts with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.organisations.vocabulary import WorkforceLevel
from network.training import queries
from network.training.models import Course, Tier
from network.training.vocabulary import Mode, Topic

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
LONGEST_TITLE = 200
LONGEST_VALIDITY = 120


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course as it is added. `minutes` is its length; without `validity_months` it does not run out (TR-11)."""

    code: str
    title: str
    tier: int
    modes: Sequence[Mode]
    minutes: int
    validity_months: int | None = None
    topics: Sequence[Topic] = ()
    provider: str = ""
    link: str = ""


_EVERYWHERE = (Mode.ONLINE, Mode.IN_PERSON, Mode.BLENDED)

DEFAULT_TIERS = (
    (1, "Tier 1", WorkforceLevel.INFORMED),
    (2, "Tier 2", WorkforceLevel.SKILLED),
    (3, "Tier 3", WorkforceLevel.IN_DEPTH),
)
"""S4's three tiers, each for one of S1's workforce levels (D15, TR-6). Their number and names are the network's."""

DEFAULT_COURSES = (
    NewCourse(
        "T1-ONLINE",
        "Childhood adversity and trauma: free online course",
        1,
        (Mode.ONLINE,),
        60,
        36,
        (Topic.UNDERSTANDING, Topic.PREVALENCE, Topic.RECOGNISING),
        "An outside provider, free of charge",
        "https://www.acesonlinelearning.com",
    ),
    NewCourse(
        "T1-ORIENT",
        "A first look: orientation for everybody",
        1,
        _EVERYWHERE,
        90,
        36,
        (Topic.UNDERSTANDING, Topic.RECOGNISING, Topic.RESPONDING),
        "Champions",
    ),
    NewCourse(
        "T2-PRACTICE",
        "Everyday practice: noticing and responding",
        2,
        _EVERYWHERE,
        180,
        24,
        (Topic.RECOGNISING, Topic.RESPONDING, Topic.CULTURE, Topic.DYNAMICS),
        "Champions and facilitators",
    ),
    NewCourse(
        "T2-WELLBEING",
        "Looking after each other: vicarious trauma and resilience",
        2,
        _EVERYWHERE,
        150,
        24,
        (Topic.VICARIOUS, Topic.RESILIENCE, Topic.SUPPORT),
        "Facilitators",
    ),
    NewCourse(
        "T2-LEADING",
        "Leading a team through change",
        2,
        (Mode.IN_PERSON, Mode.BLENDED),
        180,
        24,
        (Topic.LEADING, Topic.SUPPORT, Topic.DYNAMICS),
        "Facilitators",
    ),
    NewCourse(
        "T3-INDEPTH",
        "In depth: working with complex trauma",
        3,
        (Mode.IN_PERSON, Mode.BLENDED),
        720,
        24,
        (Topic.DYNAMICS, Topic.PREVALENCE, Topic.CULTURE, Topic.VICARIOUS),
        "A psychologist",
    ),
)
"""What a network starts with. Its tier 1 includes the free resource that S4 names (TR-2)."""


def load_default_catalogue(actor: Anyone, clock: Clock) -> int:
    """Adds the tiers and courses of the default that are not there yet; how many courses were added."""
    held = {tier.number for tier in queries.list_tiers()}
    missing = [
        Tier(number=number, name=name, level=level) for number, name, level in DEFAULT_TIERS if number not in held
    ]
    db.session.add_all(missing)
    db.session.flush()
    codes = set(db.session.scalars(select(Course.code)))
    wanted = [course for course in DEFAULT_COURSES if course.code not in codes]
    for course in wanted:
        add_course(actor, course, clock)
    return len(wanted)


def add_course(actor: Anyone, new: NewCourse, clock: Clock) -> Course:
    """Adds a course to the network's catalogue. RuleBroken names the field to mend."""
    code = new.code.strip().upper()
    _check(new, code)
    if queries.find_course(actor, code) is not None:
        raise RuleBroken("code", "Another course has this code. Choose a different one.")
    if new.tier not in {tier.number for tier in queries.list_tiers()}:
        raise RuleBroken("tier", "Choose one of the network’s tiers.")
    course = Course(
        id=new_id(),
        code=code,
        title=new.title,
        tier=new.tier,
        modes=[mode.value for mode in new.modes],
        minutes=new.minutes,
        validity_months=new.validity_months,
        topics=[topic.value for topic in new.topics],
        provider=new.provider,
        link=new.link,
        is_open=True,
        made_at=clock.now(),
    )
    db.session.add(course)
    changes = {"code": code, "tier": new.tier}
    audit.record(actor, clock.now(), "training.course.added", "course", course.id, changes=changes)
    return course


def _check(new: NewCourse, code: str) -> None:
    if not CODE.fullmatch(code):
        raise RuleBroken("code", "Use 2 to 20 letters, figures and hyphens for the code, like T2-PRACTICE.")
    if not new.title.strip() or len(new.title) > LONGEST_TITLE:
        raise RuleBroken("title", f"Enter a title of up to {LONGEST_TITLE} characters.")
    if len(new.provider) > LONGEST_TITLE:
        raise RuleBroken("provider", f"Shorten this to {LONGEST_TITLE} characters.")
    if not new.modes:
        raise RuleBroken("modes", "Choose at least one way in which it is held.")
    if not 1 <= new.minutes <= 60 * 60:
        raise RuleBroken("hours", "Enter the length in hours, like 1.5, up to 60.")
    if new.validity_months is not None and not 1 <= new.validity_months <= LONGEST_VALIDITY:
        raise RuleBroken("validity_months", f"Enter a number of months from 1 to {LONGEST_VALIDITY}.")
    _check_link(new.link)


def _check_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and len(link) <= 500
    except ValueError:
        is_right = False
    if not is_right:
        raise RuleBroken("link", "Enter the whole address, beginning with https://")


def set_course_open(actor: Anyone, course_id: UUID, *, is_open: bool, version: int, clock: Clock) -> Course:
    """Closes a course, or opens it again. What people completed stays as it is. Conflict for a stale version."""
    course = queries.get_course(actor, course_id)
    if course.version != version:
        raise Conflict()
    course.is_open = is_open
    action = "training.course.opened" if is_open else "training.course.closed"
    audit.record(actor, clock.now(), action, "course", course.id, changes={"is_open": is_open})
    return course
