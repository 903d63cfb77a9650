"""The one blueprint of these pages. What a link opens is kept by no cache and found by no search engine."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import rollback
from network.core.errors import OtherRoute
from network.training.delivery.links import LinkUnusable
from network.training.delivery.words import when_words, where_words
from network.training.kept import keeping_forms

blueprint = Blueprint("delivery", "network.training.delivery", url_prefix="/training", template_folder="templates")
blueprint.context_processor(keeping_forms)
blueprint.add_app_template_filter(when_words, "session_when")
blueprint.add_app_template_filter(where_words, "session_where")

Answer = WerkzeugResponse | str | tuple[str, int]
BY_LINK: Final = "whoever trains needs no account: the link was given or sent to them, and opens one thing"
_ROUTES: Final = (
    OtherRoute("Ask whoever holds the session for the link", None),
    OtherRoute("Look in your e-mail for a newer link", None),
)


@blueprint.errorhandler(LinkUnusable)
def _unusable(_error: LinkUnusable) -> tuple[str, int]:
    rollback()
    return render_template("delivery/link_unusable.html", routes=_ROUTES), LinkUnusable.status


@blueprint.after_request
def _keep_it_to_its_reader(answer: Response) -> Response:
    """The address of such a page is a secret."""
    if "token" in (request.view_args or {}):
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Cache-Control"] = "no-store"
    return answer
