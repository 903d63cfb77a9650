"""What the signed cookie holds of a sign-in: begun, stepped up, proved again, ended. Nothing else writes these keys."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

import flask_login
from flask import g, request, session

from network.accounts.models import User
from network.accounts.sign_in import lifetimes
from network.core.clock import Clock

ACTING_IN: Final = "acting_in"
SECOND_FACTOR: Final = "second_factor"
SIGNED_IN_AT: Final = "signed_in_at"
STARTED_AT: Final = "started_at"
SEEN_AT: Final = "seen_at"
SESSION_ID: Final = "session_id"
PARKED: Final = "parked_form"
OPENS_NOTES: Final = "opens_content_notes"
RAN_OUT: Final = "ran_out"


def person() -> User:
    """Whoever is signed in, as a row rather than flask-login's stand-in for it."""
    found: User = flask_login.current_user._get_current_object()  # noqa: SLF001 - the stand-in's own way
    return found


def begin(user: User, clock: Clock, *, has_second_factor: bool) -> None:
    """A new sign-in of this person. Nothing of whoever was there before stays in the cookie (`B6`)."""
    _renew({}, user, clock, has_second_factor=has_second_factor, started_at=clock.now())


def prove(user: User, clock: Clock, *, has_second_factor: bool) -> None:
    """The same sign-in, proved again now or with one step more: another id, the same beginning (`B6`, `B8`)."""
    kept = {key: session[key] for key in (ACTING_IN, PARKED, OPENS_NOTES) if key in session}
    started_at = _instant(STARTED_AT) or clock.now()
    _renew(kept, user, clock, has_second_factor=has_second_factor, started_at=started_at)


def _renew(kept: dict[str, object], user: User, clock: Clock, *, has_second_factor: bool, started_at: datetime) -> None:
    empty()
    session.update(kept)
    flask_login.login_user(user)
    now = clock.now().isoformat()
    session[SESSION_ID] = secrets.token_urlsafe(16)
    session[SECOND_FACTOR] = has_second_factor
    session[STARTED_AT] = started_at.isoformat()
    session[SIGNED_IN_AT] = session[SEEN_AT] = now


def end() -> None:
    """This browser is signed out. The others of this person are by `end_all_sign_ins`."""
    flask_login.logout_user()
    empty()


def empty() -> None:
    """Takes everything out of the cookie, the token that protects forms too."""
    session.clear()
    g.pop("csrf_token", None)


def has_run_out(clock: Clock) -> bool:
    """Whether this sign-in is over, asked once a request, for the page that is asked for (`B7`)."""
    idle = lifetimes.idle_limit(request.blueprint)
    return lifetimes.has_run_out(_instant(STARTED_AT), _instant(SEEN_AT), clock.now(), idle)


def touch(clock: Clock) -> None:
    """Somebody was here just now."""
    session[SEEN_AT] = clock.now().isoformat()


def signed_in_at() -> datetime | None:
    """When they last proved who they are."""
    return _instant(SIGNED_IN_AT)


def _instant(key: str) -> datetime | None:
    text = session.get(key)
    return datetime.fromisoformat(text) if text else None
