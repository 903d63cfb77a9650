"""Another manager follows: said by the person, or handed over by the one before, for the person to answer (RM)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import NewManagerForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
OWN = about_referrals(Capacity.STAFF_MEMBER)
MINE = about_referrals(Capacity.REFERRER)


@blueprint.route("/requests/<uuid:referral_id>/hand-over", methods=["GET", "POST"])
@MINE
@records_reading
@commits
def hand_over(referral_id: UUID) -> Answer:
    """By the manager who wrote it, who then sees nothing more of it."""
    form = NewManagerForm()
    if form.validate_on_submit():
        with form.rules():
            service.hand_over(current_actor(), referral_id, _said(form), current_clock())
            flash("You have handed it over. The staff member says who sees it from now on.", "success")
            return redirect(url_for("incidents.list_own_referrals"), 303)
    case = service.open_own_referral(current_actor(), referral_id, current_clock())
    if case.is_followed:
        raise NotFound()
    return render_form("incidents/hand_over.html", form, case=case)


@blueprint.route("/mine/<uuid:referral_id>/manager", methods=["GET", "POST"])
@OWN
@records_reading
@commits
def name_manager(referral_id: UUID) -> Answer:
    """By the person: who their manager is now."""
    form = NewManagerForm()
    if form.validate_on_submit():
        with form.rules():
            service.name_manager(current_actor(), referral_id, _said(form), current_clock())
            flash("Saved. Whoever supports you is told.", "success")
            return _to_page(referral_id)
    case = service.open_case(current_actor(), Capacity.STAFF_MEMBER, referral_id, current_clock())
    return render_form("incidents/name_manager.html", form, case=case)


@blueprint.post("/mine/<uuid:referral_id>/manager/answer")
@OWN
@commits
def answer_handover(referral_id: UUID) -> Answer:
    """Yes, or nobody; the button says which."""
    agrees = request.form.get("agrees") == "yes"
    service.answer_handover(current_actor(), referral_id, current_clock(), agrees=agrees)
    flash("Saved. Whoever supports you is told.", "success")
    return _to_page(referral_id)


def _said(form: NewManagerForm) -> service.NewManager:
    return service.NewManager(
        form.manager_name.data or "", form.manager_telephone.data or "", form.manager_email.data or ""
    )


def _to_page(referral_id: UUID) -> Response:
    return redirect(url_for("incidents.show_own", referral_id=referral_id), 303)
