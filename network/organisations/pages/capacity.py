"""When and how partners can train: said by each, planned by the coordinator (ORG-9)."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import commits
from network.core.exports import Cell, csv_answer
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.forms.capacity import CapacityFilter, CapacityForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import capacity as queries
from network.organisations.queries import get_own_organisation
from network.organisations.rules.capacity import LABELS
from network.organisations.service import capacity as service

Answer = WerkzeugResponse | str | tuple[str, int]


@blueprint.get("/capacity")
@requires(OrganisationPermission.LIST_CAPACITY)
def list_capacities() -> str:
    """When partners can train."""
    actor, filters = current_actor(), CapacityFilter(formdata=request.args)
    return render_template(
        "organisations/list_capacities.html",
        filters=filters,
        page=queries.list_capacities(actor, filters.chosen, page_number(request.args.get("page"))),
        silent=queries.count_silent(actor),
    )


@blueprint.get("/capacity.csv")
@requires(OrganisationPermission.LIST_CAPACITY)
def download_capacities() -> Response:
    """The same for a spreadsheet, as narrowed."""
    filters = CapacityFilter(formdata=request.args)
    rows: list[list[Cell]] = [
        [
            line.name,
            line.sector.label,
            "; ".join(each.label for each in line.capacity.times),
            "; ".join(each.label for each in line.capacity.ways),
            line.capacity.shift_pattern,
            line.capacity.largest_group,
            line.capacity.difficulty,
            line.said_on,
        ]
        for line in queries.list_all_capacities(current_actor(), filters.chosen)
    ]
    return csv_answer("when-partners-can-train.csv", ["Organisation", "Sector", *LABELS.values(), "Said on"], rows)


@blueprint.get("/<uuid:organisation_id>/capacity")
@requires(OrganisationPermission.VIEW)
def show_capacity(organisation_id: UUID) -> Answer:
    """When and how the staff of one organisation can train."""
    actor = current_actor()
    organisation = get_own_organisation(actor, organisation_id)
    row = queries.find_capacity_row(actor, organisation_id)
    return render_template(
        "organisations/show_capacity.html",
        organisation=organisation,
        row=row,
        capacity=queries.capacity_of(row),
        labels=LABELS,
    )


@blueprint.get("/<uuid:organisation_id>/capacity/edit")
@requires(OrganisationPermission.EDIT_CAPACITY)
def edit_capacity(organisation_id: UUID) -> Answer:
    """The questions."""
    return _page(organisation_id, _form(organisation_id))


@blueprint.post("/<uuid:organisation_id>/capacity/edit")
@requires(OrganisationPermission.EDIT_CAPACITY)
@commits
def keep_capacity(organisation_id: UUID) -> Answer:
    """Keeps the answers."""
    form = _form(organisation_id)
    if form.validate_on_submit():
        with form.rules():
            service.keep_capacity(current_actor(), organisation_id, form.said, form.seen_version, current_clock())
            flash("Saved. The network’s coordinator plans training by it. Change it whenever it changes.", "success")
            return redirect(url_for("organisations.show_capacity", organisation_id=organisation_id), 303)
    return _page(organisation_id, form)


def _form(organisation_id: UUID) -> CapacityForm:
    actor = current_actor()
    get_own_organisation(actor, organisation_id)
    row = queries.find_capacity_row(actor, organisation_id)
    said = queries.capacity_of(row)
    values = {field: getattr(said, field) for field in LABELS}
    return CapacityForm(data={**values, "version": str(row.version if row is not None else 0)})


def _page(organisation_id: UUID, form: CapacityForm) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form("organisations/edit_capacity.html", form, organisation=organisation)
