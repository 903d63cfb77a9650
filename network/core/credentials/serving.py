"""An answer that is for everybody, on whatever site they check it."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse


def open_answer(body: str, media_type: str, seconds: int, file_name: str | None = None) -> WerkzeugResponse:
    """The body, readable by pages of other sites and kept by caches for so long; with a name, it is a download."""
    answer = Response(body, mimetype=media_type)
    # A wallet in a browser is another site, and takes nothing that is not offered to it.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    if file_name is not None:
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer.add_etag()
    return answer.make_conditional(request)
