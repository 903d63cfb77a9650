"""The people who trained: the list, one person's record, and keeping it right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.exports import Cell, FileKind, table_answer
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.core.text import LONGEST_SEARCH, one_line
from network.organisations.public import DepartmentCut, department_cut, list_departments
from network.training import learners as service
from network.training import queries
from network.training.extensions.queries import list_extensions_of
from network.training.forms import IdentifyForm, LeavingForm, PlaceForm
from network.training.models import Learner
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.training.records.noting import note_download
from network.training.vocabulary import NEVER


class _Asked(TypedDict):
    search: str
    without_email: bool
    cut: DepartmentCut | None


def _asked() -> _Asked:
    """How the address narrows the list down."""
    return {
        "search": one_line(request.args.get("q", ""))[:LONGEST_SEARCH],
        "without_email": request.args.get("show") == "without-email",
        "cut": department_cut(request.args.get("department")),
    }


@blueprint.get("/people")
@requires(TrainingPermission.SEE_LEARNERS)
def list_learners() -> str:
    """Who trained in this organisation, with their tiers."""
    actor, asked = current_actor(), _asked()
    return render_template(
        "training/people.html",
        page=queries.list_learners(actor, page_number(request.args.get("page")), **asked),
        search=asked["search"],
        cut=asked["cut"],
        departments=list_departments(actor, actor.organisation_id),
        longest_search=LONGEST_SEARCH,
        without=asked["without_email"],
        tiers=queries.list_tiers(),
        today=current_clock().today(),
    )


@blueprint.get("/people.<any(csv, xlsx):kind>")
@requires(TrainingPermission.SEE_LEARNERS)
@records_reading
def download_learners(kind: str) -> Response:
    """The same people, all of them, for a spreadsheet: the last day of each tier, empty where it does not run out."""
    actor, clock, tiers = current_actor(), current_clock(), queries.list_tiers()
    note_download(actor, clock, "people", kind)
    headings = ["Name", "E-mail", "Staff number", "Left on"]
    for tier in tiers:
        headings += [tier.name, f"{tier.name}, current until"]
    today, numbers = clock.today(), [tier.number for tier in tiers]
    rows = (_row(each, numbers, today) for each in queries.stream_learners(actor, numbers, **_asked()))
    return table_answer(FileKind(kind), "people-who-trained", headings, rows)


def _row(line: queries.LearnerLine, tiers: Sequence[int], today: date) -> list[Cell]:
    row: list[Cell] = [line.name, line.email, line.staff_number, line.left_on]
    for tier in tiers:
        last = line.tiers.get(tier)
        standing = "" if last is None else "Current" if last >= today else "Has run out"
        row += [standing, None if last == NEVER else last]
    return row


def _show(learner_id: UUID, identify: IdentifyForm | None = None, leaving: LeavingForm | None = None) -> str:
    actor = current_actor()
    learner = queries.get_learner(actor, learner_id)
    return render_template(
        "training/person.html",
        learner=learner,
        alike=queries.list_alike(actor, learner),
        other_rows=queries.list_other_rows(actor, learner.id),
        completions=queries.list_completions_of(actor, learner.id),
        extensions=list_extensions_of(actor, learner.id),
        tiers=queries.list_tiers(),
        standing=queries.find_tiers(actor, [learner.id])[learner.id],
        today=current_clock().today(),
        identify=identify or IdentifyForm(formdata=None),
        leaving=leaving or LeavingForm(formdata=None),
        place=_place_form(learner),
        form=identify or leaving,
    )


def _place_form(learner: Learner) -> PlaceForm:
    actor = current_actor()
    form = PlaceForm(department=learner.department_id)
    form.offer(list_departments(actor, actor.organisation_id))
    return form


@blueprint.get("/people/<uuid:learner_id>")
@requires(TrainingPermission.SEE_LEARNERS)
def show_learner(learner_id: UUID) -> str:
    """One person's training."""
    return _show(learner_id)


@blueprint.post("/people/<uuid:learner_id>/identify")
@requires(TrainingPermission.KEEP_LEARNERS)
@commits
def identify_learner(learner_id: UUID) -> Response | tuple[str, int]:
    """Adds somebody's e-mail, so that they are known the next time."""
    form = IdentifyForm()
    if form.validate_on_submit():
        with form.rules():
            learner = service.identify_learner(current_actor(), learner_id, form.email.data or "", current_clock())
            flash(f"{learner.name} is now known by their e-mail address, and counts towards coverage.", "success")
            return _to(learner.id)
    return _show(learner_id, identify=form), 422


@blueprint.post("/people/<uuid:learner_id>/leave")
@requires(TrainingPermission.KEEP_LEARNERS)
@commits
def record_leaving(learner_id: UUID) -> Response | tuple[str, int]:
    """Notes somebody's last day."""
    form = LeavingForm()
    if form.validate_on_submit() and form.left_on.data is not None:
        with form.rules():
            service.record_leaving(current_actor(), learner_id, form.left_on.data, current_clock())
            flash("Their last day is noted. They no longer count towards today’s coverage.", "success")
            return _to(learner_id)
    return _show(learner_id, leaving=form), 422


@blueprint.post("/people/<uuid:learner_id>/return")
@requires(TrainingPermission.KEEP_LEARNERS)
@commits
def record_return(learner_id: UUID) -> Response:
    """They are still here, or back."""
    service.record_return(current_actor(), learner_id, current_clock())
    flash("They count towards coverage again.", "success")
    return _to(learner_id)


@blueprint.post("/people/<uuid:learner_id>/department")
@requires(TrainingPermission.KEEP_LEARNERS)
@commits
def place_learner(learner_id: UUID) -> Response | tuple[str, int]:
    """Says in which department somebody works."""
    form = _place_form(queries.get_learner(current_actor(), learner_id))
    if form.validate_on_submit():
        with form.rules():
            service.place_learner(current_actor(), learner_id, form.department.data, current_clock())
            flash("Their department is saved. The figures by department count them there from now on.", "success")
            return _to(learner_id)
    return _show(learner_id), 422


def _to(learner_id: UUID) -> Response:
    return redirect(url_for("training.show_learner", learner_id=learner_id), 303)
