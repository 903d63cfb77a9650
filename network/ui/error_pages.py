"""The pages that say what happened, what to do next, and who to turn to (U24, U37)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template

from network.ui.layout import Layout

STATUSES = frozenset({400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503})
# What broke may be what would say who is signed in, so these two ask nothing of the application.
_SIGNED_OUT = frozenset({500, 503})


@dataclass(frozen=True)
class Route:
    """Somewhere else to go from a refusal."""

    label: str
    href: str


def render_error_page(status: int, message: str | None = None, routes: Sequence[Route] = ()) -> str:
    """The page for a status, with the refusal's own words and ways on where it has them (U37).

    A status without a page of its own is answered by the nearest general one.
    """
    page = status if status in STATUSES else (400 if status < 500 else 500)
    name = f"ui/errors/{page}.html"
    words = {"message": message, "routes": list(routes)}
    if page in _SIGNED_OUT:
        calm = Layout(navigation=_layout().navigation, assets=_layout().assets)
        return current_app.jinja_env.get_template(name).render(**calm.context(), **words)
    return render_template(name, **words)


def _layout() -> Layout:
    layout: Layout = current_app.extensions["ui"]
    return layout
