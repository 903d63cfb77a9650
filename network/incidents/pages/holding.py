"""What will be deleted next month, and what is held (B30)."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits, records_reading
from network.core.forms import render_form
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.forms.holding import HoldForm
from network.incidents.marks import about_referrals
from network.incidents.pages.blueprint import blueprint
from network.incidents.rules.readers import Capacity

Answer = Response | str | tuple[str, int]
DESK = about_referrals(Capacity.LEAD)


@blueprint.get("/kept")
@DESK
@records_reading
def list_kept() -> str:
    """References and days, and nobody’s name."""
    return render_template("incidents/list_kept.html", kept=service.open_kept(current_actor(), current_clock()))


@blueprint.route("/desk/<uuid:referral_id>/hold", methods=["GET", "POST"])
@DESK
@records_reading
@commits
def set_hold(referral_id: UUID) -> Answer:
    """Nothing of it is deleted until a day."""
    actor, clock, form = current_actor(), current_clock(), HoldForm()
    if form.validate_on_submit():
        with form.rules():
            service.set_hold(actor, referral_id, form.reason.data, form.until_on.data or clock.today(), clock)
            flash("Nothing of it is deleted until then. The staff member is told to look at their page.", "success")
            return redirect(url_for("incidents.list_kept"), 303)
    hold = service.open_hold(actor, referral_id, clock)
    form.open_with(reason=hold.reason, until_on=hold.until_on)
    return render_form("incidents/set_hold.html", form, hold=hold)


@blueprint.post("/desk/<uuid:referral_id>/hold/lift")
@DESK
@commits
def lift_hold(referral_id: UUID) -> Answer:
    """The usual days count again."""
    service.lift_hold(current_actor(), referral_id, current_clock())
    flash("The hold has ended. The usual days count again.", "success")
    return redirect(url_for("incidents.list_kept"), 303)
