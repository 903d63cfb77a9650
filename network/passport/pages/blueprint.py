"""The blueprint that all of these pages stand on. None of them is for a search engine or a cache."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from network.core.commit import rollback
from network.passport.pages.holding import RecordClosed
from network.passport.rules import LINK_LASTS_IN_WORDS, UNUSABLE_ROUTES
from network.passport.service.links import LinkUnusable

blueprint = Blueprint("passport", "network.passport", template_folder="templates", url_prefix="/passport")
Answer = WerkzeugResponse | str | tuple[str, int]
OWN: Final = "whoever trained needs no account: what is shown is that of the address that they proved to be theirs"
FOR_EVERYBODY: Final = frozenset({"passport.show_achievement"})


@blueprint.errorhandler(RecordClosed)
def _lead_to_asking(_error: RecordClosed) -> WerkzeugResponse:
    """The hour is over, or nobody has opened a record here."""
    rollback()
    return redirect(url_for("passport.ask"), 303)


@blueprint.errorhandler(LinkUnusable)
def _unusable(_error: LinkUnusable) -> tuple[str, int]:
    rollback()
    page = render_template("passport/link_unusable.html", routes=UNUSABLE_ROUTES, lasts=LINK_LASTS_IN_WORDS)
    return page, LinkUnusable.status


@blueprint.after_request
def _keep_it_to_its_reader(answer: Response) -> WerkzeugResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer
