"""An organisation's journey: its stage, its four areas of work, and what comes best after what (D13)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.forms.journey import ProgressForm, StageForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import get_own_organisation
from network.organisations.queries.journey import list_stages, read_journey
from network.organisations.rules.journey import workstream_called
from network.organisations.service import journey as service
from network.organisations.vocabulary import Workstream

Answer = Response | str | tuple[str, int]

WAYS_ON: Final = {
    Workstream.PRINCIPLES: ("charter.our_charter", "charter:charter:view-own", "see our charter"),
    Workstream.TRAINING: ("training.home", "training:coverage:see", "see who has trained"),
    Workstream.ORGANISATIONAL_CHANGE: ("governance.list_areas", "governance:group:read", "see what meetings looked at"),
}
"""Where each area of work is taken further: page, right, and what the link says. For people of the organisation."""


@blueprint.get("/<uuid:organisation_id>/journey")
@requires(OrganisationPermission.VIEW)
def show_journey(organisation_id: UUID) -> Answer:
    """Where an organisation is, for its own people and the coordinator."""
    actor = current_actor()
    organisation = get_own_organisation(actor, organisation_id)
    is_at_home = actor.organisation_id == organisation_id
    ways = {each: way for each, way in WAYS_ON.items() if is_at_home and actor.can(way[1])}
    journey = read_journey(actor, organisation_id)
    return render_template("organisations/show_journey.html", organisation=organisation, journey=journey, ways=ways)


@blueprint.get("/<uuid:organisation_id>/journey/stage")
@requires(OrganisationPermission.SET_STAGE)
def choose_stage(organisation_id: UUID) -> Answer:
    """The stages to choose from."""
    return _stage_page(organisation_id, _stage_form(organisation_id))


@blueprint.post("/<uuid:organisation_id>/journey/stage")
@requires(OrganisationPermission.SET_STAGE)
@commits
def set_stage(organisation_id: UUID) -> Answer:
    """Keeps the stage that was chosen."""
    form = _stage_form(organisation_id)
    if form.validate_on_submit():
        with form.rules():
            key, since = form.stage.data or "", form.since.data
            service.set_stage(current_actor(), organisation_id, key, since, form.seen_version, current_clock())
            flash("Your stage is saved. What you said before stays in the history.", "success")
            return _to_journey(organisation_id)
    return _stage_page(organisation_id, form)


def _stage_form(organisation_id: UUID) -> StageForm:
    actor = current_actor()
    get_own_organisation(actor, organisation_id)
    journey = read_journey(actor, organisation_id)
    said = {"stage": journey.now.stage.key, "since": journey.now.since} if journey.now else {}
    form = StageForm(data={"version": str(journey.number), **said})
    form.offer(list_stages())
    return form


def _stage_page(organisation_id: UUID, form: StageForm) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form("organisations/choose_stage.html", form, organisation=organisation)


@blueprint.get("/<uuid:organisation_id>/journey/<workstream>")
@requires(OrganisationPermission.SAY_PROGRESS)
def edit_progress(organisation_id: UUID, workstream: str) -> Answer:
    """How far one area of work is."""
    area = workstream_called(workstream)
    return _progress_page(organisation_id, area, _progress_form(organisation_id, area))


@blueprint.post("/<uuid:organisation_id>/journey/<workstream>")
@requires(OrganisationPermission.SAY_PROGRESS)
@commits
def say_progress(organisation_id: UUID, workstream: str) -> Answer:
    """Keeps how far it is."""
    area, actor = workstream_called(workstream), current_actor()
    form = _progress_form(organisation_id, area)
    if form.validate_on_submit():
        with form.rules():
            said = (form.progress.data, form.since.data, form.seen_version)
            service.say_progress(actor, organisation_id, area, *said, current_clock())
            flash(f"Saved: {area.label}, {form.progress.data.label.lower()}.", "success")
            return _to_journey(organisation_id)
    return _progress_page(organisation_id, area, form)


def _progress_form(organisation_id: UUID, workstream: Workstream) -> ProgressForm:
    actor = current_actor()
    get_own_organisation(actor, organisation_id)
    line = read_journey(actor, organisation_id).line(workstream)
    said = {"progress": line.progress, "since": line.since} if line.version else {}
    return ProgressForm(data={"version": str(line.version), **said})


def _progress_page(organisation_id: UUID, workstream: Workstream, form: ProgressForm) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form("organisations/edit_progress.html", form, organisation=organisation, workstream=workstream)


def _to_journey(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.show_journey", organisation_id=organisation_id), 303)
