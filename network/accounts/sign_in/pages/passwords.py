"""Choosing a new password."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from flask_login import current_user
from werkzeug import Response

from network.accounts.guesses import GuessKind, check_guess, domain_of
from network.accounts.passwords import verify
from network.accounts.sign_in import people, resets, sessions
from network.accounts.sign_in.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm, typed
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_in.pages.trying import guess_at_password
from network.core.commit import commits
from network.core.errors import OtherRoute, RuleBroken
from network.core.forms import render_form
from network.core.guard import public, signed_in
from network.core.request import current_clock

Answer = str | Response | tuple[str, int]
RESET = "password_reset"


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@public("whoever forgot their password cannot sign in")
@commits
def forgotten() -> Answer:
    """Sends a link; says the same whether or not there is an account (`B4`)."""
    form, clock = ForgottenForm(), current_clock()
    if form.validate_on_submit():
        email = typed(form.email)
        check_guess(GuessKind.RESET, clock, account=email, address=request.remote_addr, organisation=domain_of(email))
        resets.ask(email, clock)
        return redirect(url_for("security.link_sent"), 303)
    return render_form("security/forgotten.html", form)


@blueprint.get("/forgotten-password/sent")
@public("says nothing about anybody")
def link_sent() -> Answer:
    """What happens next (`U9`)."""
    return render_form("security/link_sent.html", ForgottenForm())


@blueprint.get("/reset-password/<token>")
@public("the link of the e-mail; the token is the key")
def reset_link(token: str) -> Answer:
    """Takes the token out of the address bar and into the cookie."""
    session[RESET] = token
    return redirect(url_for("security.reset"), 303)


@blueprint.route("/reset-password", methods=["GET", "POST"])
@public("for whoever came by the link; the page checks that")
@commits
def reset() -> Answer:
    """A new password by the link. The second step is asked for afterwards, as always (`B5`)."""
    clock, token = current_clock(), session.get(RESET, "")
    form = NewPasswordForm()
    if form.validate_on_submit():
        check_guess(GuessKind.RESET, clock, address=request.remote_addr).was_right()
        with form.rules():
            resets.redeem(token, typed(form.password), clock)
            sessions.end()
            flash("Your password is changed. Sign in with the new one.", "success")
            return redirect(url_for("security.sign_in"), 303)
    if resets.find_by_token(token, clock) is None:
        raise RuleBroken(None, resets.USED_UP, routes=_ways_on())
    return render_form("security/reset.html", form)


@blueprint.route("/your-sign-in/password", methods=["GET", "POST"])
@signed_in("their own password")
@commits
def change_password() -> Answer:
    """A new password, knowing the old one. Every sign-in ends (`B6`)."""
    clock, form, person = current_clock(), ChangePasswordForm(), current_user
    if form.validate_on_submit():
        guess = guess_at_password(person.email, clock)
        if verify(typed(form.current_password), person.password):
            guess.was_right()
            with form.rules():
                resets.change(people.lock(person.id), typed(form.password), clock)
                sessions.end()
                flash("Your password is changed. Sign in with the new one.", "success")
                return redirect(url_for("security.sign_in"), 303)
        else:
            people.note_failure(person.id, clock, "password.refused")
            form.current_password.errors = ["That is not the password that you use now. Try again."]
    return render_form("security/change_password.html", form)


def _ways_on() -> tuple[OtherRoute, ...]:
    return (
        OtherRoute("Ask for a new link", url_for("security.forgotten")),
        OtherRoute("Sign in with your password", url_for("security.sign_in")),
    )
