"""An organisation's departments."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.organisations import queries, rules
from network.organisations.forms import AddDepartmentsForm, EditDepartmentForm, HeadcountForm
from network.organisations.models import Department, Organisation
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.service import departments as service
from network.ui.fields import choice

Answer = Response | tuple[str, int]


def _to_list(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.list_departments", organisation_id=organisation_id), 303)


@blueprint.get("/<uuid:organisation_id>/departments")
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
def list_departments(organisation_id: UUID) -> Answer:
    """The departments, with the form that adds some."""
    organisation = queries.get_own_organisation(current_actor(), organisation_id)
    return _list(organisation, AddDepartmentsForm())


@blueprint.post("/<uuid:organisation_id>/departments")
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
def add_departments(organisation_id: UUID) -> Answer:
    """Adds those chosen, and the one typed."""
    actor, clock, form = current_actor(), current_clock(), AddDepartmentsForm()
    organisation = queries.get_own_organisation(actor, organisation_id)
    _offer(form, queries.list_departments(actor, organisation_id))
    if form.validate_on_submit():
        with form.rules():
            names, typed, headcount = form.suggested.data or (), form.name.data or "", form.headcount.data
            added = service.add_departments(actor, organisation_id, names, typed, headcount, clock)
            flash(f"Added: {', '.join(department.name for department in added)}.", "success")
            return _to_list(organisation_id)
    return _list(organisation, form)


def _list(organisation: Organisation, form: AddDepartmentsForm) -> Answer:
    present = queries.list_departments(current_actor(), organisation.id)
    _offer(form, present)
    return render_form("organisations/list_departments.html", form, organisation=organisation, departments=present)


def _offer(form: AddDepartmentsForm, present: list[Department]) -> None:
    names = rules.suggested_departments(department.name for department in present)
    form.suggested.choices = [choice(name, name) for name in names]


@blueprint.get("/<uuid:organisation_id>/departments/<uuid:department_id>")
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
def edit_department(organisation_id: UUID, department_id: UUID) -> Answer:
    """The form over one department."""
    department = queries.get_department(current_actor(), organisation_id, department_id)
    return _form(department, EditDepartmentForm(obj=department))


@blueprint.post("/<uuid:organisation_id>/departments/<uuid:department_id>")
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
def save_department(organisation_id: UUID, department_id: UUID) -> Answer:
    """Keeps its name and size."""
    actor, form = current_actor(), EditDepartmentForm()
    department = queries.get_department(actor, organisation_id, department_id)
    if form.validate_on_submit():
        with form.rules():
            values = {"name": form.name.data, "headcount": form.headcount.data}
            service.change_department(actor, organisation_id, department_id, values, form.seen_version, current_clock())
            flash(f"Saved: {values['name']}.", "success")
            return _to_list(organisation_id)
    return _form(department, form)


def _form(department: Department, form: EditDepartmentForm) -> Answer:
    organisation = queries.get_own_organisation(current_actor(), department.organisation_id)
    return render_form("organisations/edit_department.html", form, department=department, organisation=organisation)


@blueprint.route("/<uuid:organisation_id>/departments/<uuid:department_id>/headcount", methods=["GET", "POST"])
@requires(OrganisationPermission.COUNT_DEPARTMENT)
@commits
def keep_headcount(organisation_id: UUID, department_id: UUID) -> Answer:
    """How many work there, kept by the department's own lead."""
    actor = current_actor()
    department = queries.get_kept_department(actor, organisation_id, department_id)
    form = HeadcountForm(obj=department)
    if form.validate_on_submit():
        with form.rules():
            kept = (form.headcount.data, form.seen_version, current_clock())
            service.keep_headcount(actor, organisation_id, department_id, *kept)
            flash(f"The number of staff of {department.name} is saved.", "success")
            return redirect(url_for("organisations.show_organisation", organisation_id=organisation_id), 303)
    organisation = queries.get_own_organisation(actor, organisation_id)
    return render_form("organisations/keep_headcount.html", form, department=department, organisation=organisation)


@blueprint.post("/<uuid:organisation_id>/departments/<uuid:department_id>/remove")
@requires(OrganisationPermission.EDIT_DEPARTMENTS)
@commits
def remove_department(organisation_id: UUID, department_id: UUID) -> Response:
    """Removes a department that nothing refers to."""
    service.remove_department(current_actor(), organisation_id, department_id, current_clock())
    flash("The department is gone. You can add it again at any time.", "success")
    return _to_list(organisation_id)
