"""Leaving the usual way: one page for each, with its short list of reasons (RM)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import ReasonForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.rules.readers import Capacity
from network.incidents.ways import any_way, get_way

Answer = Response | str | tuple[str, int]
SHOWN_AT = {
    Capacity.REFERRER: "incidents.show_own_referral",
    Capacity.LEAD: "incidents.show_desk_referral",
    Capacity.ALLOCATOR: "incidents.allocate",
    Capacity.THERAPIST: "incidents.show_case",
}
LISTED_AT = {Capacity.ALLOCATOR: "incidents.list_allocation"}
"""Where somebody goes on who does not see the referral any more."""


@blueprint.route(f"/requests/<uuid:referral_id>/{any_way(Capacity.REFERRER)}", methods=["GET", "POST"])
@about_referrals(Capacity.REFERRER)
@records_reading
@commits
def leave_the_usual_way(referral_id: UUID, way: str) -> Answer:
    """A manager takes a referral back, until support begins, or opens it again."""
    return _leave(Capacity.REFERRER, referral_id, way)


@blueprint.route(
    f"/desk/<uuid:referral_id>/{any_way(Capacity.LEAD)}",
    methods=["GET", "POST"],
)
@about_referrals(Capacity.LEAD)
@records_reading
@commits
def leave_the_usual_way_at_the_desk(referral_id: UUID, way: str) -> Answer:
    """A lead asks for something, leads elsewhere, sets aside, closes, or opens again."""
    return _leave(Capacity.LEAD, referral_id, way)


@blueprint.route(f"/allocation/<uuid:referral_id>/{any_way(Capacity.ALLOCATOR)}", methods=["GET", "POST"])
@about_referrals(Capacity.ALLOCATOR)
@records_reading
@commits
def leave_the_usual_way_at_allocation(referral_id: UUID, way: str) -> Answer:
    """An allocator hands it back."""
    return _leave(Capacity.ALLOCATOR, referral_id, way)


@blueprint.route(f"/work/<uuid:referral_id>/{any_way(Capacity.THERAPIST)}", methods=["GET", "POST"])
@about_referrals(Capacity.THERAPIST)
@records_reading
@commits
def leave_the_usual_way_in_the_caseload(referral_id: UUID, way: str) -> Answer:
    """A therapist closes it early, or opens it again."""
    return _leave(Capacity.THERAPIST, referral_id, way)


def _leave(capacity: Capacity, referral_id: UUID, name: str) -> Answer:
    way, actor, clock = get_way(capacity, name), current_actor(), current_clock()
    form = ReasonForm(way.step, way.question, way.button)
    if form.validate_on_submit():
        with form.rules():
            way.carry_out(actor, referral_id, form.reason.data, clock)
            flash(way.done, "success")
            if capacity in LISTED_AT:
                return redirect(url_for(LISTED_AT[capacity]), 303)
            return redirect(url_for(SHOWN_AT[capacity], referral_id=referral_id), 303)
    is_own = capacity is Capacity.REFERRER
    case = (
        service.open_own_referral(actor, referral_id, clock)
        if is_own
        else service.open_case(actor, capacity, referral_id, clock)
    )
    back = url_for(SHOWN_AT[capacity], referral_id=referral_id)
    return render_form("incidents/leave_the_usual_way.html", form, case=case, way=way, back=back)
