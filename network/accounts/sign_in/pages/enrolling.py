"""What adding or removing a second step has in common."""

from __future__ import annotations

from flask import session, url_for
from flask_login import current_user
from werkzeug import Response
from werkzeug.utils import redirect

from network.accounts.models import User
from network.accounts.sign_in import passkeys, people, sessions
from network.accounts.sign_in.leading import has_second_step, onward, with_next
from network.accounts.sign_ins import end_all_sign_ins
from network.core.clock import Clock
from network.core.errors import OtherRoute, RuleBroken, SecondFactorNeeded
from network.core.permissions import NEEDS_SECOND_FACTOR
from network.core.request import current_visitor


def check_may_add() -> None:
    """Raises `SecondFactorNeeded` where the person has a second step and has not given it: the password alone adds
    no other one."""
    if has_second_step(current_user) and not session.get(sessions.SECOND_FACTOR):
        raise SecondFactorNeeded("Give your second step first.")


def go_on_after_adding(user: User, back: str | None, clock: Clock) -> Response:
    """Whoever has just shown a new second step has given it; other browsers of theirs sign in anew (`B6`)."""
    end_all_sign_ins(user)
    sessions.prove(user, clock, has_second_factor=True)
    if not user.mf_recovery_codes:
        return redirect(with_next("security.recovery_codes", back), 303)
    return redirect(onward(user, back, clock), 303)


def lock_to_remove(*, app: bool) -> User:
    """The person, locked. Raises `RuleBroken` where it is the last second step and their role needs one (`B1`)."""
    user = people.lock(current_user.id)
    steps = len(passkeys.list_passkeys(user)) + bool(user.tf_totp_secret)
    if steps <= 1 and current_visitor().roles & NEEDS_SECOND_FACTOR:
        what = "app" if app else "passkey"
        raise RuleBroken(
            None,
            f"Your role needs a second step, and this {what} is the only one you have. Add another one first.",
            routes=(
                OtherRoute("Set up an authenticator app", url_for("security.set_up_app")),
                OtherRoute("Add a passkey", url_for("security.add_passkey")),
            ),
        )
    return user


def end_others_after_removing(user: User, clock: Clock) -> None:
    """Other browsers of this person sign in anew; this one stays (`B6`)."""
    end_all_sign_ins(user)
    sessions.prove(user, clock, has_second_factor=bool(session.get(sessions.SECOND_FACTOR)))
