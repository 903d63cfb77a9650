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
from network.core.errors import DomainError, FreshSignInNeeded, RuleBroken, SecondFactorNeeded, TooMany
from network.core.guard import SignInNeeded
from network.core.request import note_refusal

log = structlog.get_logger()

API_PREFIX = "/api/"
RenderPage = Callable[[int, DomainError | HTTPException | None], str]

PLAIN_WORDS = {
    400: "We could not read that request.",
    404: "We could not find that.",
    405: "That address cannot be used in this way.",
    413: "That is larger than we can take.",
    415: "Send it as JSON, with the content type application/json.",
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
    note_refusal(error.code)
    if wants_json():
        more: dict[str, Any] = {}
        if isinstance(error, RuleBroken):
            more["errors"] = {error.field or "": [error.message]}
        answer = problem(error.status, error.code, error.message, **more)
        if error.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
    elif isinstance(error, SignInNeeded | SecondFactorNeeded | FreshSignInNeeded):
        return _lead_to_sign_in(error)
    else:
        answer = _page(error.status, error)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


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
        messages = getattr(error, "data", {}) or {}
        more = {"errors": messages["messages"]} if "messages" in messages else {}
        detail = "Some fields are not as they should be." if more else PLAIN_WORDS.get(error.code, error.name)
        answer = problem(error.code, error.name.lower().replace(" ", "-"), detail, **more)
    else:
        answer = _page(error.code, error)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _answer_fault(error: Exception) -> Response:
    """A mistake of ours. The log gets its kind and place, never its text, which may quote what somebody typed."""
    rollback()
    log.error("fault", kind=type(error).__name__, endpoint=request.endpoint, exc_info=current_app.debug)
    if current_app.testing and not current_app.config.get("ANSWERS_FAULTS"):
        raise error
    if wants_json():
        return problem(500, "fault", PLAIN_WORDS[500])
    return _page(500, None)
