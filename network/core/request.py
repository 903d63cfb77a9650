"""What a page or an endpoint may ask about its request: the actor, the clock, the settings. Nothing below them asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, g, session

from network.core.actor import Actor, Anyone, Newcomer, Visitor
from network.core.clock import Clock
from network.core.errors import NotAllowed
from network.settings import Settings


def current_visitor() -> Actor | Newcomer | Visitor:
    """Whoever it is, signed in or not."""
    found: Actor | Newcomer | Visitor = g.get("actor", Visitor())
    return found


def current_actor() -> Actor:
    """The person acting in an organisation. A view behind `@requires` always has one."""
    found = current_visitor()
    if not isinstance(found, Actor):
        raise NotAllowed("Choose the organisation that you act in first.")
    return found


def set_actor(actor: Anyone) -> None:
    """Says who acts in this request; called once, by the sign-in."""
    g.actor = actor


def note_refusal(code: str) -> None:
    """Says that this request was refused, whatever its answer looks like: a page may lead on to the sign-in."""
    g.refusal = code


def was_refused() -> bool:
    """Whether this request was refused."""
    return g.get("refusal") is not None


def current_clock() -> Clock:
    """The clock of this application: the system's, or a test's."""
    clock: Clock = current_app.extensions["clock"]
    return clock


def current_settings() -> Settings:
    """The settings the application was started with."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def kept_in_browser() -> Mapping[str, Any]:
    """What the person's browser is given to keep as things stand: their sign-in, what the next page says."""
    return dict(session)


def keep_in_browser(kept: Mapping[str, Any]) -> None:
    """That and nothing else, as it stood once."""
    session.clear()
    session.update(kept)
