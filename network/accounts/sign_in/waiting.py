"""Between the password and the second step: who waits, for ten minutes, in the cookie."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from flask import session
from flask_login import current_user
from werkzeug import Response
from werkzeug.utils import redirect

from network.accounts.models import User
from network.accounts.sign_in import parking, people, sessions
from network.accounts.sign_in.leading import has_second_step, onward, with_next
from network.core.clock import Clock

WAITING: Final = "waiting"
VALID_FOR: Final = timedelta(minutes=10)


def enter(user: User, back: str | None, clock: Clock) -> Response:
    """The password was right: on to the second step, or in, where the person has none."""
    if has_second_step(user):
        sessions.empty()
        session[WAITING] = {"user": user.fs_uniquifier, "at": clock.now().isoformat()}
        return redirect(with_next("security.second_step", back), 303)
    return let_in(user, back, clock, has_second_factor=False, by="password")


def find(clock: Clock) -> User | None:
    """Whoever waits for their second step: after the password, or signed in from before they had one."""
    kept: dict[str, Any] | None = session.get(WAITING)
    if kept is not None:
        if clock.now() - datetime.fromisoformat(kept["at"]) > VALID_FOR:
            return None
        return people.find_by_uniquifier(kept["user"])
    is_in_halfway = current_user.is_authenticated and not session.get(sessions.SECOND_FACTOR)
    if not is_in_halfway or not has_second_step(current_user):
        return None
    return people.find_by_uniquifier(current_user.fs_uniquifier)


def let_in(user: User, back: str | None, clock: Clock, *, has_second_factor: bool, by: str) -> Response:
    """A sign-in begins (`B6`): on to where the person was going, or to the form they had not finished (`U16`)."""
    sessions.begin(user, clock, has_second_factor=has_second_factor)
    people.note(user, clock, "sign_in.begun", {"by": by})
    return redirect(reopen(user, clock) or onward(user, back, clock), 303)


def prove_again(user: User, back: str | None, clock: Clock) -> Response:
    """The same sign-in, fresh again (`B8`)."""
    sessions.prove(user, clock, has_second_factor=bool(session.get(sessions.SECOND_FACTOR)))
    people.note(user, clock, "sign_in.proved")
    return redirect(reopen(user, clock) or onward(user, back, clock), 303)


def reopen(user: User, clock: Clock) -> str | None:
    """The page of the form that the person had not finished, if there is one, from now on filled in."""
    marker = parking.find_marker(user.id, clock)
    if marker is None:
        return None
    session[sessions.PARKED] = marker
    return marker[1]
