"""The links that a person gives to others."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public
from network.core.request import current_clock, current_settings
from network.passport import addresses
from network.passport.forms import ShareForm
from network.passport.pages.blueprint import OWN, Answer, blueprint
from network.passport.pages.holding import current_holder
from network.passport.service import sharing


@blueprint.route("/sharing", methods=["GET", "POST"])
@public(OWN)
@commits
def share_record() -> Answer:
    """The links that there are, and a new one. The page that answers is the only one that ever shows it."""
    holder, form, clock = current_holder(), ShareForm(), current_clock()
    if form.validate_on_submit():
        with form.rules():
            made, token = sharing.share(holder.email, form.lasts.data, clock)
            address = current_settings().origin + addresses.shared(token)
            return render_template("passport/new_share.html", made=made, token=token, address=address)
    return render_form("passport/share_record.html", form, shares=sharing.list_shares(holder.email, clock))


@blueprint.post("/sharing/<uuid:share_id>/end")
@public(OWN)
@commits
def end_share(share_id: UUID) -> Response:
    """Ends a link at once."""
    sharing.end_share(current_holder().email, share_id, current_clock())
    flash("The link has ended. Whoever opens it now is told that it does not work.", "success")
    return redirect(url_for("passport.share_record"), 303)
