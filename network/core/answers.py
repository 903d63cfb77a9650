"""How an error answers: a page for people, problem+json for programs. The same everywhere, and never a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, Response, current_app, json, make_response, redirect, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.api import PROBLEM_TYPE
from network.core.commit import rollback
from network.core.errors import DomainError, FreshSignInNeeded, NotFound, RuleBroken, SecondFactorNeeded, TooMany
from network.core.guard import SignInNeeded
from network.core.request import note_refusal

log = structlog.get_logger()

API_PREFIX = "/api/"
WHOLE = ""
"""Stands for the request itself, where an error has no field."""
RenderPage = Callable[[int, DomainError | HTTPException | None], str]

KEY_NEEDED = "Send a key, as in Authorization: Bearer KEY. Whoever signs in makes one, under Your sign-in."
KEY_UNKNOWN = (
    "This key is not known here, or its time is over. Make a new one, and send it as Authorization: Bearer KEY."
)
PLAIN_WORDS = {
    400: "We could not read that request.",
    404: "We could not find that.",
    405: "That address cannot be used in this way.",
    412: "It has changed since you read it. Read it again, and send If-Match with the ETag that it has now.",
    413: "That is larger than we can take here.",
    414: "That address is longer than we can read.",
    415: "Send it as JSON, with the content type application/json.",
    422: "Some fields are not as they should be.",
    428: "Say which version you change: read it, and send its ETag as If-Match.",
    429: "That was tried too often. Wait a little and try again.",
    500: "Something went wrong on our side. Nothing of what you sent was kept half-way.",
    503: "We cannot save anything at the moment. Try again in a few minutes.",
}


def init_app(app: Flask, render_page: RenderPage) -> None:
    """Connects the handlers; `render_page` makes the page for a status."""
    app.extensions["error_page"] = render_page
    app.register_error_handler(DomainError, _answer_domain_error)
    app.register_error_handler(CSRFError, _answer_csrf_error)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(Exception, _answer_fault)


def wants_json() -> bool:
    """Whether the request is a program's."""
    return request.path.startswith(API_PREFIX)


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """An answer as RFC 9457 has it."""
    body = {
        "type": f"/api/problems#{code}",
        "title": code.replace("-", " "),
        "status": status,
        "detail": detail,
    }
    answer = make_response(json.dumps({**body, **more}), status)
    answer.mimetype = PROBLEM_TYPE
    return answer


def _page(status: int, error: DomainError | HTTPException | None) -> Response:
    render_page: RenderPage = current_app.extensions["error_page"]
    return make_response(render_page(status, error), status)


def _answer_domain_error(error: DomainError) -> WerkzeugResponse:
    rollback()
    elsewhere = _moved_to() if isinstance(error, NotFound) else None
    if elsewhere is not None:
        return redirect(elsewhere, 301)
    note_refusal(error.code)
    if wants_json():
        more: dict[str, Any] = {}
        if isinstance(error, RuleBroken):
            more["errors"] = {error.field or WHOLE: [error.message]}
            if error.routes:
                more["routes"] = [{"text": each.text, "href": each.href} for each in error.routes]
        answer = problem(error.status, error.code, _to_a_program(error), **more)
        if error.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
    elif isinstance(error, SignInNeeded | SecondFactorNeeded | FreshSignInNeeded):
        return _lead_to_sign_in(error)
    else:
        answer = _page(error.status, error)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _moved_to() -> str | None:
    """Where what was asked for is found by now: two organisations become one, and their addresses stay in use."""
    find: Callable[[], str | None] | None = current_app.extensions.get("moved_to")
    return find() if find is not None and request.method in ("GET", "HEAD") else None


def _to_a_program(error: DomainError) -> str:
    """The refusal in words for a program: it signs in with a key, and its key may carry less than its person may."""
    if not isinstance(error, SignInNeeded):
        return error.message
    return KEY_UNKNOWN if "Authorization" in request.headers else KEY_NEEDED


def _lead_to_sign_in(error: DomainError) -> WerkzeugResponse:
    """To the page that gives what is missing, and back from there."""
    lead: Callable[[DomainError], str | None] | None = current_app.extensions.get("lead_to_sign_in")
    address = lead(error) if lead is not None else None
    return redirect(address, 303) if address else _page(error.status, error)


def _answer_csrf_error(error: CSRFError) -> Response:
    rollback()
    if wants_json():
        return problem(400, "form-expired", "The form's protection has run out.")
    error.description = "This form lay open for too long, or was opened in another sign-in. Open it again."
    return _page(400, error)


def _answer_http_error(error: HTTPException) -> WerkzeugResponse:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    rollback()
    if wants_json():
        errors = _by_field((getattr(error, "data", None) or {}).get("messages") or {})
        more = {"errors": errors} if errors else {}
        detail = errors[WHOLE][0] if WHOLE in errors else _detail(error)
        answer = problem(error.code, error.name.lower().replace(" ", "-"), detail, **more)
    else:
        answer = _page(error.code, error)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _detail(error: HTTPException) -> str:
    words = PLAIN_WORDS.get(error.code or 500, error.name)
    largest = request.max_content_length
    if error.code == 413 and largest is not None:
        return f"{words} At most {largest // 1024 // 1024} MB can be sent at once."
    return words


def _by_field(messages: dict[str, Any]) -> dict[str, Any]:
    """What to change, by field, wherever in the request it stands: the shape that a broken rule answers with."""
    errors: dict[str, Any] = {}
    for found in messages.values():
        errors.update(found if isinstance(found, dict) else {WHOLE: found})
    return errors


def _answer_fault(error: Exception) -> Response:
    """A mistake of ours. The log gets its kind and place, never its text, which may quote what somebody typed."""
    rollback()
    log.error("fault", kind=type(error).__name__, endpoint=request.endpoint, exc_info=current_app.debug)
    if current_app.testing and not current_app.config.get("ANSWERS_FAULTS"):
        raise error
    if wants_json():
        return problem(500, "fault", PLAIN_WORDS[500])
    return _page(500, None)
