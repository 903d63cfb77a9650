"""The coordinator follows the charter: who prepares, who is to sign again, whose review is due, who has lapsed."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.charter.pages.blueprint import blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import readiness, signings
from network.charter.queries.following import Cut, read_following
from network.charter.service import readiness as service
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import requires
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_actor, current_clock
from network.organisations.public import get_organisation


@blueprint.get("/following")
@requires(CharterPermission.FOLLOW)
def follow() -> str:
    """How the partners stand with the charter, cut by what is to be done."""
    actor, today = current_actor(), current_clock().today()
    asked = request.args.get("show", "")
    chosen = Cut(asked) if asked in set(Cut) else Cut.TO_AFFIRM
    seen = read_following(actor, today)
    return render_template(
        "charter/follow.html",
        following=seen,
        cuts=Cut,
        chosen=chosen,
        page=seen.page(chosen, page_number(request.args.get("page")), PAGE_SIZE),
        waiting=signings.list_waiting(actor, 1, PAGE_SIZE),
        declared=readiness.list_declared(actor),
    )


@blueprint.get("/following/<uuid:organisation_id>/readiness")
@requires(CharterPermission.CHECK_READINESS)
def show_readiness(organisation_id: UUID) -> str:
    """What an organisation said of its readiness, and what somebody saw of it."""
    actor = current_actor()
    lines = readiness.list_lines(actor, organisation_id)
    if not any(line.answer for line in lines):
        raise NotFound("This organisation has not answered the checklist yet.")
    return render_template("charter/show_readiness.html", lines=lines, organisation=get_organisation(organisation_id))


@blueprint.post("/following/<uuid:organisation_id>/readiness/<uuid:item_id>")
@requires(CharterPermission.CHECK_READINESS)
@commits
def check_readiness(organisation_id: UUID, item_id: UUID) -> Response:
    """Notes that a line was seen to be so, or takes that back."""
    is_seen = request.form.get("seen") == "yes"
    service.check(current_actor(), organisation_id, item_id, is_seen=is_seen, clock=current_clock())
    flash("Noted: you have seen this." if is_seen else "Taken back.", "success")
    return redirect(url_for("charter.show_readiness", organisation_id=organisation_id), 303)
