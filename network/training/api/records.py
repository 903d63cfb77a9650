"""Sessions, completions and coverage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import Page, PageQuerySchema, fields_named, page_of
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut
from network.training import figures, queries, service
from network.training.api.blueprint import blp
from network.training.departments import DepartmentTraining, training_by_department
from network.training.permissions import TrainingPermission
from network.training.roster import Attendee, merge_people
from network.training.schemas import (
    CompletionSchema,
    DepartmentQuerySchema,
    DepartmentTrainingSchema,
    LoggedSessionSchema,
    LogSessionSchema,
    OrganisationCoveragePageSchema,
    OrganisationCoverageSchema,
    SessionSchema,
)


@blp.route("/training/sessions")
@requires(TrainingPermission.SEE_SESSIONS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(SessionSchema))
def list_sessions(query: dict[str, Any]) -> Page[queries.SessionLine]:
    """Sessions that were held, the latest first: one's own; every partner's for the coordinator."""
    return queries.list_sessions(current_actor(), query["page"], query["page_size"])


@blp.route("/training/sessions", methods=["POST"])
@requires(TrainingPermission.LOG_SESSION)
@commits
@blp.arguments(LogSessionSchema)
@blp.response(201, LoggedSessionSchema)
def log_session(body: dict[str, Any]) -> tuple[service.LoggedSession, int, dict[str, str]]:
    """Log a session and who took part. `errors` name lines by their place in `people`, from 1."""
    course = queries.find_course(current_actor(), body.pop("course"))
    if course is None:
        raise RuleBroken("course", "There is no course with this code. Choose one of /api/v1/training/courses.")
    people = [Attendee(**person, line=line) for line, person in enumerate(body.pop("people"), 1)]
    body["was_asked"] = "given_by" in body
    with fields_named(names="people"):
        logged = service.log_session(
            current_actor(), course_id=course.id, roster=merge_people(people), clock=current_clock(), **body
        )
    address = url_for("training_api.show_session", session_id=logged.session_id)
    return logged, 201, {"Location": address}


@blp.route("/training/sessions/<uuid:session_id>")
@requires(TrainingPermission.SEE_SESSIONS)
@blp.etag
@blp.response(200, SessionSchema)
def show_session(session_id: UUID) -> queries.SessionLine:
    """One session."""
    return queries.get_session_line(current_actor(), session_id)


@blp.route("/training/completions")
@requires(TrainingPermission.SEE_LEARNERS)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, page_of(CompletionSchema))
def list_completions(query: dict[str, Any]) -> Page[queries.CompletionLine]:
    """What people of one's own organisation completed, the latest first."""
    return queries.list_completions(current_actor(), query["page"], query["page_size"])


@blp.route("/training/coverage")
@requires(TrainingPermission.SEE_COVERAGE)
@blp.response(200, OrganisationCoverageSchema)
def show_coverage() -> figures.OrganisationCoverage:
    """The coverage of one's own organisation today."""
    actor = current_actor()
    return figures.organisation_coverage(actor, actor.organisation_id, current_clock().today())


@blp.route("/training/coverage/departments")
@requires(TrainingPermission.SEE_DEPARTMENT_COVERAGE)
@blp.arguments(DepartmentQuerySchema, location="query")
@blp.response(200, DepartmentTrainingSchema(many=True))
def list_departments(query: dict[str, Any]) -> list[DepartmentTraining]:
    """One's own organisation's training by department; the last line is of people of whom no department is known."""
    return training_by_department(current_actor(), current_clock().today(), department_cut(query["department"]))


@blp.route("/training/coverage/organisations")
@requires(TrainingPermission.SEE_NETWORK_COVERAGE)
@blp.arguments(PageQuerySchema, location="query")
@blp.response(200, OrganisationCoveragePageSchema)
def list_coverage(query: dict[str, Any]) -> Page[figures.OrganisationCoverage]:
    """The coverage of every partner today, by name."""
    return figures.list_coverage(current_actor(), query["page"], current_clock().today(), query["page_size"])
