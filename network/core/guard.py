"""Deny by default: every endpoint says who may use it, or cannot answer (`B10`)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request

from network.core.actor import Actor, Newcomer, Visitor
from network.core.errors import FreshSignInNeeded, NotAllowed, NotFound, SecondFactorNeeded
from network.core.permissions import NEEDS_SECOND_FACTOR, Permission
from network.core.request import current_clock, current_visitor

View = TypeVar("View", bound=Callable[..., Any])
MARK = "network_mark"
FRESH: Final = timedelta(minutes=5)


class SignInNeeded(NotAllowed):
    """Nobody is signed in. A page answers by leading to the sign-in and back."""

    status = 401
    code = "sign-in-needed"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who may use an endpoint: one permission, or everybody (signed in) for a stated reason."""

    permission: Permission | None
    reason: str = ""
    is_public: bool = False
    is_enrolment: bool = False
    """Open to a sign-in that still lacks the second factor its role needs (`B1`)."""
    is_hidden: bool = False
    """Whether it answers *not found* to everybody else: that there is anything to see is itself not theirs to know."""


def requires(permission: Permission, *, hidden: bool = False) -> Callable[[View], View]:
    """The view is for actors with this permission. A hidden one does not exist for anybody else (`B12`)."""
    return _marking(Mark(permission, is_hidden=hidden))


def public(reason: str) -> Callable[[View], View]:
    """The view is for everybody, signed in or not; the reason is kept with the list of routes."""
    return _marking(Mark(None, reason, is_public=True))


def signed_in(reason: str, *, enrolment: bool = False) -> Callable[[View], View]:
    """The view is for everybody who is signed in, whatever their role: it shows them what is their own."""
    return _marking(Mark(None, reason, is_enrolment=enrolment))


def _marking(mark: Mark) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        if not (mark.permission or mark.reason):
            raise ValueError("Say why this view needs no permission")
        setattr(view, MARK, mark)
        return view

    return decorate


def needs_fresh_sign_in(view: View) -> View:
    """The view needs somebody who proved who they are within the last five minutes (`B8`), below its other marks.

    A page answers by asking for the password or passkey again, and comes back.
    """

    @functools.wraps(view)
    def asking(*args: Any, **kwargs: Any) -> Any:
        visitor = current_visitor()
        if isinstance(visitor, Visitor) or not is_fresh(visitor.signed_in_at, current_clock().now()):
            raise FreshSignInNeeded("Sign in again to do this.")
        return view(*args, **kwargs)

    return asking  # type: ignore[return-value]


def is_fresh(signed_in_at: datetime | None, now: datetime) -> bool:
    """Whether somebody proved who they are within the last five minutes (`B8`); a program's key never does."""
    return signed_in_at is not None and now - signed_in_at <= FRESH


class Guards:
    """The mark of every endpoint: those of views of ours, and those given here for views of a library."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._given: dict[str, Mark] = {}

    def allow(self, endpoint: str, mark: Mark) -> None:
        """Marks a library's endpoint."""
        self._given[endpoint] = mark

    def mark_of(self, endpoint: str) -> Mark | None:
        """The endpoint's mark; None if nobody gave it one, and then it does not answer."""
        if endpoint in self._given:
            return self._given[endpoint]
        view = self._app.view_functions.get(endpoint)
        mark: Mark | None = getattr(view, MARK, None)
        return mark

    def given(self) -> frozenset[str]:
        """The endpoints marked by name, to be held against those that exist."""
        return frozenset(self._given)


def init_app(app: Flask) -> None:
    """Puts the guard before every request. The actor is loaded before it, by the sign-in."""
    app.extensions["guards"] = Guards(app)


def check_request() -> None:
    """Refuses the request unless its endpoint's mark admits whoever is there."""
    if request.endpoint is None:
        return  # no such address: the 404 says so
    guards: Guards = current_app.extensions["guards"]
    mark = guards.mark_of(request.endpoint)
    if mark is None:
        raise NotAllowed("This page is not open to anybody yet.")
    admit(mark, current_visitor())


def admit(mark: Mark, visitor: Actor | Newcomer | Visitor) -> None:
    """Raises unless this visitor may use an endpoint with this mark."""
    if mark.is_public:
        return
    if isinstance(visitor, Visitor):
        raise SignInNeeded("Sign in to see this page.")
    if not mark.is_enrolment and visitor.roles & NEEDS_SECOND_FACTOR and not visitor.has_second_factor:
        raise SecondFactorNeeded("Add a second step to your sign-in first.")
    if mark.permission is not None and not visitor.can(mark.permission):
        raise NotFound() if mark.is_hidden else _not_allowed(visitor, mark.permission)


def _not_allowed(visitor: Actor | Newcomer, permission: Permission) -> NotAllowed:
    if isinstance(visitor, Actor) and visitor.token_id is not None:
        return NotAllowed(f"This key does not carry {permission}, or its person may not do this any more.")
    return NotAllowed()
