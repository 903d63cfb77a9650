"""Why something was late: one question, for whoever acts on a referral (RM)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.errors import NotFound
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms import LateForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.pages.ways import SHOWN_AT
from network.incidents.rules.due import Due
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
ANY_DUE = f"<any({', '.join(repr(each.value) for each in Due)}):due>"


@blueprint.route(f"/desk/<uuid:referral_id>/late/{ANY_DUE}", methods=["GET", "POST"])
@about_referrals(Capacity.LEAD)
@records_reading
@commits
def say_why_late_at_the_desk(referral_id: UUID, due: str) -> Answer:
    """A lead says why."""
    return _say(Capacity.LEAD, referral_id, Due(due))


@blueprint.route(f"/allocation/<uuid:referral_id>/late/{ANY_DUE}", methods=["GET", "POST"])
@about_referrals(Capacity.ALLOCATOR)
@records_reading
@commits
def say_why_late_at_allocation(referral_id: UUID, due: str) -> Answer:
    """An allocator says why."""
    return _say(Capacity.ALLOCATOR, referral_id, Due(due))


@blueprint.route(f"/work/<uuid:referral_id>/late/{ANY_DUE}", methods=["GET", "POST"])
@about_referrals(Capacity.THERAPIST)
@records_reading
@commits
def say_why_late_in_the_caseload(referral_id: UUID, due: str) -> Answer:
    """A therapist says why."""
    return _say(Capacity.THERAPIST, referral_id, Due(due))


def _say(capacity: Capacity, referral_id: UUID, due: Due) -> Answer:
    actor, clock, form = current_actor(), current_clock(), LateForm()
    back = url_for(SHOWN_AT[capacity], referral_id=referral_id)
    if form.validate_on_submit():
        with form.rules():
            service.say_why_late(actor, capacity, referral_id, due, form.reason.data, clock)
            flash("The reason is saved.", "success")
            return redirect(back, 303)
    case = service.open_case(actor, capacity, referral_id, clock)
    missed = next((each for each in case.missed(clock.now()) if each.due is due), None)
    if missed is None:
        raise NotFound()
    form.open_with(reason=missed.reason)
    return render_form("incidents/say_why_late.html", form, case=case, due=due, back=back)
