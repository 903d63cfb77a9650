"""The one blueprint of these pages. What a link opens is kept by no cache and found by no search engine."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import rollback
from network.training.kept import keeping_forms
from network.training.signing import rules, words
from network.training.signing.queries import SheetUnusable

blueprint = Blueprint("signing", "network.training.signing", template_folder="templates")
blueprint.context_processor(keeping_forms)
blueprint.add_app_template_filter(words.where, "sheet_where")
blueprint.add_app_template_filter(words.when_open, "sheet_when_open")
blueprint.add_app_template_filter(rules.in_groups, "code_in_groups")

Answer = WerkzeugResponse | str | tuple[str, int]
BY_CODE: Final = "whoever trains needs no account: the code hangs on the wall of the room, and opens one sheet"


@blueprint.errorhandler(SheetUnusable)
def _unusable(_error: SheetUnusable) -> tuple[str, int]:
    rollback()
    return render_template("signing/sheet_unusable.html", routes=rules.ROUTES), SheetUnusable.status


@blueprint.after_request
def _keep_it_to_its_reader(answer: Response) -> Response:
    """The address of such a page opens the sheet."""
    if "token" in (request.view_args or {}):
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Cache-Control"] = "no-store"
    return answer
