"""How far a workforce has come: one's own, or every partner's for the coordinator."""

from __future__ import annotations

from flask import render_template, request

from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import department_cut
from network.training import figures, queries
from network.training.courses.queries import get_counting
from network.training.declarations.queries import count_waiting
from network.training.departments import training_by_department
from network.training.pages.blueprint import blueprint
from network.training.permissions import TrainingPermission


@blueprint.get("/")
@requires(TrainingPermission.SEE_COVERAGE)
def home() -> str:
    """Coverage by tier, and the latest sessions."""
    actor, today = current_actor(), current_clock().today()
    if actor.can(TrainingPermission.SEE_NETWORK_COVERAGE):
        tiers = queries.list_tiers()
        page = figures.list_coverage(actor, page_number(request.args.get("page")), today, tiers=tiers)
        total = figures.network_coverage(actor, today, tiers)
        return render_template("training/network.html", page=page, total=total)
    own = figures.organisation_coverage(actor, actor.organisation_id, today)
    can_see = actor.can(TrainingPermission.SEE_SESSIONS)
    recent = queries.recent_sessions(actor) if can_see else []
    declared = count_waiting(actor) if actor.can(TrainingPermission.SEE_DECLARATIONS) else 0
    return render_template("training/home.html", own=own, recent=recent, declared=declared)


@blueprint.get("/departments")
@requires(TrainingPermission.SEE_DEPARTMENT_COVERAGE)
def list_departments() -> str:
    """Training by department, which adds up to the organisation's; `?department=` cuts it to one."""
    actor, cut = current_actor(), department_cut(request.args.get("department"))
    lines = training_by_department(actor, current_clock().today(), cut)
    return render_template("training/departments.html", lines=lines, cut=cut, tiers=queries.list_tiers())


@blueprint.get("/what-the-figures-mean")
@requires(TrainingPermission.SEE_COVERAGE)
def definitions() -> str:
    """What each figure of coverage means (U12)."""
    return render_template("training/definitions.html", is_cumulative=get_counting().is_cumulative)
