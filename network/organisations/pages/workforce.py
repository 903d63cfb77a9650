"""An organisation's workforce by kind of work and level needed (TR-6)."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations.forms.people import AddGroupForm, EditGroupForm, answers_of
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import get_own_organisation, list_departments
from network.organisations.queries.people import get_workforce_group, list_workforce
from network.organisations.rules.workforce import by_level, difference
from network.organisations.service import workforce as service

Answer = Response | str | tuple[str, int]
Form = TypeVar("Form", AddGroupForm, EditGroupForm)


@blueprint.get("/<uuid:organisation_id>/workforce")
@requires(OrganisationPermission.VIEW)
def show_workforce(organisation_id: UUID) -> Answer:
    """The rows, with what they add up to."""
    actor = current_actor()
    organisation = get_own_organisation(actor, organisation_id)
    groups = list_workforce(actor, organisation_id)
    total = sum(group.headcount for group in groups)
    return render_template(
        "organisations/show_workforce.html",
        organisation=organisation,
        groups=groups,
        departments={each.id: each.name for each in list_departments(actor, organisation_id)},
        totals=by_level(groups),
        total=total,
        difference=difference(total, organisation.workforce_size),
    )


@blueprint.get("/<uuid:organisation_id>/workforce/new")
@requires(OrganisationPermission.EDIT_WORKFORCE)
def new_workforce_group(organisation_id: UUID) -> Answer:
    """The form for a row more."""
    return _page("organisations/new_workforce_group.html", organisation_id, AddGroupForm())


@blueprint.post("/<uuid:organisation_id>/workforce/new")
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
def add_workforce_group(organisation_id: UUID) -> Answer:
    """Adds a row."""
    form = _offered(AddGroupForm(), organisation_id)
    if form.validate_on_submit():
        with form.rules():
            added = service.add_workforce_group(current_actor(), organisation_id, form.said, current_clock())
            flash(f"Added: {added.role_group}. Add the next, or see what the rows add up to.", "success")
            return _to_list(organisation_id)
    return _page("organisations/new_workforce_group.html", organisation_id, form)


@blueprint.get("/<uuid:organisation_id>/workforce/<uuid:group_id>")
@requires(OrganisationPermission.EDIT_WORKFORCE)
def edit_workforce_group(organisation_id: UUID, group_id: UUID) -> Answer:
    """The form over one row."""
    group = get_workforce_group(current_actor(), organisation_id, group_id)
    form = EditGroupForm(data={**answers_of(service.said_of(group)), "version": str(group.version)})
    return _page("organisations/edit_workforce_group.html", organisation_id, form, group_id)


@blueprint.post("/<uuid:organisation_id>/workforce/<uuid:group_id>")
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
def save_workforce_group(organisation_id: UUID, group_id: UUID) -> Answer:
    """Keeps it."""
    actor, form = current_actor(), _offered(EditGroupForm(), organisation_id)
    get_workforce_group(actor, organisation_id, group_id)
    if form.validate_on_submit():
        with form.rules():
            said = (form.said, form.seen_version)
            kept = service.change_workforce_group(actor, organisation_id, group_id, *said, current_clock())
            flash(f"Saved: {kept.role_group}.", "success")
            return _to_list(organisation_id)
    return _page("organisations/edit_workforce_group.html", organisation_id, form, group_id)


@blueprint.post("/<uuid:organisation_id>/workforce/<uuid:group_id>/remove")
@requires(OrganisationPermission.EDIT_WORKFORCE)
@commits
def remove_workforce_group(organisation_id: UUID, group_id: UUID) -> Answer:
    """Removes a row."""
    service.remove_workforce_group(current_actor(), organisation_id, group_id, current_clock())
    flash("The row is gone. You can add it again at any time.", "success")
    return _to_list(organisation_id)


def _offered(form: Form, organisation_id: UUID) -> Form:
    get_own_organisation(current_actor(), organisation_id)
    form.offer(list_departments(current_actor(), organisation_id))
    return form


def _page(
    template: str, organisation_id: UUID, form: AddGroupForm | EditGroupForm, group_id: UUID | None = None
) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form(template, _offered(form, organisation_id), organisation=organisation, group_id=group_id)


def _to_list(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.show_workforce", organisation_id=organisation_id), 303)
