"""The people of the network who chose to be shown, and choosing it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from network.accounts import shown
from network.accounts.forms import ShowMyselfForm, ShownFilterForm
from network.accounts.pages.blueprint import blueprint
from network.accounts.permissions import AccountPermission
from network.accounts.queries import organisation_names
from network.accounts.service import showing
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import requires
from network.core.pagination import PAGE_SIZE, page_number
from network.core.request import current_actor, current_clock


@blueprint.get("/people-of-the-network")
@requires(AccountPermission.SEE_SHOWN)
def list_shown() -> str:
    """Everybody who chose to be shown, by name."""
    actor, clock, form = current_actor(), current_clock(), ShownFilterForm(request.args)
    asked = form.asked(_organisation_id())
    page = shown.list_shown(actor, asked, clock, page_number(request.args.get("page")), PAGE_SIZE)
    near = []
    if asked.text.strip() and page.total < shown.FEW and page.number == 1:
        near = shown.list_nearest(actor, asked, clock, page.items)
    place = organisation_names([asked.organisation_id]) if asked.organisation_id else {}
    own = shown.find_entry(actor)
    return render_template(
        "accounts/list_shown.html", form=form, asked=asked, page=page, near=near, place=place, is_shown=own is not None
    )


def _organisation_id() -> UUID | None:
    try:
        return UUID(request.args.get("organisation", ""))
    except ValueError:
        return None


@blueprint.route("/people-of-the-network/me", methods=["GET", "POST"])
@requires(AccountPermission.SHOW_ONESELF)
@commits
def show_myself() -> tuple[str, int] | Response:
    """Whether one is shown, and with what: nobody is until they say so."""
    actor = current_actor()
    entry = shown.find_entry(actor)
    form = ShowMyselfForm(obj=entry)
    if entry is not None:
        form.save.label.text = "Save what is shown"
    if form.validate_on_submit():
        with form.rules():
            showing.show_oneself(actor, form.shown, current_clock())
            flash("You are shown to the members of the network. You can take it back here at any time.", "success")
            return redirect(url_for("accounts.show_myself"), 303)
    return render_form("accounts/show_myself.html", form, entry=entry)


@blueprint.post("/people-of-the-network/me/stop")
@requires(AccountPermission.SHOW_ONESELF)
@commits
def hide_myself() -> Response:
    """Shows one no more."""
    showing.hide_oneself(current_actor(), current_clock())
    flash("You are not shown to the network. What you had entered is deleted.", "success")
    return redirect(url_for("accounts.show_myself"), 303)
