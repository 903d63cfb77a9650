"""The pages of coverage in depth: one organisation's, the network's, and who lapses next."""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from uuid import UUID

from flask import Response, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.errors import RuleBroken
from network.core.exports import csv_answer
from network.core.forms import render_form
from network.core.guard import requires
from network.core.months import end_of_month
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import list_departments
from network.training.figures import coverage_of_organisations
from network.training.needs import tables
from network.training.needs.forecast import list_lapsing as find_lapsing
from network.training.needs.forms import AsAtForm, PartnersForm
from network.training.needs.months import ends_ahead
from network.training.needs.reading import CoverageOn, list_partners, read_coverage, read_network_coverage
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission
from network.training.queries import list_tiers

Answer = WerkzeugResponse | str | tuple[str, int]
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@blueprint.get("/coverage/<uuid:organisation_id>")
@requires(TrainingPermission.SEE_COVERAGE)
def show_coverage(organisation_id: UUID) -> Answer:
    """One organisation's coverage by tier, level and department, today or `?on=` a day in the past."""
    form = AsAtForm(formdata=request.args)
    found = _read(organisation_id, form)
    return render_form("training/coverage.html", form, found=found, organisation_id=organisation_id)


@blueprint.get("/coverage/<uuid:organisation_id>/table.csv")
@requires(TrainingPermission.SEE_COVERAGE)
def download_coverage(organisation_id: UUID) -> Response:
    """The same for a spreadsheet. RuleBroken for what is no day, or is still to come: no file is of another day."""
    form = AsAtForm(formdata=request.args)
    found = _read(organisation_id, form)
    if form.on.errors:
        raise RuleBroken("on", f"{form.on.errors[0]}.")
    return csv_answer(f"coverage-{found.day}.csv", tables.HEADINGS, list(tables.rows_of_organisation(found)))


@blueprint.get("/coverage/network")
@requires(TrainingPermission.SEE_NETWORK_COVERAGE)
def show_network_coverage() -> Answer:
    """The network's coverage by level and sector, and its partners by how many people are still to be trained."""
    actor, today = current_actor(), current_clock().today()
    form = PartnersForm(formdata=request.args)
    tiers = list_tiers()
    form.offer(tiers)
    return render_template(
        "training/network_coverage.html",
        form=form,
        asked=form.asked,
        found=read_network_coverage(actor, tiers, today),
        page=list_partners(actor, tiers, today, form.asked, page_number(request.args.get("page"))),
    )


@blueprint.get("/coverage/network.csv")
@requires(TrainingPermission.SEE_NETWORK_COVERAGE)
def download_network_coverage() -> Response:
    """The same for a spreadsheet, with every partner."""
    actor, today = current_actor(), current_clock().today()
    tiers = list_tiers()
    found = read_network_coverage(actor, tiers, today)
    partners = coverage_of_organisations(actor, None, today, tiers)
    return csv_answer(f"coverage-{today}.csv", tables.HEADINGS, list(tables.rows_of_network(found, partners, today)))


@blueprint.get("/coverage/lapsing")
@requires(TrainingPermission.SEE_LEARNERS)
def list_lapsing() -> Answer:
    """Who of one's own organisation lapses in the next six months, by month: `?tier=2&month=2026-11`."""
    actor, today = current_actor(), current_clock().today()
    tiers = list_tiers()
    tier = next((each for each in tiers if str(each.number) == request.args.get("tier")), None)
    month = _month_asked()
    number = tier.number if tier is not None else None
    return render_template(
        "training/lapsing.html",
        tiers={each.number: each.name for each in tiers},
        tier=tier,
        month=month,
        months=ends_ahead(today),
        departments={each.id: each.name for each in list_departments(actor, actor.organisation_id)},
        page=find_lapsing(actor, today, tier=number, month=month, page=page_number(request.args.get("page"))),
    )


def _month_asked() -> date | None:
    written = _MONTH.fullmatch(request.args.get("month", ""))
    return end_of_month(date(int(written[1]), int(written[2]), 1)) if written else None


def _read(organisation_id: UUID, form: AsAtForm) -> CoverageOn:
    """As at the day that was asked for; at today, with what to do beside the question, for one still to come."""
    today = current_clock().today()
    day = form.on.data if form.validate() and form.on.data is not None else today
    if day > today:
        form.on.errors = ["Choose today or a day in the past"]
    return read_coverage(current_actor(), organisation_id, min(day, today), today)
