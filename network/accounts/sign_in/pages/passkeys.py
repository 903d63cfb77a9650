"""A person's own passkeys."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug import Response

from network.accounts.sign_in import passkeys, people
from network.accounts.sign_in.forms import NewPasskeyForm, typed
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_in.pages.enrolling import (
    check_may_add,
    end_others_after_removing,
    go_on_after_adding,
    lock_to_remove,
)
from network.core.commit import commits
from network.core.errors import OtherRoute, RuleBroken
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, signed_in
from network.core.request import current_clock, current_settings

Answer = str | Response | tuple[str, int]


@blueprint.route("/your-sign-in/passkeys", methods=["GET", "POST"])
@signed_in("their own second step", enrolment=True)
@commits
@needs_fresh_sign_in
def add_passkey() -> Answer:
    """Makes a passkey. This is the one page that needs JavaScript: browsers make passkeys no other way."""
    check_may_add()
    clock, settings, form = current_clock(), current_settings(), NewPasskeyForm()
    if not passkeys.are_possible(settings):
        raise RuleBroken(None, "Passkeys do not work at this address.", routes=_ways_on())
    if form.validate_on_submit():
        with form.rules():
            user = people.lock(current_user.id)
            passkeys.add(user, typed(form.name), typed(form.credential), settings, clock)
            answer = go_on_after_adding(user, request.args.get("next"), clock)
            flash("Your passkey is made. Use it the next time you sign in.", "success")
            return answer
    options = passkeys.adding_options(current_user, settings, clock)
    return render_form("security/add_passkey.html", form, options=options)


@blueprint.post("/your-sign-in/passkeys/<uuid:passkey_id>/remove")
@signed_in("their own second step")
@commits
@needs_fresh_sign_in
def remove_passkey(passkey_id: UUID) -> Answer:
    """Forgets one of the person's passkeys."""
    clock, user = current_clock(), lock_to_remove(app=False)
    passkeys.remove(user, passkey_id, clock)
    end_others_after_removing(user, clock)
    flash("The passkey is removed. You can delete it on your device too.", "success")
    return redirect(url_for("security.account"), 303)


def _ways_on() -> tuple[OtherRoute, ...]:
    return (
        OtherRoute("Set up an authenticator app", url_for("security.set_up_app")),
        OtherRoute("Your sign-in", url_for("security.account")),
    )
