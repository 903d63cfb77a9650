"""The pages that say what happened, what to do next, and who to turn to (U24, U37)."""

from typing import Any

from flask import current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from network.core.errors import Conflict, DomainError, RuleBroken
from network.ui.layout import Layout

STATUSES = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503})
# What broke may be what would say who is signed in, so these two ask nothing of the application.
_BROKEN = frozenset({500, 503})


def render_error_page(status: int, error: DomainError | HTTPException | None = None) -> str:
    """The page for a status, in the refusal's own words and with its own ways on where it has them (U37).

    A status without a page of its own is answered by the nearest general one.
    """
    page = status if status in STATUSES else (400 if status < 500 else 500)
    name = f"ui/errors/{page}.html"
    words = _words(error)
    if page not in _BROKEN:
        return render_template(name, **words)
    layout: Layout = current_app.extensions["ui"]
    as_signed_out = layout.as_signed_out().context()
    return current_app.jinja_env.get_template(name).render(**as_signed_out, **words)


def _words(error: DomainError | HTTPException | None) -> dict[str, Any]:
    """What the error itself has to say. The text of an HTTP error is a program's, but for our own form's."""
    message = None
    if isinstance(error, DomainError):
        message = error.message
    elif isinstance(error, CSRFError):
        message = error.description
    return {
        "message": message,
        "routes": error.routes if isinstance(error, RuleBroken) else (),
        "conflict": error if isinstance(error, Conflict) else None,
    }
