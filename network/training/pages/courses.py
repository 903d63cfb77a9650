"""The catalogue: for everybody to read, for the coordinator to change."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import UNPROCESSABLE, render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.training.courses import queries, service
from network.training.courses.forms import AddCourseForm, CourseStateForm, EditCourseForm, answers_about
from network.training.courses.rules import renewal_in_words
from network.training.courses.tiers import draft_of as tier_draft
from network.training.models import Course
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.training.vocabulary import Topic

Answer = Response | str | tuple[str, int]


@blueprint.get("/courses")
@requires(TrainingPermission.SEE_COURSES)
def list_courses() -> str:
    """The courses of the network, by tier."""
    courses, tiers = queries.list_courses(current_actor()), queries.list_tiers()
    spoken_of = {topic for course in courses if course.is_open for topic in course.topics}
    return render_template(
        "training/courses.html",
        courses=courses,
        tiers=[(tier, tier_draft(tier)) for tier in tiers],
        names={tier.number: tier.name for tier in tiers},
        counting=queries.get_counting(),
        decisions=queries.list_decisions(),
        missing=[topic for topic in Topic if topic not in spoken_of],
    )


@blueprint.post("/courses/default")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def load_default_catalogue() -> Response:
    """Begins with the default tiers and courses."""
    added = service.load_default_catalogue(current_actor(), current_clock())
    flash(f"{added} courses added. Champions can log sessions of them now.", "success")
    return redirect(url_for("training.list_courses"), 303)


@blueprint.get("/courses/<uuid:course_id>")
@requires(TrainingPermission.SEE_COURSES)
def show_course(course_id: UUID) -> str:
    """One course, and what was decided about it."""
    actor, today = current_actor(), current_clock().today()
    course, tiers = queries.get_course(actor, course_id), queries.list_tiers()
    return render_template(
        "training/course.html",
        course=course,
        tiers={tier.number: tier.name for tier in tiers},
        level=queries.level_of(course, tiers),
        said=service.draft_of(course),
        courses={str(each.id): each for each in queries.list_courses(actor)},
        decisions=queries.list_decision_lines(actor, course_id),
        renewal=renewal_in_words(today, course.validity_months, course.renewal_months),
        today=today,
    )


def _offered(form: AddCourseForm | EditCourseForm, course_id: UUID | None = None) -> None:
    others = [course for course in queries.list_courses(current_actor()) if course.id != course_id]
    form.offer(queries.list_tiers(), others)


def _add_form() -> AddCourseForm:
    form = AddCourseForm()
    _offered(form)
    return form


@blueprint.get("/courses/new")
@requires(TrainingPermission.KEEP_COURSES)
def add_course() -> Answer:
    """An empty form for a course."""
    return render_form("training/add_course.html", _add_form(), renewal=None)


@blueprint.post("/courses/new")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def send_course() -> Answer:
    """Adds a course to the catalogue, or says what would follow from its months."""
    form = _add_form()
    if form.check.data:
        return _previewed("training/add_course.html", form)
    if form.validate_on_submit():
        with form.rules():
            course = service.add_course(current_actor(), form.draft(), current_clock())
            flash(f"{course.title} is in the catalogue. Champions can log sessions of it now.", "success")
            return _to(course.id)
    return render_form("training/add_course.html", form, renewal=None)


def _previewed(template: str, form: AddCourseForm | EditCourseForm, course: Course | None = None) -> Answer:
    """The form again, as one that comes back: nothing is carried out, and what was typed stays."""
    renewal = None
    with form.rules():
        renewal = form.preview(current_clock().today())
    return render_template(template, form=form, course=course, renewal=renewal), UNPROCESSABLE


@blueprint.get("/courses/<uuid:course_id>/edit")
@requires(TrainingPermission.KEEP_COURSES)
def edit_course(course_id: UUID) -> Answer:
    """The form over a course."""
    course = queries.get_course(current_actor(), course_id)
    form = EditCourseForm(data=answers_about(course, service.draft_of(course)))
    _offered(form, course_id)
    renewal = renewal_in_words(current_clock().today(), course.validity_months, course.renewal_months)
    return render_form("training/edit_course.html", form, course=course, renewal=renewal)


@blueprint.post("/courses/<uuid:course_id>/edit")
@requires(TrainingPermission.KEEP_COURSES)
@commits
def save_course(course_id: UUID) -> Answer:
    """Changes a course, or says what would follow from its months."""
    course, form = queries.get_course(current_actor(), course_id), EditCourseForm()
    _offered(form, course_id)
    if form.check.data:
        return _previewed("training/edit_course.html", form, course)
    if form.validate_on_submit():
        with form.rules():
            service.edit_course(current_actor(), course_id, form.draft(), form.seen_version, current_clock())
            flash("The course is saved. What people have completed already stays as it is.", "success")
            return _to(course_id)
    return render_form("training/edit_course.html", form, course=course, renewal=None)


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
    course = service.set_course_open(
        current_actor(), course_id, is_open=is_open, version=CourseStateForm().seen_version, clock=current_clock()
    )
    now = "is open again: sessions of it can be logged." if is_open else "is closed. What people completed stays."
    flash(f"{course.title} {now}", "success")
    return redirect(url_for("training.list_courses"), 303)


def _to(course_id: UUID) -> Response:
    return redirect(url_for("training.show_course", course_id=course_id), 303)
