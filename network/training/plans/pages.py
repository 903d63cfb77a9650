"""The pages of plans: the suggested offer, drafting, sending and answering."""

from __future__ import annotations

from dataclasses import asdict
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import get_organisation
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission, who_sees
from network.training.plans import queries, service
from network.training.plans.forms import AddLineForm, AnswerForm, EditLineForm
from network.training.plans.vocabulary import LineState

Answer = Response | str | tuple[str, int]
Form = TypeVar("Form", AddLineForm, EditLineForm)


@blueprint.get("/offer/<uuid:organisation_id>")
@requires(TrainingPermission.MAKE_PLANS)
def suggest_offer(organisation_id: UUID) -> Answer:
    """What would close an organisation's gaps, within what it can do."""
    actor = current_actor()
    return render_template(
        "training/offer.html",
        offer=queries.read_offer(actor, organisation_id, current_clock().today()),
        draft=queries.find_draft(actor, organisation_id),
    )


@blueprint.post("/offer/<uuid:organisation_id>")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def draft_plan(organisation_id: UUID) -> Response:
    """A draft of it; the draft that there is, where there is one."""
    plan = service.draft_plan(current_actor(), organisation_id, current_clock())
    flash("This is a draft. Change its lines, then send it. Until then only you see it.", "success")
    return _to_plan(plan.id)


@blueprint.get("/plans")
@requires(TrainingPermission.SEE_PLANS)
def list_plans() -> str:
    """Every partner's plans for the coordinator; one's own for everybody else."""
    page = queries.list_plans(current_actor(), page_number(request.args.get("page")))
    return render_template("training/plans.html", page=page)


@blueprint.get("/plans/<uuid:plan_id>")
@requires(TrainingPermission.SEE_PLANS)
def show_plan(plan_id: UUID) -> str:
    """One plan with its lines and what was answered."""
    actor = current_actor()
    plan = queries.get_plan(actor, plan_id)
    return render_template(
        "training/plan.html",
        plan=plan,
        organisation=get_organisation(plan.organisation_id),
        lines=queries.list_lines(actor, plan),
        can_answer=actor.can(TrainingPermission.ANSWER_PLANS) and plan.organisation_id == actor.organisation_id,
    )


@blueprint.post("/plans/<uuid:plan_id>/send")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def send_plan(plan_id: UUID) -> Response:
    """Sends a draft."""
    service.send_plan(current_actor(), plan_id, current_clock())
    flash(
        "Sent. The organisation’s leads are told, and answer line by line. You are told when all are answered.",
        "success",
    )
    return _to_plan(plan_id)


@blueprint.post("/plans/<uuid:plan_id>/discard")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def discard_plan(plan_id: UUID) -> Response:
    """Gives a draft up."""
    plan = service.discard_plan(current_actor(), plan_id, current_clock())
    flash("The draft is gone. You can draft another at any time.", "success")
    return redirect(url_for("training.suggest_offer", organisation_id=plan.organisation_id), 303)


@blueprint.get("/plans/<uuid:plan_id>/lines/new")
@requires(TrainingPermission.MAKE_PLANS)
def new_plan_line(plan_id: UUID) -> Answer:
    """The form for a line more."""
    return _line_page(plan_id, AddLineForm())


@blueprint.post("/plans/<uuid:plan_id>/lines/new")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def add_plan_line(plan_id: UUID) -> Answer:
    """Adds it."""
    form = _offered(AddLineForm())
    if form.validate_on_submit():
        with form.rules():
            service.add_line(current_actor(), plan_id, form.said, current_clock())
            flash("The line is added.", "success")
            return _to_plan(plan_id)
    return _line_page(plan_id, form)


@blueprint.get("/plans/<uuid:plan_id>/lines/<uuid:line_id>")
@requires(TrainingPermission.MAKE_PLANS)
def edit_plan_line(plan_id: UUID, line_id: UUID) -> Answer:
    """The form over one line."""
    actor = current_actor()
    line = queries.get_line(actor, queries.get_plan(actor, plan_id), line_id).line
    form = EditLineForm(data={**asdict(service.draft_of(line)), "version": str(line.version)})
    return _line_page(plan_id, form, line_id)


@blueprint.post("/plans/<uuid:plan_id>/lines/<uuid:line_id>")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def save_plan_line(plan_id: UUID, line_id: UUID) -> Answer:
    """Keeps it."""
    actor, form = current_actor(), _offered(EditLineForm())
    if form.validate_on_submit():
        with form.rules():
            service.change_line(actor, plan_id, line_id, form.said, form.seen_version, current_clock())
            flash("The line is saved. If it was answered before, it waits for an answer again.", "success")
            return _to_plan(plan_id)
    return _line_page(plan_id, form, line_id)


@blueprint.post("/plans/<uuid:plan_id>/lines/<uuid:line_id>/remove")
@requires(TrainingPermission.MAKE_PLANS)
@commits
def remove_plan_line(plan_id: UUID, line_id: UUID) -> Response:
    """Takes it out of a draft."""
    service.remove_line(current_actor(), plan_id, line_id, current_clock())
    flash("The line is gone. You can add it again at any time.", "success")
    return _to_plan(plan_id)


@blueprint.get("/plans/<uuid:plan_id>/lines/<uuid:line_id>/answer")
@requires(TrainingPermission.ANSWER_PLANS)
def open_answer(plan_id: UUID, line_id: UUID) -> Answer:
    """The question; what was answered before stands in it."""
    actor = current_actor()
    line = queries.get_line(actor, queries.get_plan(actor, plan_id), line_id).line
    state = None if line.state is LineState.OPEN else line.state
    form = AnswerForm(data={"state": state, "words": line.answer, "version": str(line.version)})
    return _answer_page(plan_id, line_id, form)


@blueprint.post("/plans/<uuid:plan_id>/lines/<uuid:line_id>/answer")
@requires(TrainingPermission.ANSWER_PLANS)
@commits
def answer_plan_line(plan_id: UUID, line_id: UUID) -> Answer:
    """Keeps the answer."""
    form = AnswerForm()
    if form.validate_on_submit():
        with form.rules():
            said = (form.state.data, form.words.data or "", form.seen_version)
            service.answer_line(current_actor(), plan_id, line_id, *said, current_clock())
            flash("Thank you. The network’s coordinator sees your answer. You can change it here.", "success")
            return _to_plan(plan_id)
    return _answer_page(plan_id, line_id, form)


def _offered(form: Form) -> Form:
    form.offer(queries.list_offered(current_actor()))
    return form


def _line_page(plan_id: UUID, form: AddLineForm | EditLineForm, line_id: UUID | None = None) -> Answer:
    actor = current_actor()
    plan = queries.get_plan(actor, plan_id)
    shown = queries.get_line(actor, plan, line_id) if line_id is not None else None
    organisation = get_organisation(plan.organisation_id)
    readers = who_sees(TrainingPermission.SEE_PLANS)
    page, form = "training/edit_plan_line.html", _offered(form)
    return render_form(page, form, plan=plan, organisation=organisation, shown=shown, readers=readers)


def _answer_page(plan_id: UUID, line_id: UUID, form: AnswerForm) -> Answer:
    actor = current_actor()
    plan = queries.get_plan(actor, plan_id)
    shown = queries.get_line(actor, plan, line_id)
    organisation = get_organisation(plan.organisation_id)
    readers = who_sees(TrainingPermission.SEE_PLANS)
    page = "training/answer_plan_line.html"
    return render_form(page, form, plan=plan, organisation=organisation, shown=shown, readers=readers)


def _to_plan(plan_id: UUID) -> Response:
    return redirect(url_for("training.show_plan", plan_id=plan_id), 303)
