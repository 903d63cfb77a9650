"""What somebody chooses for their sign-in: where to act, of two organisations, and how notes are shown."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from network.accounts.forms import OrganisationChoiceForm
from network.accounts.pages.blueprint import blueprint
from network.accounts.queries import list_own_roles
from network.accounts.service.redeeming import list_invitations_to
from network.accounts.sign_in.places import own_path
from network.accounts.sign_in.sessions import ACTING_IN, OPENS_NOTES
from network.core.actor import Actor, Newcomer, Visitor
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import SignInNeeded, signed_in
from network.core.request import current_clock, current_visitor


@blueprint.route("/choose-organisation", methods=["GET", "POST"])
@signed_in("everybody chooses among the organisations in which they hold a role today")
@commits
def choose_organisation() -> tuple[str, int] | str | Response:
    """Where to act from now on; for somebody who holds no role today, what they can do about it."""
    person = _person()
    here = list_own_roles(person.user_id, current_clock())
    waiting = list_invitations_to(person.user_id, current_clock())
    if not here:
        return render_template("accounts/no_role_today.html", waiting=waiting)
    form = OrganisationChoiceForm(organisation_id=person.organisation_id)
    form.offer(here)
    if form.validate_on_submit():
        session[ACTING_IN] = str(form.organisation_id.data)
        name = next(o.name for o in here if o.id == form.organisation_id.data)
        flash(f"You are acting in {name} now.", "success")
        return redirect(own_path(request.args.get("next")) or url_for("accounts.home"), 303)
    return render_form("accounts/choose_organisation.html", form, waiting=waiting)


@blueprint.post("/content-notes")
@signed_in("how somebody reads is theirs to choose, whatever their role")
@commits
def choose_content_notes() -> Response:
    """Has text that may be hard to read open by itself, or closed again; forgotten with the sign-in (`U5`)."""
    if request.form.get("open"):
        session[OPENS_NOTES] = True
    else:
        session.pop(OPENS_NOTES, None)
    return redirect(own_path(request.form.get("next")) or url_for("accounts.home"), 303)


def _person() -> Actor | Newcomer:
    visitor = current_visitor()
    if isinstance(visitor, Visitor):
        raise SignInNeeded("Sign in to see this page.")
    return visitor
