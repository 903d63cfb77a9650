"""Keeping what an organisation pledged: its two actions, and a commitment for each principle."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from network.charter.forms.pledges import AddCommitmentForm, EditPledgeForm, SeenForm, filled_from
from network.charter.pages.blueprint import Answer, blueprint
from network.charter.permissions import CharterPermission
from network.charter.queries import pledges as queries
from network.charter.queries import versions
from network.charter.service import pledges as service
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.guard import requires
from network.core.request import current_actor, current_clock


def _to_ours() -> Response:
    return redirect(url_for("charter.our_charter"), 303)


@blueprint.route("/commitments/new", methods=["GET", "POST"])
@requires(CharterPermission.PLEDGE)
@commits
def add_commitment() -> Answer:
    """A commitment for one principle, which the address names by its place in the charter."""
    actor, form = current_actor(), AddCommitmentForm()
    version = versions.find_current_version(actor)
    place = request.args.get("principle", 0, int)
    if version is None or not 0 < place <= len(version.text.principles):
        raise NotFound
    principle = version.text.principles[place - 1]
    if form.validate_on_submit():
        with form.rules():
            service.add_commitment(actor, principle.name, form.said(), current_clock())
            flash(f"Your commitment for {principle.name} is saved.", "success")
            return _to_ours()
    return render_form("charter/add_commitment.html", form, principle=principle, place=place)


@blueprint.route("/pledges/<uuid:pledge_id>/edit", methods=["GET", "POST"])
@requires(CharterPermission.PLEDGE)
@commits
def edit_pledge(pledge_id: UUID) -> Answer:
    """A pledge in other words, or further on."""
    actor = current_actor()
    pledge = queries.get_own_pledge(actor, pledge_id)
    form = EditPledgeForm(data=filled_from(pledge))
    if form.validate_on_submit():
        with form.rules():
            service.edit_pledge(actor, pledge_id, form.said(), form.seen_version, current_clock())
            flash("Saved. The register shows it as it is now.", "success")
            return _to_ours()
    return render_form("charter/edit_pledge.html", form, pledge=pledge)


@blueprint.get("/pledges/<uuid:pledge_id>/end")
@requires(CharterPermission.PLEDGE)
def begin_ending(pledge_id: UUID) -> Answer:
    """What taking a pledge off the list means."""
    pledge = queries.get_own_pledge(current_actor(), pledge_id)
    return render_form("charter/end_pledge.html", SeenForm(data={"version": str(pledge.version)}), pledge=pledge)


@blueprint.post("/pledges/<uuid:pledge_id>/end")
@requires(CharterPermission.PLEDGE)
@commits
def end_pledge(pledge_id: UUID) -> Response:
    """Takes it off the list; it stays in the history."""
    service.end_pledge(current_actor(), pledge_id, SeenForm().seen_version, current_clock())
    flash("It is off your list, and in your history.", "success")
    return _to_ours()
