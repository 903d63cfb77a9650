"""Tailored training across the network, for the coordinator."""

from __future__ import annotations

from flask import render_template

from network.core.guard import requires
from network.core.request import current_actor
from network.tailoring.pages.blueprint import blueprint
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries.figures import read_figures


@blueprint.get("/figures")
@requires(TailoringPermission.SEE_FIGURES)
def show_figures() -> str:
    """How many asked, agreed, held; who waits longest; how it was."""
    return render_template("tailoring/show_figures.html", figures=read_figures(current_actor()))
