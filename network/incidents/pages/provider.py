"""The provider's side: what waits for a therapist, and each therapist's own cases."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.permissions import Role
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.case_reading import days_left_out
from network.incidents.forms import AllocateForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.listing import render_list
from network.incidents.pages.unchanged import check_case_unchanged
from network.incidents.queries.people import list_handlers
from network.incidents.queries.referrals import get_sent_referral
from network.incidents.rules.readers import Capacity
from network.ui.fields import choice

Answer = Response | str | tuple[str, int]
ALLOCATION = about_referrals(Capacity.ALLOCATOR)
CASELOAD = about_referrals(Capacity.THERAPIST)


@blueprint.get("/allocation")
@ALLOCATION
@records_reading
def list_allocation() -> Answer:
    """What was passed to the provider, by reference."""
    return render_list(Capacity.ALLOCATOR)


@blueprint.route("/allocation/<uuid:referral_id>", methods=["GET", "POST"])
@ALLOCATION
@records_reading
@commits
def allocate(referral_id: UUID) -> Answer:
    """What is needed to choose a therapist, and the choice."""
    form, referral = AllocateForm(), get_sent_referral(current_actor(), Capacity.ALLOCATOR, referral_id)
    therapists = list_handlers(current_actor().organisation_id, Role.THERAPIST, referral.concerned, current_clock())
    form.therapist_id.choices = [choice(each.id, each.name) for each in therapists]
    if form.validate_on_submit():
        with form.rules():
            check_case_unchanged(form, Capacity.ALLOCATOR, referral_id)
            referral = service.allocate(current_actor(), referral_id, form.therapist_id.data, current_clock())
            flash(f"{referral.reference} has a therapist, who is told and books the first meeting.", "success")
            return redirect(url_for("incidents.list_allocation"), 303)
    case = service.open_case(current_actor(), Capacity.ALLOCATOR, referral_id, current_clock())
    form.open_with(version=case.version)
    return render_form(
        "incidents/allocate.html", form, case=case, now=current_clock().now(), skipped=days_left_out(case)
    )


@blueprint.get("/work")
@CASELOAD
@records_reading
def list_caseload() -> Answer:
    """A therapist's own cases, by reference."""
    return render_list(Capacity.THERAPIST)


@blueprint.get("/work/<uuid:referral_id>")
@CASELOAD
@records_reading
def show_case(referral_id: UUID) -> Answer:
    """One case: how the person wishes to be reached first, then how to reach them, then what happened (U17)."""
    case = service.open_case(current_actor(), Capacity.THERAPIST, referral_id, current_clock())
    return render_template(
        "incidents/show_case.html", case=case, now=current_clock().now(), skipped=days_left_out(case)
    )
