"""The requests of an organisation, or of every partner: how they stand, who fits, whom to ask."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import requires
from network.core.pagination import page_number
from network.core.request import current_actor, current_clock
from network.tailoring.forms.requests import InviteForm, PressForm, TagForm
from network.tailoring.pages.blueprint import blueprint
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries import requests as queries
from network.tailoring.rules.states import may
from network.tailoring.service import asking, inviting
from network.tailoring.vocabulary import RequestState, Step


@blueprint.get("/")
@requires(TailoringPermission.SEE)
def list_requests() -> str:
    """One's own organisation's; every partner's for the coordinator, who can narrow them."""
    asked = request.args.get("state", "")
    state = RequestState(asked) if asked in set(RequestState) else None
    page = queries.list_requests(current_actor(), state, page_number(request.args.get("page")))
    return render_template("tailoring/list_requests.html", page=page, state=state, states=RequestState)


@blueprint.get("/<uuid:request_id>")
@requires(TailoringPermission.SEE)
def show_request(request_id: UUID) -> str:
    """One request, whole."""
    shown = queries.show_request(current_actor(), request_id, current_clock())
    return render_request(shown, None)


def render_request(shown: queries.ShownRequest, form: TagForm | None) -> str:
    """The page of a request; with the form of its themes, where that came back with something to mend."""
    actor, found = current_actor(), shown.request
    if form is None:
        form = TagForm(formdata=None, data={"themes": ", ".join(found.themes), "version": str(found.version)})
    return render_template(
        "tailoring/show_request.html",
        shown=shown,
        found=found,
        form=form,
        is_own=found.organisation_id == actor.organisation_id,
        steps={step for step in Step if may(step, found.state)},
        today=current_clock().today(),
    )


def to_request(request_id: UUID) -> Response:
    """Back to the request."""
    return redirect(url_for("tailoring.show_request", request_id=request_id), 303)


@blueprint.post("/<uuid:request_id>/invite")
@requires(TailoringPermission.INVITE)
@commits
def invite(request_id: UUID) -> Response:
    """Asks one person."""
    form = InviteForm()
    offer_id = form.offer_id
    if offer_id is None:
        raise NotFound("We could not find that offer.")
    inviting.invite(current_actor(), request_id, offer_id, form.seen_version, current_clock())
    flash("They are asked by e-mail. You are told what they answer.", "success")
    return to_request(request_id)


@blueprint.post("/<uuid:request_id>/take-back")
@requires(TailoringPermission.INVITE)
@commits
def take_back(request_id: UUID) -> Response:
    """Asks them no more."""
    inviting.take_back(current_actor(), request_id, PressForm().seen_version, current_clock())
    flash("They are told that there is nothing to do. You can ask somebody else.", "success")
    return to_request(request_id)


@blueprint.post("/<uuid:request_id>/withdraw")
@requires(TailoringPermission.ASK)
@commits
def withdraw(request_id: UUID) -> Response:
    """Takes the request back."""
    asking.withdraw(current_actor(), request_id, PressForm().seen_version, current_clock())
    flash("Your request is taken back. You can ask again at any time.", "success")
    return to_request(request_id)
