"""Watched endpoints: each request of a signed-in person leaves exactly one audit entry, refusals included (`B26`).

A view that succeeds records what it did or showed, in its own transaction. What is left for this module is a request
that was answered without: a refusal, by the guard, a rule, a form or a missing row, and a form that was sent twice.
A visitor leaves no entry: nobody would be named by it, and anybody could fill the audit from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, request

from network.core import audit
from network.core.commit import commit, rollback
from network.core.request import current_clock, current_visitor, was_refused

View = TypeVar("View", bound=Callable[..., Any])
MARK = "network_watched"


def watched(feature: str, entity: str) -> Callable[[View], View]:
    """Every request to the view is about an `entity` whose readers are kept count of.

    The entry names the key that the address holds as `<entity>_id`, whether or not such a row exists.
    """

    def decorate(view: View) -> View:
        setattr(view, MARK, (feature, entity))
        return view

    return decorate


def init_app(app: Flask) -> None:
    """Looks at every answer of a watched endpoint before it leaves."""
    app.after_request(_record_what_nobody_recorded)


def _record_what_nobody_recorded(answer: Response) -> Response:
    mark = getattr(current_app.view_functions.get(request.endpoint or ""), MARK, None)
    visitor = current_visitor()
    if mark is None or not visitor.is_signed_in:
        return answer
    feature, entity = mark
    if audit.has_written_about(entity) or (request.method == "OPTIONS" and answer.status_code < 400):
        return answer
    rollback()
    is_refusal = answer.status_code >= 400 or was_refused()
    verb = "refused" if is_refusal else "repeated"
    found = (request.view_args or {}).get(f"{entity}_id")
    audit.record(
        visitor,
        current_clock().now(),
        f"{feature}.{entity}.{verb}",
        entity,
        found if isinstance(found, UUID) else None,
        changes={"endpoint": request.endpoint, "status": answer.status_code},
    )
    commit()
    return answer
