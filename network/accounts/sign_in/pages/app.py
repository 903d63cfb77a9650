"""The authenticator app and the recovery codes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug import Response

from network.accounts.guesses import GuessKind, check_guess
from network.accounts.sign_in import people, second_steps
from network.accounts.sign_in.forms import CodeForm, PlainForm, typed
from network.accounts.sign_in.leading import has_second_step
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_in.pages.enrolling import (
    check_may_add,
    end_others_after_removing,
    go_on_after_adding,
    lock_to_remove,
)
from network.accounts.sign_in.places import own_path
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import needs_fresh_sign_in, signed_in
from network.core.request import current_clock

Answer = str | Response | tuple[str, int]
NEW_SECRET = "new_app"  # noqa: S105 - the name of a key in the cookie


@blueprint.route("/your-sign-in/app", methods=["GET", "POST"])
@signed_in("their own second step", enrolment=True)
@commits
@needs_fresh_sign_in
def set_up_app() -> Answer:
    """Shows a secret to an authenticator app, and asks for its first code (`B1`)."""
    check_may_add()
    clock, form = current_clock(), CodeForm()
    sealed = session.get(NEW_SECRET) or second_steps.new_secret()
    if form.validate_on_submit():
        guess = check_guess(GuessKind.SECOND_STEP, clock, account=str(current_user.id), address=request.remote_addr)
        with form.rules():
            user = people.lock(current_user.id)
            second_steps.add_app(user, sealed, typed(form.code), clock)
            guess.was_right()
            answer = go_on_after_adding(user, request.args.get("next"), clock)
            flash("Your authenticator app is set up. Next time, sign in with your password and its code.", "success")
            return answer
    session[NEW_SECRET] = sealed
    offered = second_steps.offer_app(sealed, current_user.email)
    return render_form("security/set_up_app.html", form, offered=offered)


@blueprint.post("/your-sign-in/app/remove")
@signed_in("their own second step")
@commits
@needs_fresh_sign_in
def remove_app() -> Answer:
    """Forgets the authenticator app."""
    clock, user = current_clock(), lock_to_remove(app=True)
    second_steps.remove_app(user, clock)
    end_others_after_removing(user, clock)
    flash("The authenticator app is removed.", "success")
    return redirect(url_for("security.account"), 303)


@blueprint.route("/your-sign-in/recovery-codes", methods=["GET", "POST"])
@signed_in("their own recovery codes")
@commits
@needs_fresh_sign_in
def recovery_codes() -> Answer:
    """Makes ten codes and shows them this once."""
    check_may_add()
    form, clock = PlainForm(), current_clock()
    back = own_path(request.args.get("next")) or url_for("security.account")
    if not has_second_step(current_user):
        return redirect(url_for("security.account"), 303)
    if form.validate_on_submit():
        made = second_steps.make_recovery_codes(people.lock(current_user.id), clock)
        return render_template("security/new_recovery_codes.html", codes=made, back=back)
    left = len(current_user.mf_recovery_codes or [])
    return render_form("security/recovery_codes.html", form, left=left, back=back)
