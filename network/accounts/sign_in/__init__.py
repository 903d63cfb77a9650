"""The sign-in: flask-security on flask-login, and the actor that each request gets from it."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, current_app, flash, request, session
from flask_login import current_user

from network.accounts.actors import build_actor, list_roles_today
from network.accounts.guesses import GuessKind, check_guess
from network.accounts.layout import keep_organisation, set_layout
from network.accounts.sign_in import library, parking, sessions
from network.accounts.sign_in.acting import check_organisation
from network.accounts.sign_in.leading import lead
from network.accounts.sign_in.sessions import ACTING_IN, SECOND_FACTOR, SEEN_AT, SIGNED_IN_AT, STARTED_AT
from network.accounts.tokens import KnownTokens, find_actor, hash_of
from network.core import tenancy
from network.core.actor import Actor, Newcomer, Visitor
from network.core.answers import wants_json
from network.core.database import db
from network.core.request import current_clock, current_visitor, set_actor
from network.settings import Settings
from network.ui.layout import Layout

__all__ = ["ACTING_IN", "SECOND_FACTOR", "SEEN_AT", "SIGNED_IN_AT", "STARTED_AT", "init_app", "load_actor"]

STATIC = "static"


def init_app(app: Flask, layout: Layout, settings: Settings) -> None:
    """Puts the sign-in before every request."""
    library.init_app(app, settings, app.extensions["clock"])
    app.extensions["lead_to_sign_in"] = lead
    app.extensions["known_tokens"] = KnownTokens()
    app.before_request(load_actor)
    app.before_request(check_organisation)
    app.before_request(parking.bring_back)
    set_layout(layout)
    layout.current_actor = current_visitor
    layout.signed_in_as = _name
    layout.sign_in_endpoint = "security.sign_in"
    layout.sign_out_endpoint = "security.sign_out"
    layout.account_endpoint = "security.account"


def _name() -> str | None:
    name: str | None = getattr(current_user, "name", None) if current_visitor().is_signed_in else None
    return name


def load_actor() -> None:
    """Says who acts, to the request and to the database."""
    actor = _actor_of_token() if wants_json() else _actor_of_sign_in()
    set_actor(actor)
    tenancy.enter(db.session(), actor)


def _actor_of_token() -> Actor | Visitor:
    """A program's key. A cookie is worth nothing here, so that no other site can use it."""
    text = _key_sent()
    if not text:
        return Visitor()
    known: KnownTokens = current_app.extensions["known_tokens"]
    clock = current_clock()
    # A key that was good a moment ago is no guess: two writes are spared on each of its requests.
    guess = (
        None
        if known.knows(hash_of(text), clock)
        else check_guess(GuessKind.API_TOKEN, clock, address=request.remote_addr, account=request.remote_addr)
    )
    actor = find_actor(text, current_app.extensions["policies"], clock)
    if actor is not None and guess is not None:
        known.remember(hash_of(text), clock)
        guess.was_right_at_once()
    return actor or Visitor()


def _key_sent() -> str:
    """The key as a bearer's, or as the password of those programs that know nothing else; empty without one."""
    sent = request.authorization
    if sent is None:
        return ""
    return ((sent.token if sent.type == "bearer" else sent.password if sent.type == "basic" else None) or "").strip()


def _actor_of_sign_in() -> Actor | Newcomer | Visitor:
    # Style sheets are kept by shared caches: they know nobody, and set no cookie.
    if request.endpoint is None or request.endpoint.rpartition(".")[2] == STATIC:
        return Visitor()
    if not current_user.is_authenticated:
        return Visitor()
    clock = current_clock()
    if sessions.has_run_out(clock):
        _end_what_has_run_out()
        return Visitor()
    sessions.touch(clock)
    chosen, held = session.get(ACTING_IN), list_roles_today(current_user.id, clock)
    actor = build_actor(
        current_user,
        [membership for membership, _ in held],
        current_app.extensions["policies"],
        acting_in=UUID(chosen) if chosen else None,
        has_second_factor=bool(session.get(SECOND_FACTOR)),
        signed_in_at=sessions.signed_in_at(),
    )
    keep_organisation(next((each for _, each in held if each.id == actor.organisation_id), None))
    return actor


def _end_what_has_run_out() -> None:
    is_kept = parking.park(current_user.id, current_clock())
    sessions.end()
    words = "You were signed out because nothing happened here for a while. Sign in to go on."
    flash(f"{words} What you typed is kept for you." if is_kept else words, "notice")
