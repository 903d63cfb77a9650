"""What the pages that ask for a proof have in common: the try is counted, a passkey's answer is taken (`B3`)."""

from __future__ import annotations

from flask import flash, request

from network.accounts.guesses import GuessKind, Try, check_guess, domain_of
from network.accounts.models import User
from network.accounts.sign_in import passkeys, people
from network.accounts.sign_in.forms import PasskeyForm, typed
from network.core.clock import Clock
from network.core.errors import RuleBroken
from network.core.request import current_clock, current_settings


def guess_at_password(email: str, clock: Clock) -> Try:
    """A try at somebody's password, wherever it is asked for. Raises `TooMany`."""
    return check_guess(
        GuessKind.SIGN_IN, clock, account=email, address=request.remote_addr, organisation=domain_of(email)
    )


def take_answer(user: User | None, clock: Clock) -> passkeys.Proof | None:
    """The passkey that answered, of this person where there is one; None, with words to show, where none did."""
    account = str(user.id) if user is not None else None
    guess = check_guess(GuessKind.SECOND_STEP, clock, account=account, address=request.remote_addr)
    words = passkeys.UNKNOWN
    try:
        proof = passkeys.check(typed(PasskeyForm().credential), current_settings(), clock, of=user)
    except RuleBroken as broken:
        proof, words = None, broken.message
    if proof is None:
        people.note_failure(user.id if user is not None else None, clock, "sign_in.passkey_refused")
        flash(words, "notice")
        return None
    guess.was_right()
    return proof


def passkey_part(user: User) -> dict[str, object]:
    """What the passkey part of a page needs; no options where the person has none."""
    settings = current_settings()
    is_offered = passkeys.are_possible(settings) and bool(passkeys.list_passkeys(user))
    options = passkeys.asking_options(user, settings, current_clock()) if is_offered else None
    return {"passkey_form": PasskeyForm(formdata=None), "options": options}
