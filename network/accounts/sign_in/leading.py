"""From a refusal to the page that gives what is missing, and back (`B1`, `B8`)."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import current_app, session, url_for
from flask_login import current_user

from network.accounts.actors import list_memberships_today
from network.accounts.models import User
from network.accounts.sign_in import parking
from network.accounts.sign_in.places import own_path, path_to_look_at
from network.accounts.sign_in.sessions import ACTING_IN
from network.core.clock import Clock
from network.core.errors import DomainError, FreshSignInNeeded, SecondFactorNeeded
from network.core.guard import SignInNeeded
from network.core.request import current_clock
from network.ui.layout import Layout


def lead(error: DomainError) -> str | None:
    """The address that an error about the sign-in is answered with; None for any other error."""
    back = path_to_look_at()
    if isinstance(error, SignInNeeded):
        return url_for("security.sign_in", next=back)
    if isinstance(error, FreshSignInNeeded):
        if current_user.is_authenticated:
            parking.park(current_user.id, current_clock())
        return url_for("security.prove", next=back)
    if isinstance(error, SecondFactorNeeded):
        if has_second_step(current_user):
            return url_for("security.second_step", next=back)
        return url_for("security.account", next=back)
    return None


def has_second_step(user: object) -> bool:
    """Whether this person has anything to give as a second step."""
    return bool(getattr(user, "tf_totp_secret", None) or getattr(user, "webauthn", None))


def onward(user: User, back: str | None, clock: Clock) -> str:
    """Where a finished sign-in leads: to the page that was asked for, or home, by way of choosing an organisation."""
    layout: Layout = current_app.extensions["ui"]
    target = own_path(back)
    is_in_several = len({held.organisation_id for held in list_memberships_today(user.id, clock)}) > 1
    if is_in_several and ACTING_IN not in session and layout.switch_endpoint:
        return with_next(layout.switch_endpoint, target)
    if target:
        return target
    return url_for(layout.home_endpoint or "security.account")


def with_next(endpoint: str, back: str | None) -> str:
    """The address of a page of the sign-in that remembers where the person was going."""
    target = own_path(back)
    return url_for(endpoint) + (f"?{urlencode({'next': target})}" if target else "")
