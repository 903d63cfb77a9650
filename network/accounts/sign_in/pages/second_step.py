"""The second step, and proving again who one is."""

from __future__ import annotations

from flask import flash, redirect, request
from flask_login import current_user
from werkzeug import Response

from network.accounts.guesses import GuessKind, check_guess
from network.accounts.passwords import verify
from network.accounts.sign_in import people, second_steps, sessions, waiting
from network.accounts.sign_in.forms import CodeForm, ProofForm, RecoveryForm, typed
from network.accounts.sign_in.leading import with_next
from network.accounts.sign_in.pages.blueprint import blueprint
from network.accounts.sign_in.pages.trying import guess_at_password, passkey_part, take_answer
from network.core.commit import commits
from network.core.forms import render_form
from network.core.guard import public, signed_in
from network.core.request import current_clock

Answer = str | Response | tuple[str, int]
WRONG_CODE = "That code is not the one we expected. Enter the newest code that the app shows. Each works once."
WRONG_RECOVERY_CODE = "That is not one of your recovery codes, or it was used before. Try another one."


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@public("for whoever has given their password; the page checks that")
@commits
def second_step() -> Answer:
    """A code from the app, or a passkey."""
    clock, back = current_clock(), request.args.get("next")
    user = waiting.find(clock)
    if user is None:
        return _begin_again(back)
    form = CodeForm()
    if form.validate_on_submit():
        guess = check_guess(GuessKind.SECOND_STEP, clock, account=str(user.id), address=request.remote_addr)
        user = people.lock(user.id)
        if second_steps.is_code_right(user, typed(form.code)):
            guess.was_right()
            return waiting.let_in(user, back, clock, has_second_factor=True, by="password and app")
        people.note_failure(user.id, clock, "sign_in.code_refused")
        form.code.errors = [WRONG_CODE]
    return render_form("security/second_step.html", form, user=user, **passkey_part(user))


@blueprint.route("/sign-in/recovery-code", methods=["GET", "POST"])
@public("for whoever has given their password; the page checks that")
@commits
def recovery() -> Answer:
    """One of the codes kept for the day without phone or passkey; each works once."""
    clock, back = current_clock(), request.args.get("next")
    user = waiting.find(clock)
    if user is None:
        return _begin_again(back)
    form = RecoveryForm()
    if form.validate_on_submit():
        guess = check_guess(GuessKind.RECOVERY_CODE, clock, account=str(user.id), address=request.remote_addr)
        user = people.lock(user.id)
        if second_steps.use_recovery_code(user, typed(form.code), clock):
            guess.was_right()
            return waiting.let_in(user, back, clock, has_second_factor=True, by="password and recovery code")
        people.note_failure(user.id, clock, "sign_in.recovery_code_refused")
        form.code.errors = [WRONG_RECOVERY_CODE]
    return render_form("security/recovery.html", form, back=with_next("security.second_step", back))


@blueprint.route("/prove", methods=["GET", "POST"])
@signed_in("everybody may be asked again who they are", enrolment=True)
@commits
def prove() -> Answer:
    """The password or a passkey again, before something that cannot be taken back (`B8`)."""
    clock, back = current_clock(), request.args.get("next")
    form = ProofForm()
    if form.validate_on_submit():
        guess = guess_at_password(current_user.email, clock)
        if verify(typed(form.password), current_user.password):
            guess.was_right()
            return waiting.prove_again(sessions.person(), back, clock)
        people.note_failure(current_user.id, clock, "sign_in.proof_refused")
        form.password.errors = ["That is not your password. Try again."]
    return render_form("security/prove.html", form, **passkey_part(current_user))


@blueprint.post("/prove/passkey")
@signed_in("everybody may be asked again who they are", enrolment=True)
@commits
def prove_with_passkey() -> Answer:
    """The browser's answer with one of the person's own passkeys."""
    clock, back = current_clock(), request.args.get("next")
    proof = take_answer(current_user, clock)
    if proof is None or not proof.is_both_steps:
        return redirect(with_next("security.prove", back), 303)
    return waiting.prove_again(sessions.person(), back, clock)


def _begin_again(back: str | None) -> Answer:
    flash("Enter your password first. The second step comes after it, within ten minutes.", "notice")
    return redirect(with_next("security.sign_in", back), 303)
