"""The catalogue: for everybody to read, for the coordinator to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import fields_named
from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.api.blueprint import blp
from network.training.courses import queries, rules, service
from network.training.courses.rules import CourseDraft
from network.training.courses.schemas import (
    AddCourseSchema,
    CatalogueSchema,
    CourseSchema,
    EditCourseSchema,
    RenewalSchema,
)
from network.training.models import Course
from network.training.permissions import TrainingPermission
from network.training.rules import last_day
from network.training.vocabulary import NEVER


@blp.route("/training/courses")
@requires(TrainingPermission.SEE_COURSES)
@blp.response(200, CatalogueSchema)
def list_courses() -> dict[str, Any]:
    """The tiers and courses of the network."""
    return {"tiers": queries.list_tiers(), "courses": queries.list_courses(current_actor())}


@blp.route("/training/courses", methods=["POST"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.arguments(AddCourseSchema)
@blp.response(201, CourseSchema)
def add_course(body: dict[str, Any]) -> tuple[Course, int, dict[str, str]]:
    """Add a course to the catalogue."""
    with fields_named(hours="minutes"):
        course = service.add_course(current_actor(), CourseDraft(**body), current_clock())
    return course, 201, {"Location": url_for("training_api.show_course", course_id=course.id)}


@blp.route("/training/courses/<uuid:course_id>")
@requires(TrainingPermission.SEE_COURSES)
@blp.etag
@blp.response(200, CourseSchema)
def show_course(course_id: UUID) -> Course:
    """One course."""
    return queries.get_course(current_actor(), course_id)


@blp.route("/training/courses/<uuid:course_id>", methods=["PATCH"])
@requires(TrainingPermission.KEEP_COURSES)
@commits
@blp.etag
@blp.arguments(EditCourseSchema)
@blp.response(200, CourseSchema)
def edit_course(body: dict[str, Any], course_id: UUID) -> Course:
    """Change what is sent of a course, close it or open it again; needs `If-Match`."""
    actor, clock = current_actor(), current_clock()
    course = queries.get_course(actor, course_id)
    blp.check_etag(course, CourseSchema)
    is_open = body.pop("is_open", course.is_open)
    with fields_named(hours="minutes"):
        draft = replace(service.draft_of(course), **body)
        service.edit_course(actor, course_id, draft, course.version, clock)
    if is_open != course.is_open:
        service.set_course_open(actor, course_id, is_open=is_open, version=course.version, clock=clock)
    return course


@blp.route("/training/courses/<uuid:course_id>/renewal")
@requires(TrainingPermission.SEE_COURSES)
@blp.response(200, RenewalSchema)
def show_renewal(course_id: UUID) -> dict[str, Any]:
    """What follows for a person who finishes the course today."""
    course, today = queries.get_course(current_actor(), course_id), current_clock().today()
    last = last_day(today, course.validity_months)
    return {
        "words": rules.renewal_in_words(today, course.validity_months, course.renewal_months),
        "current_until": None if last == NEVER else last,
        "renewable_from": rules.renewable_from(last, course.renewal_months),
    }
