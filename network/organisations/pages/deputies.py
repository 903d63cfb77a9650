"""Who stands in for an organisation's contact."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.forms.people import AddDeputyForm, EditDeputyForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import get_own_organisation
from network.organisations.queries.people import get_deputy, list_deputies
from network.organisations.rules.deputies import MOST_DEPUTIES
from network.organisations.service import deputies as service

Answer = Response | str | tuple[str, int]


@blueprint.get("/<uuid:organisation_id>/deputies")
@requires(OrganisationPermission.VIEW)
def show_deputies(organisation_id: UUID) -> Answer:
    """Whom to turn to when the contact is away."""
    actor = current_actor()
    organisation = get_own_organisation(actor, organisation_id)
    deputies = list_deputies(actor, organisation_id)
    return render_template(
        "organisations/show_deputies.html", organisation=organisation, deputies=deputies, most=MOST_DEPUTIES
    )


@blueprint.get("/<uuid:organisation_id>/deputies/new")
@requires(OrganisationPermission.EDIT_DEPUTIES)
def new_deputy(organisation_id: UUID) -> Answer:
    """The form for a deputy more."""
    return _page("organisations/new_deputy.html", organisation_id, AddDeputyForm())


@blueprint.post("/<uuid:organisation_id>/deputies/new")
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
def add_deputy(organisation_id: UUID) -> Answer:
    """Names a deputy."""
    actor, form = current_actor(), AddDeputyForm()
    get_own_organisation(actor, organisation_id)
    if form.validate_on_submit():
        with form.rules():
            added = service.add_deputy(actor, organisation_id, form.said, current_clock())
            flash(f"{added.name} is named as a deputy. Tell them that they are.", "success")
            return _to_list(organisation_id)
    return _page("organisations/new_deputy.html", organisation_id, form)


@blueprint.get("/<uuid:organisation_id>/deputies/<uuid:deputy_id>")
@requires(OrganisationPermission.EDIT_DEPUTIES)
def edit_deputy(organisation_id: UUID, deputy_id: UUID) -> Answer:
    """The form over one deputy."""
    deputy = get_deputy(current_actor(), organisation_id, deputy_id)
    return _page("organisations/edit_deputy.html", organisation_id, EditDeputyForm(obj=deputy), deputy_id)


@blueprint.post("/<uuid:organisation_id>/deputies/<uuid:deputy_id>")
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
def save_deputy(organisation_id: UUID, deputy_id: UUID) -> Answer:
    """Keeps how they are reached."""
    actor, form = current_actor(), EditDeputyForm()
    get_deputy(actor, organisation_id, deputy_id)
    if form.validate_on_submit():
        with form.rules():
            said = (form.said, form.seen_version)
            kept = service.change_deputy(actor, organisation_id, deputy_id, *said, current_clock())
            flash(f"Saved: {kept.name}.", "success")
            return _to_list(organisation_id)
    return _page("organisations/edit_deputy.html", organisation_id, form, deputy_id)


@blueprint.post("/<uuid:organisation_id>/deputies/<uuid:deputy_id>/remove")
@requires(OrganisationPermission.EDIT_DEPUTIES)
@commits
def remove_deputy(organisation_id: UUID, deputy_id: UUID) -> Answer:
    """Removes a deputy."""
    service.remove_deputy(current_actor(), organisation_id, deputy_id, current_clock())
    flash("The deputy is removed, and nothing of them is kept.", "success")
    return _to_list(organisation_id)


def _page(
    template: str, organisation_id: UUID, form: AddDeputyForm | EditDeputyForm, deputy_id: UUID | None = None
) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form(template, form, organisation=organisation, deputy_id=deputy_id)


def _to_list(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.show_deputies", organisation_id=organisation_id), 303)
