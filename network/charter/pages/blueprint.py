"""The blueprint that all pages of the charter stand on, and the answers that several of them give."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from network.charter.rules.signing import AlreadySigned, NotCurrent

blueprint = Blueprint("charter", "network.charter", url_prefix="/charter", template_folder="templates")

OPEN: Final = "the charter and who signed it are public commitments (CH-5)"
VERSION: Final = "/versions/<int(min=1, max=32767):number>"
Answer = tuple[str, int] | Response | str


@blueprint.errorhandler(AlreadySigned)
@blueprint.errorhandler(NotCurrent)
def refuse_signature(refused: AlreadySigned | NotCurrent) -> tuple[str, int]:
    """A kind no, with ways on (U37)."""
    return render_template("charter/refuse_signature.html", refused=refused), refused.status
