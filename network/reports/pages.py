"""The pages of figures: the coordinator's desk, one organisation at a glance, and what the figures mean."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from network.core.guard import public, requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut
from network.organisations.vocabulary import Sector
from network.reports import queries, ways, words
from network.reports.asked import Asked
from network.reports.definitions import DEFINITIONS
from network.reports.permissions import ReportPermission
from network.reports.rules.lines import Cut, cut, thinnest

blueprint = Blueprint("reports", __name__, template_folder="templates")
LINES_SHOWN = 8
OPEN = "whoever reads a figure may read what it means (U12)"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"ways": ways, "words": words}


@blueprint.get("/desk")
@requires(ReportPermission.VIEW_DESK)
def desk() -> str:
    """The coordinator's home: what to do next, and the figures behind it."""
    seen, asked = queries.read_desk(current_actor(), current_clock()), Asked.read(request.args)
    lists = {each: cut(seen.roll.lines, each, asked.sector) for each in (Cut.NOT_SIGNED, Cut.NO_CHAMPION)}
    lists[Cut.THIN] = thinnest(cut(seen.roll.lines, Cut.ALL, asked.sector))
    return render_template("reports/desk.html", desk=seen, asked=asked, lists=lists, shown=LINES_SHOWN)


@blueprint.get("/desk/organisations")
@requires(ReportPermission.VIEW_DESK)
def list_organisations() -> str:
    """Every organisation with its figures, cut and sorted by plain links."""
    roll = queries.read_roll(current_actor(), current_clock().today())
    asked = Asked.read(request.args)
    page = asked.page_of(roll, page_number(request.args.get("page")))
    sectors = [sector for sector in Sector if sector in {line.sector for line in roll.lines}]
    return render_template(
        "reports/list_organisations.html",
        roll=roll,
        asked=asked,
        page=page,
        sectors=sectors,
        cuts=Cut,
        sort=asked.sort_in(roll).text,
    )


@blueprint.get("/our-organisation")
@requires(ReportPermission.VIEW_ORGANISATION)
def our_organisation() -> str:
    """One's own organisation at a glance."""
    cut = department_cut(request.args.get("department"))
    own = queries.read_own_organisation(current_actor(), current_clock(), cut)
    return render_template("reports/our_organisation.html", own=own, cut=cut)


@blueprint.get("/definitions")
@public(OPEN)
def definitions() -> str:
    """What every figure means."""
    return render_template("reports/definitions.html", definitions=DEFINITIONS)
