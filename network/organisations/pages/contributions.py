"""What partners give towards the coordinator (ORG-10): kept by the coordinator, each partner's lead sees its own."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import commits
from network.core.exports import Cell, csv_answer
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.forms.contributions import AddContributionForm, EditContributionForm, answers_of
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.queries import contributions as queries
from network.organisations.queries import get_own_organisation
from network.organisations.rules.contributions import (
    FIRST_YEAR,
    LAST_YEAR,
    financial_year,
    pounds,
    year_in_words,
)
from network.organisations.service import contributions as service

Answer = WerkzeugResponse | str | tuple[str, int]
Form = TypeVar("Form", AddContributionForm, EditContributionForm)

blueprint.add_app_template_filter(pounds, "as_pounds")
blueprint.add_app_template_filter(year_in_words, "as_financial_year")


def _year_asked() -> int:
    """The year of the address; this one for anything that is no year."""
    text = request.args.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else financial_year(current_clock().today())


@blueprint.get("/contributions")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
def list_contributions() -> str:
    """What partners give for one financial year, and what it comes to."""
    actor, year = current_actor(), _year_asked()
    years = {*queries.list_years(actor), year, financial_year(current_clock().today())}
    return render_template(
        "organisations/list_contributions.html",
        page=queries.list_contributions(actor, year, page_number(request.args.get("page"))),
        totals=queries.totals_of(actor, year),
        year=year,
        years=sorted(years, reverse=True),
    )


@blueprint.get("/contributions.csv")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
def download_contributions() -> Response:
    """The same for a spreadsheet."""
    year = _year_asked()
    headings = ["Organisation", "Financial year", "Kind", "Pounds", "In kind", "Promised on", "Received on"]
    rows: list[list[Cell]] = [
        [
            name,
            year_in_words(year),
            row.kind.label,
            f"{row.pence // 100}.{row.pence % 100:02}" if row.pence is not None else None,
            row.in_kind,
            row.promised_on,
            row.received_on,
        ]
        for row, name in queries.list_all_contributions(current_actor(), year)
    ]
    return csv_answer(f"contributions-{year}.csv", headings, rows)


@blueprint.get("/<uuid:organisation_id>/contributions")
@requires(OrganisationPermission.VIEW_CONTRIBUTIONS)
def show_contributions(organisation_id: UUID) -> Answer:
    """What one partner gives."""
    actor = current_actor()
    organisation = get_own_organisation(actor, organisation_id)
    page = queries.list_contributions_of(actor, organisation_id, page_number(request.args.get("page")))
    return render_template("organisations/show_contributions.html", organisation=organisation, page=page)


@blueprint.get("/<uuid:organisation_id>/contributions/new")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
def new_contribution(organisation_id: UUID) -> Answer:
    """The form for a contribution more."""
    return _page("organisations/new_contribution.html", organisation_id, _offered(AddContributionForm()))


@blueprint.post("/<uuid:organisation_id>/contributions/new")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
def add_contribution(organisation_id: UUID) -> Answer:
    """Keeps what was promised."""
    form = _offered(AddContributionForm())
    if form.validate_on_submit():
        with form.rules():
            added = service.add_contribution(current_actor(), organisation_id, form.said, current_clock())
            flash(f"Added for {year_in_words(added.year)}. Say here when it has come.", "success")
            return _to_list(organisation_id)
    return _page("organisations/new_contribution.html", organisation_id, form)


@blueprint.get("/<uuid:organisation_id>/contributions/<uuid:contribution_id>")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
def edit_contribution(organisation_id: UUID, contribution_id: UUID) -> Answer:
    """The form over one contribution."""
    row = queries.get_contribution(current_actor(), organisation_id, contribution_id)
    form = EditContributionForm(data={**answers_of(service.said_of(row)), "version": str(row.version)})
    return _page("organisations/edit_contribution.html", organisation_id, _offered(form, row.year), contribution_id)


@blueprint.post("/<uuid:organisation_id>/contributions/<uuid:contribution_id>")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
def save_contribution(organisation_id: UUID, contribution_id: UUID) -> Answer:
    """Keeps it."""
    actor = current_actor()
    kept = queries.get_contribution(actor, organisation_id, contribution_id)
    form = _offered(EditContributionForm(), kept.year)
    if form.validate_on_submit():
        with form.rules():
            said = (form.said, form.seen_version)
            service.change_contribution(actor, organisation_id, contribution_id, *said, current_clock())
            flash("The contribution is saved.", "success")
            return _to_list(organisation_id)
    return _page("organisations/edit_contribution.html", organisation_id, form, contribution_id)


@blueprint.post("/<uuid:organisation_id>/contributions/<uuid:contribution_id>/remove")
@requires(OrganisationPermission.KEEP_CONTRIBUTIONS)
@commits
def remove_contribution(organisation_id: UUID, contribution_id: UUID) -> Answer:
    """Removes one."""
    service.remove_contribution(current_actor(), organisation_id, contribution_id, current_clock())
    flash("The contribution is removed. You can add it again at any time.", "success")
    return _to_list(organisation_id)


def _offered(form: Form, kept: int | None = None) -> Form:
    form.offer(financial_year(current_clock().today()), kept)
    return form


def _page(template: str, organisation_id: UUID, form: Form, contribution_id: UUID | None = None) -> Answer:
    organisation = get_own_organisation(current_actor(), organisation_id)
    return render_form(template, form, organisation=organisation, contribution_id=contribution_id)


def _to_list(organisation_id: UUID) -> WerkzeugResponse:
    return redirect(url_for("organisations.show_contributions", organisation_id=organisation_id), 303)
