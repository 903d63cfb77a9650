"""Leaving the network, and coming back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, requires
from network.core.request import current_actor, current_clock
from network.organisations import queries
from network.organisations.forms.mergers import LeaveForm
from network.organisations.pages.blueprint import blueprint
from network.organisations.permissions import OrganisationPermission
from network.organisations.rules.mergers import check_may_leave
from network.organisations.service import leaving as service

Answer = Response | tuple[str, int]


@blueprint.route("/<uuid:organisation_id>/leave", methods=["GET", "POST"])
@requires(OrganisationPermission.LEAVE)
@needs_fresh_sign_in
@commits
def leave_network(organisation_id: UUID) -> Answer:
    """What ends and what stays, and the form that says yes."""
    actor, form = current_actor(), LeaveForm()
    organisation = queries.get_own_organisation(actor, organisation_id)
    check_may_leave(organisation.standing, is_host=organisation.is_host)
    if form.validate_on_submit():
        with form.rules():
            service.leave_network(actor, organisation_id, form.typed.data or "", current_clock())
            flash(f"{organisation.name} has left the network. It can come back at any time.", "success")
            return _to(organisation_id)
    return render_form("organisations/leave_network.html", form, organisation=organisation)


@blueprint.post("/<uuid:organisation_id>/take-back")
@requires(OrganisationPermission.RESTORE)
@commits
def take_back(organisation_id: UUID) -> Response:
    """A former partner is one again."""
    organisation = service.take_back(current_actor(), organisation_id, current_clock())
    flash(f"{organisation.name} is a partner again. It can sign the charter anew, from what it pledged.", "success")
    return _to(organisation_id)


def _to(organisation_id: UUID) -> Response:
    return redirect(url_for("organisations.show_organisation", organisation_id=organisation_id), 303)
