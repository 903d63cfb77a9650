"""In and out."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug import Response

from network.accounts.sign_in import passkeys, people, sessions, waiting
from network.accounts.sign_in.forms import PasskeyForm, SignInForm, typed
from network.accounts.sign_in.leading import onward, with_next
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_in.pages.trying import guess_at_password, take_answer
from network.accounts.sign_ins import end_all_sign_ins
from network.core.commit import commits
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
        email = typed(form.email)
        guess = guess_at_password(email, clock)
        user = people.find_with_password(email, typed(form.password))
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
    user = waiting.find(clock)
    proof = take_answer(user, clock)
    if proof is None:
        return redirect(with_next("security.second_step" if user is not None else "security.sign_in", back), 303)
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
