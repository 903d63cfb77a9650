"""In and out."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug import Response

from network.accounts.guesses import GuessKind, check_guess, domain_of
from network.accounts.sign_in import passkeys, people, sessions, waiting
from network.accounts.sign_in.forms import PasskeyForm, SignInForm
from network.accounts.sign_in.leading import onward, with_next
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_ins import end_all_sign_ins
from network.core.commit import commits
from network.core.errors import RuleBroken
from network.core.forms import render_form
from network.core.guard import public, signed_in
from network.core.request import current_clock, current_settings, current_visitor

WRONG = "Check your e-mail address and password. One of them is not what we have."
Answer = str | Response | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public("where everybody begins")
@commits
def sign_in() -> Answer:
    """E-mail address and password, or a passkey (`B4`, `B9`)."""
    clock, back = current_clock(), request.args.get("next")
    if current_visitor().is_signed_in:
        return redirect(onward(current_user, back, clock), 303)
    form = SignInForm()
    if form.validate_on_submit():
        email, address = form.email.data, request.remote_addr
        guess = check_guess(GuessKind.SIGN_IN, clock, account=email, address=address, organisation=domain_of(email))
        user = people.find_with_password(email, form.password.data)
        if user is not None:
            guess.was_right()
            return waiting.enter(user, back, clock)
        people.note_wrong_password(email, clock)
        form.password.errors = [WRONG]
    return _sign_in_page(form)


def _sign_in_page(form: SignInForm) -> Answer:
    settings, clock = current_settings(), current_clock()
    options = passkeys.asking_options(None, settings, clock) if passkeys.are_possible(settings) else None
    return render_form("security/sign_in.html", form, passkey_form=PasskeyForm(formdata=None), options=options)


@blueprint.post("/sign-in/passkey")
@public("a passkey is a sign-in of its own, or the second half of one")
@commits
def passkey() -> Answer:
    """The browser's answer with a passkey, alone or after the password."""
    clock, back = current_clock(), request.args.get("next")
    form = PasskeyForm()
    user = waiting.find(clock)
    here = "security.second_step" if user is not None else "security.sign_in"
    guess = check_guess(
        GuessKind.SECOND_STEP, clock, account=str(user.id) if user else None, address=request.remote_addr
    )
    try:
        proof = passkeys.check(form.credential.data or "", current_settings(), clock, of=user)
    except RuleBroken as broken:
        flash(broken.message, "notice")
        return redirect(with_next(here, back), 303)
    if proof is None:
        people.note_failure(user.id if user else None, clock, "sign_in.passkey_refused")
        flash(passkeys.UNKNOWN, "notice")
        return redirect(with_next(here, back), 303)
    guess.was_right()
    owner = people.lock(proof.passkey.user_id)
    return waiting.let_in(owner, back, clock, has_second_factor=True, by="passkey")


@blueprint.post("/sign-out")
@signed_in("everybody may leave", enrolment=True)
@commits
def sign_out() -> Answer:
    """Ends every sign-in of this person (`B6`)."""
    user = people.lock(current_user.id)
    end_all_sign_ins(user)
    people.note(user, current_clock(), "sign_in.ended")
    sessions.end()
    flash("You are signed out, here and on every other device.", "success")
    return redirect(url_for("security.sign_in"), 303)
