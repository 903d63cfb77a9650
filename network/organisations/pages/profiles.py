"""Adding an organisation or a code by hand, and changing what is said of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations import queries, rules
from network.organisations.forms import AddOrganisationForm, EditOrganisationForm
from network.organisations.models import Organisation
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.service import profiles

Answer = Response | tuple[str, int]


def _to(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.show_organisation", organisation_id=organisation_id), 303)


@blueprint.get("/new")
@requires(OrganisationPermission.ADD)
def new_organisation() -> Answer:
    """The form for an organisation that no register brought."""
    return render_form("organisations/new_organisation.html", AddOrganisationForm(), namesakes=[])


@blueprint.post("/new")
@requires(OrganisationPermission.ADD)
@commits
def add_organisation() -> Answer:
    """Adds it, unless it is here already."""
    actor, form = current_actor(), AddOrganisationForm()
    if form.validate_on_submit():
        with form.rules():
            organisation = profiles.add_organisation(
                actor, form.values, form.typed_code, current_clock(), is_another=form.is_another.data
            )
            flash(f"{organisation.name} is in the directory. Add its contact and its departments next.", "success")
            return _to(organisation.id)
    namesakes = queries.list_with_name(actor, form.name.data or "") if form.name.errors else []
    return render_form("organisations/new_organisation.html", form, namesakes=namesakes)


@blueprint.get("/<uuid:organisation_id>/edit")
@requires(OrganisationPermission.EDIT)
def edit_organisation(organisation_id: UUID) -> Answer:
    """The form over a profile."""
    organisation = queries.get_own_organisation(current_actor(), organisation_id)
    form = _edit_form(organisation)
    return render_form("organisations/edit_organisation.html", form, organisation=organisation)


@blueprint.post("/<uuid:organisation_id>/edit")
@requires(OrganisationPermission.EDIT)
@commits
def save_organisation(organisation_id: UUID) -> Answer:
    """Keeps what was changed."""
    actor = current_actor()
    organisation = queries.get_own_organisation(actor, organisation_id)
    form = _edit_form(organisation)
    if form.validate_on_submit():
        with form.rules():
            profiles.edit_organisation(actor, organisation_id, form.values, form.seen_version, current_clock())
            flash(f"The details of {organisation.name} are saved.", "success")
            return _to(organisation_id)
    return render_form("organisations/edit_organisation.html", form, organisation=organisation)


def _edit_form(organisation: Organisation) -> EditOrganisationForm:
    values: dict[str, Any] = {**profiles.profile_of(organisation), "version": organisation.version}
    form = EditOrganisationForm(data=values)
    form.ask_only(rules.editable_fields(is_coordinator=current_actor().is_network_wide))
    return form
