"""The sign-in: flask-security on flask-login, and the actor that each request gets from it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Flask, current_app, request, session
from flask_login import LoginManager, current_user
from sqlalchemy import select

from network.accounts.actors import build_actor, list_memberships_today
from network.accounts.models import User
from network.accounts.tokens import find_actor
from network.core import tenancy
from network.core.actor import Actor, Newcomer, Visitor
from network.core.answers import wants_json
from network.core.database import db
from network.core.request import current_clock, current_visitor, set_actor
from network.core.tenancy import scoped, system_scope
from network.settings import Settings
from network.ui.layout import Layout

ACTING_IN = "acting_in"
SECOND_FACTOR = "second_factor"
SIGNED_IN_AT = "signed_in_at"


def init_app(app: Flask, layout: Layout, settings: Settings) -> None:  # noqa: ARG001
    """Puts the sign-in before every request."""
    manager = LoginManager(app)
    manager.user_loader(_load_user)
    app.before_request(load_actor)
    layout.current_actor = current_visitor


def _load_user(uniquifier: str) -> User | None:
    with system_scope(db.session(), "whoever this sign-in belongs to") as system:
        return db.session.scalars(
            scoped(select(User), system, User).where(User.fs_uniquifier == uniquifier, User.active)
        ).first()


def load_actor() -> None:
    """Says who acts, to the request and to the database."""
    actor = _actor_of_token() if wants_json() else _actor_of_sign_in()
    set_actor(actor)
    tenancy.enter(db.session(), actor)


def _actor_of_token() -> Actor | Visitor:
    """A program's key. A cookie is worth nothing here, so that no other site can use it."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        return Visitor()
    return find_actor(text.strip(), current_app.extensions["policies"], current_clock()) or Visitor()


def _actor_of_sign_in() -> Actor | Newcomer | Visitor:
    if request.endpoint is None or not current_user.is_authenticated:
        return Visitor()
    clock = current_clock()
    chosen, at = session.get(ACTING_IN), session.get(SIGNED_IN_AT)
    return build_actor(
        current_user,
        list_memberships_today(current_user.id, clock),
        current_app.extensions["policies"],
        acting_in=UUID(chosen) if chosen else None,
        has_second_factor=bool(session.get(SECOND_FACTOR)),
        signed_in_at=datetime.fromisoformat(at) if at else None,
    )
