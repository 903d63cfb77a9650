"""The verbs of courses: adding, changing, closing; and the catalogue that a network starts with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, RuleBroken
from network.training.courses import queries, rules
from network.training.courses.defaults import DEFAULT_COURSES, DEFAULT_TIERS
from network.training.courses.rules import CourseDraft
from network.training.models import Course, Tier
from network.training.vocabulary import Deliverer, Mode, Topic

LABELS: Final = {
    "code": "Code",
    "title": "Title",
    "tier": "Tier",
    "level": "Whom it is for",
    "modes": "How it can be held",
    "minutes": "Length in minutes",
    "validity_months": "Months that it is current for",
    "renewal_months": "Months before the end in which it can be renewed",
    "topics": "What it speaks of",
    "outline": "Outline",
    "provider": "Who offers it",
    "deliverers": "Who may give it",
    "lived_experience": "Part of experts by experience",
    "content_note": "Content note",
    "carries_trauma_content": "Carries trauma content",
    "prerequisites": "Courses that come before",
    "link": "Web address",
}
"""Each part of a course in the coordinator's words."""
_LONG: Final = frozenset({"outline", "content_note"})
"""What the audit names and does not copy."""


def load_default_catalogue(actor: Anyone, clock: Clock) -> int:
    """Adds the tiers and courses of the default that are not there yet; how many courses were added (TR-1, TR-2)."""
    held = {tier.number for tier in queries.list_tiers()}
    db.session.add_all(
        Tier(number=tier.number, name=tier.name, level=tier.level, scottish=list(tier.scottish), welsh=list(tier.welsh))
        for tier in DEFAULT_TIERS
        if tier.number not in held
    )
    db.session.flush()
    codes = set(db.session.scalars(select(Course.code)))
    wanted = [course for course in DEFAULT_COURSES if course.code not in codes]
    for course in wanted:
        add_course(actor, course, clock)
    return len(wanted)


def add_course(actor: Anyone, draft: CourseDraft, clock: Clock) -> Course:
    """Adds a course to the network's catalogue. RuleBroken names the field to mend."""
    draft = rules.tidy(draft)
    course_id = new_id()
    _check(course_id, draft)
    course = Course(id=course_id, is_open=True, made_at=clock.now(), **_columns(draft))
    db.session.add(course)
    db.session.flush()
    changes = {"code": draft.code, "tier": draft.tier}
    audit.record(actor, clock.now(), "training.course.added", "course", course.id, changes=changes)
    return course


def edit_course(actor: Anyone, course_id: UUID, draft: CourseDraft, seen_version: int, clock: Clock) -> Course:
    """Changes a course. What people completed stays as it is: what counts, and until when, changes for new ones.

    Raises NotFound, RuleBroken on the field, and Conflict with both texts where it changed since `seen_version`.
    """
    course = queries.get_course(actor, course_id)
    stored, draft = draft_of(course), rules.tidy(draft)
    changed = [name for name in LABELS if getattr(draft, name) != getattr(stored, name)]
    if course.version != seen_version:
        raise Conflict(yours=_shown(draft, changed), theirs=_shown(stored, changed))
    if not changed:
        return course
    _check(course_id, draft)
    if draft.tier is not None and any(each.ended_on is None for each in queries.list_decisions(course_id)[course_id]):
        raise RuleBroken("tier", "It was decided that this course counts as a tier. End that decision first.")
    columns = _columns(draft)
    for name in changed:
        setattr(course, name, columns[name])
    db.session.flush()
    changes = {name: "changed" if name in _LONG else columns[name] for name in changed}
    audit.record(actor, clock.now(), "training.course.edited", "course", course.id, changes=changes)
    return course


def draft_of(course: Course) -> CourseDraft:
    """What is said of a course, to be changed."""
    kept = {field.name: getattr(course, field.name) for field in fields(CourseDraft)}
    kept |= {
        "modes": [Mode(each) for each in course.modes],
        "topics": [Topic(each) for each in course.topics],
        "deliverers": [Deliverer(each) for each in course.deliverers],
        "prerequisites": [UUID(each) for each in course.prerequisites],
    }
    return CourseDraft(**kept)


def _columns(draft: CourseDraft) -> dict[str, Any]:
    columns = asdict(draft)
    for name in ("modes", "topics", "deliverers", "prerequisites"):
        columns[name] = [str(each) for each in columns[name]]
    return columns


def _check(course_id: UUID, draft: CourseDraft) -> None:
    rules.check_draft(draft, [tier.number for tier in queries.list_tiers()])
    # Locked, so that two at once do not each put the other's course before their own.
    others = db.session.execute(
        select(Course.id, Course.code, Course.prerequisites).order_by(Course.id).with_for_update()
    ).all()
    if any(row.code == draft.code and row.id != course_id for row in others):
        raise RuleBroken("code", "Another course has this code. Choose one of its own.")
    before = {row.id: [UUID(each) for each in row.prerequisites] for row in others}
    rules.check_prerequisites(course_id, draft.prerequisites, before)


def _shown(draft: CourseDraft, names: Iterable[str]) -> dict[str, str]:
    return {LABELS[name]: _in_words(name, getattr(draft, name)) for name in names}


def _in_words(name: str, value: Any) -> str:
    if value is None or (name == "content_note" and value == ""):
        return "None"
    if name == "prerequisites":
        return ", ".join(_titles(value)) or "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(each.label for each in value) or "None"
    return str(getattr(value, "label", value))


def _titles(course_ids: Sequence[UUID]) -> Sequence[str]:
    return db.session.scalars(select(Course.title).where(Course.id.in_(course_ids)).order_by(Course.title)).all()


def set_course_open(actor: Anyone, course_id: UUID, *, is_open: bool, version: int, clock: Clock) -> Course:
    """Closes a course, or opens it again. What people completed stays as it is. Conflict for a stale version."""
    course = queries.get_course(actor, course_id)
    if course.version != version:
        raise Conflict()
    course.is_open = is_open
    db.session.flush()
    action = "training.course.opened" if is_open else "training.course.closed"
    audit.record(actor, clock.now(), action, "course", course.id, changes={"is_open": is_open})
    return course
