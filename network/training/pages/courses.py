"""The catalogue: for everybody to read, for the coordinator to change."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training import catalogue, queries
from network.training.forms import CourseForm, CourseStateForm
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission


@blueprint.get("/courses")
@requires(TrainingPermission.SEE_COURSES)
def list_courses() -> str:
    """The courses of the network, by tier."""
    courses, tiers = queries.list_courses(current_actor()), queries.list_tiers()
    return render_template("training/courses.html", courses=courses, tiers=tiers)


@blueprint.post("/courses/default")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def load_default_catalogue() -> Response:
    """Begins with the default tiers and courses."""
    added = catalogue.load_default_catalogue(current_actor(), current_clock())
    flash(f"{added} courses added. Champions can log sessions of them now.", "success")
    return redirect(url_for("training.list_courses"), 303)


def _course_form() -> CourseForm:
    form = CourseForm()
    form.offer(queries.list_tiers())
    return form


@blueprint.get("/courses/new")
@requires(TrainingPermission.KEEP_COURSES)
def add_course() -> tuple[str, int]:
    """An empty form for a course."""
    return render_form("training/add_course.html", _course_form())


@blueprint.post("/courses/new")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def send_course() -> Response | tuple[str, int]:
    """Adds a course to the catalogue."""
    form = _course_form()
    if form.validate_on_submit():
        with form.rules():
            course = catalogue.add_course(current_actor(), catalogue.NewCourse(**form.answers()), current_clock())
            flash(f"{course.title} is in the catalogue. Champions can log sessions of it now.", "success")
            return redirect(url_for("training.list_courses"), 303)
    return render_form("training/add_course.html", form)


@blueprint.post("/courses/<uuid:course_id>/close")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def close_course(course_id: UUID) -> Response:
    """No new sessions of it are logged; what people completed stays."""
    return _set_open(course_id, is_open=False)


@blueprint.post("/courses/<uuid:course_id>/open")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def open_course(course_id: UUID) -> Response:
    """Sessions of it can be logged again."""
    return _set_open(course_id, is_open=True)


def _set_open(course_id: UUID, *, is_open: bool) -> Response:
    course = catalogue.set_course_open(
        current_actor(), course_id, is_open=is_open, version=CourseStateForm().seen_version, clock=current_clock()
    )
    now = "is open again: sessions of it can be logged." if is_open else "is closed. What people completed stays."
    flash(f"{course.title} {now}", "success")
    return redirect(url_for("training.list_courses"), 303)
