"""The pages that say what happened, what to do next, and who to turn to (U24, U37)."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, render_template

from network.core.errors import Conflict, OtherRoute
from network.ui.layout import Layout

Route = OtherRoute
STATUSES = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429, 500, 503})
# What broke may be what would say who is signed in, so these two ask nothing of the application.
_BROKEN = frozenset({500, 503})


def render_error_page(
    status: int,
    message: str | None = None,
    routes: Sequence[Route] = (),
    conflict: Conflict | None = None,
    again: str | None = None,
) -> str:
    """The page for a status, with a refusal's own words and ways on (U37), and both texts of a conflict.

    `again` is where what was being changed can be opened once more.
    A status without a page of its own is answered by the nearest general one.
    """
    page = status if status in STATUSES else (400 if status < 500 else 500)
    name = f"ui/errors/{page}.html"
    words: dict[str, Any] = {"message": message, "routes": routes, "conflict": conflict, "again": again}
    if page not in _BROKEN:
        return render_template(name, **words)
    layout: Layout = current_app.extensions["ui"]
    as_signed_out = layout.as_signed_out().context()
    return current_app.jinja_env.get_template(name).render(**as_signed_out, **words)
