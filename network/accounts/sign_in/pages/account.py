"""*Your sign-in*: what somebody signs in with, and what they could add."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from network.accounts import digests
from network.accounts.sign_in import passkeys
from network.accounts.sign_in.leading import has_second_step
from network.accounts.sign_in.pages.blueprint import blueprint
from network.core.commit import commits
from network.core.errors import NotAllowed
from network.core.guard import signed_in
from network.core.permissions import NEEDS_SECOND_FACTOR
from network.core.request import current_clock, current_settings, current_visitor


@blueprint.get("/your-sign-in")
@signed_in("their own sign-in", enrolment=True)
def account() -> str:
    """The second steps that there are, and the password."""
    visitor = current_visitor()
    return render_template(
        "security/account.html",
        user=current_user,
        held=passkeys.list_passkeys(current_user),
        has_step=has_second_step(current_user),
        needs_step=bool(visitor.roles & NEEDS_SECOND_FACTOR),
        are_passkeys_possible=passkeys.are_possible(current_settings()),
    )


@blueprint.post("/your-sign-in/digest")
@signed_in("what they are written is theirs to choose")
@commits
def choose_digest() -> Response:
    """Whether they are written to about what is coming up."""
    wants = request.form.get("wants") == "yes"
    visitor = current_visitor()
    if visitor.user_id is None:
        raise NotAllowed
    digests.choose_digest(visitor.user_id, wants=wants, clock=current_clock())
    flash("You hear of what is coming up." if wants else "You are written to only when it is essential.", "success")
    return redirect(url_for("security.account"), 303)
