"""Importing a file: send it, answer what it leaves open, see what it would add, say yes, take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response as Download
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, tries_out
from network.core.forms import UNPROCESSABLE, render_form, with_ids
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.core.sizes import takes_files
from network.training.exports import Recognised
from network.training.imports import queries, service, taking_back
from network.training.imports.forms import (
    COLUMN_NAMES,
    AnswersForm,
    ImportForm,
    NameCourseForm,
    SendFileForm,
    course_choices,
)
from network.training.imports.service import LARGEST_UPLOAD, Preview
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission, who_sees_learners
from network.training.queries import list_courses

Answer = Response | str | tuple[str, int]
SHOWN = 20
"""How many kinds of trouble, and courses that nobody knows, a preview shows."""


@blueprint.get("/imports")
@requires(TrainingPermission.IMPORT)
def list_imports() -> str:
    """The files that were imported, the latest first."""
    page = queries.list_imports(current_actor(), page_number(request.args.get("page")))
    return render_template("training/imports.html", page=page)


def _send_form() -> SendFileForm:
    form = SendFileForm()
    form.course.choices = course_choices(list_courses(current_actor()))
    return form


def _show_send_form(form: SendFileForm) -> Answer:
    return render_form("training/send_file.html", form, readers=who_sees_learners())


@blueprint.get("/imports/new")
@requires(TrainingPermission.IMPORT)
def send_file() -> Answer:
    """The form to send a file with."""
    return _show_send_form(_send_form())


@blueprint.post("/imports/new")
@requires(TrainingPermission.IMPORT)
@commits
@takes_files(LARGEST_UPLOAD)
def keep_file() -> Answer:
    """Keeps the file for a day and leads to what it would add."""
    form = _send_form()
    if form.validate_on_submit():
        with form.rules():
            sent = form.file.data
            kept = service.send_file(current_actor(), sent.filename or "", sent.read(), form.answers(), current_clock())
            return _to_preview(kept.id)
    return _show_send_form(form)


@blueprint.get("/imports/<uuid:import_id>")
@requires(TrainingPermission.IMPORT)
@tries_out
def preview_import(import_id: UUID) -> Answer:
    """What the file would add at this moment, and what it leaves open."""
    actor = current_actor()
    kept = queries.get_import(actor, import_id)
    if kept.imported_at is not None:
        return _to_outcome(import_id)
    sent = {"import_id": import_id, "filename": kept.filename, "until": kept.sent_at + service.WAITS}
    found = service.preview(actor, import_id, current_clock())
    return render_template("training/preview_import.html", **sent, **_to_say_yes_to(found))


def _to_say_yes_to(found: Preview) -> dict[str, Any]:
    return {
        "found": found,
        "form": ImportForm(data={"seen": found.outcome.digest}),
        "answers": _answers_form(found),
        "asked": {question.about for question in found.outcome.questions},
        "columns": COLUMN_NAMES,
        "names": [with_ids(_name_form(name), f"name-{at}-") for at, (name, _) in enumerate(found.unknown[:SHOWN])],
        "shown": SHOWN,
    }


def _answers_form(found: Preview) -> AnswersForm:
    form = AnswersForm(formdata=None)
    _offer(form, found.recognised)
    form.show(found.answers)
    return with_ids(form, "answer-")


def _offer(form: AnswersForm, recognised: Recognised) -> None:
    headings = [heading for heading in dict.fromkeys(recognised.layout.headings) if heading.strip()]
    form.offer(list_courses(current_actor()), recognised.parts, headings)


def _name_form(name: str) -> NameCourseForm:
    form = NameCourseForm(formdata=None, data={"name": name})
    form.offer(list_courses(current_actor()))
    return form


@blueprint.post("/imports/<uuid:import_id>/answers")
@requires(TrainingPermission.IMPORT)
@commits
def answer_import(import_id: UUID) -> Answer:
    """Notes what was answered, and shows again what the file would add."""
    actor, clock = current_actor(), current_clock()
    look = service.look_again(actor, import_id, clock)
    form = AnswersForm()
    _offer(form, look.recognised)
    if form.validate_on_submit():
        with form.rules():
            service.answer_file(actor, import_id, form.answers(look.answers), clock)
            return _to_preview(import_id)
    asked = {question.about for question in look.recognised.questions}
    return render_template(
        "training/answer_import.html", form=form, import_id=import_id, asked=asked, columns=COLUMN_NAMES
    ), UNPROCESSABLE


@blueprint.post("/imports/<uuid:import_id>/courses")
@requires(TrainingPermission.IMPORT)
@commits
def name_course(import_id: UUID) -> Answer:
    """Remembers which course this organisation's systems mean by a name."""
    actor = current_actor()
    queries.get_import(actor, import_id)
    form = NameCourseForm()
    form.offer(list_courses(actor))
    if form.validate_on_submit() and form.name.data:
        with form.rules():
            service.name_course(actor, import_id, form.name.data, form.course_id, current_clock())
            flash("Remembered, for later files too.", "success")
            return _to_preview(import_id)
    return render_template("training/name_course.html", form=form, import_id=import_id), UNPROCESSABLE


@blueprint.post("/imports/<uuid:import_id>")
@requires(TrainingPermission.IMPORT)
@commits
def import_file(import_id: UUID) -> Answer:
    """Imports the file, if it still does what was shown."""
    service.import_sent(current_actor(), import_id, ImportForm().seen.data or "", current_clock())
    return _to_outcome(import_id)


@blueprint.get("/imports/<uuid:import_id>/done")
@requires(TrainingPermission.IMPORT)
def show_import(import_id: UUID) -> Answer:
    """What an import did."""
    actor = current_actor()
    kept = queries.get_import(actor, import_id)
    if kept.imported_at is None:
        return _to_preview(import_id)
    until = kept.imported_at + taking_back.TAKEN_BACK_WITHIN
    can_go = kept.taken_back_at is None and kept.settled_at is None and current_clock().now() <= until
    return render_template(
        "training/show_import.html",
        kept=kept,
        until=until,
        can_go=can_go,
        has_refused=queries.has_refused(current_actor(), kept.id),
    )


@blueprint.get("/imports/<uuid:import_id>/rows-to-mend.csv")
@requires(TrainingPermission.IMPORT)
def download_refused(import_id: UUID) -> Download:
    """The rows that were refused, with what to do beside each."""
    answer = Download(queries.refused_table(current_actor(), import_id), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return answer


@blueprint.post("/imports/<uuid:import_id>/take-back")
@requires(TrainingPermission.TAKE_BACK_IMPORT)
@commits
def take_back_import(import_id: UUID) -> Response:
    """Takes a file back whole."""
    taking_back.take_back(current_actor(), import_id, current_clock())
    flash("The file is taken back. What it alone said is gone from your records.", "success")
    return _to_outcome(import_id)


def _to_preview(import_id: UUID) -> Response:
    return redirect(url_for("training.preview_import", import_id=import_id), 303)


def _to_outcome(import_id: UUID) -> Response:
    return redirect(url_for("training.show_import", import_id=import_id), 303)
