"""From a refusal to the page that gives what is missing, and back (`B1`, `B8`)."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import current_app, flash, url_for
from flask_login import current_user

from network.accounts.sign_in import parking
from network.accounts.sign_in.places import own_path, path_to_look_at
from network.core.actor import Newcomer
from network.core.errors import DomainError, FreshSignInNeeded, SecondFactorNeeded
from network.core.guard import SignInNeeded
from network.core.request import current_clock, current_visitor
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
        flash("Your role needs a second step when you sign in. Add one now. It takes about two minutes.", "notice")
        return url_for("security.account", next=back)
    return None


def has_second_step(user: object) -> bool:
    """Whether this person has anything to give as a second step."""
    return bool(getattr(user, "tf_totp_secret", None) or getattr(user, "webauthn", None))


def onward(back: str | None) -> str:
    """Where a finished sign-in leads: to the page that was asked for, or home, by way of choosing an organisation."""
    layout: Layout = current_app.extensions["ui"]
    target = own_path(back)
    if isinstance(current_visitor(), Newcomer) and layout.switch_endpoint:
        return url_for(layout.switch_endpoint, next=target)
    if target:
        return target
    return url_for(layout.home_endpoint or "security.account")


def with_next(endpoint: str, back: str | None) -> str:
    """The address of a page of the sign-in that remembers where the person was going."""
    target = own_path(back)
    return url_for(endpoint) + (f"?{urlencode({'next': target})}" if target else "")
