"""The stages of the journey, as the coordinator names them for the whole network."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.forms.journey import AddStageForm, EditStageForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries.journey import get_stage, list_stages
from network.organisations.service import stages as service

Answer = Response | str | tuple[str, int]


@blueprint.get("/stages")
@requires(OrganisationPermission.EDIT_STAGES)
def list_journey_stages() -> str:
    """All stages in order."""
    return render_template("organisations/list_stages.html", stages=list_stages())


@blueprint.get("/stages/new")
@requires(OrganisationPermission.EDIT_STAGES)
def new_stage() -> Answer:
    """The form for a stage more."""
    return render_form("organisations/new_stage.html", _add_form())


@blueprint.post("/stages/new")
@requires(OrganisationPermission.EDIT_STAGES)
@commits
def add_stage() -> Answer:
    """Adds a stage."""
    form = _add_form()
    if form.validate_on_submit():
        with form.rules():
            typed = (form.name.data or "", form.meaning.data or "", form.after.data or "")
            added = service.add_stage(current_actor(), *typed, current_clock())
            flash(f"Added: {added.name}. Every organisation can choose it from now on.", "success")
            return redirect(url_for("organisations.list_journey_stages"), 303)
    return render_form("organisations/new_stage.html", form)


def _add_form() -> AddStageForm:
    form = AddStageForm()
    form.offer(list_stages())
    return form


@blueprint.get("/stages/<key>")
@requires(OrganisationPermission.EDIT_STAGES)
def edit_stage(key: str) -> Answer:
    """The form over one stage."""
    stage = get_stage(key)
    return render_form("organisations/edit_stage.html", EditStageForm(obj=stage), stage=stage)


@blueprint.post("/stages/<key>")
@requires(OrganisationPermission.EDIT_STAGES)
@commits
def save_stage(key: str) -> Answer:
    """Keeps its name and meaning."""
    form, stage = EditStageForm(), get_stage(key)
    if form.validate_on_submit():
        with form.rules():
            values = {"name": form.name.data or "", "meaning": form.meaning.data or ""}
            kept = service.change_stage(current_actor(), key, values, form.seen_version, current_clock())
            flash(f"Saved: {kept.name}. Organisations that are at this stage show the new name.", "success")
            return redirect(url_for("organisations.list_journey_stages"), 303)
    return render_form("organisations/edit_stage.html", form, stage=stage)
