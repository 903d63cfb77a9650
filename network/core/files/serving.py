"""The way out: a file that somebody sent, handed on so that no browser ever runs it (`B23`, `B40`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from flask import Response, request

from network.core.files.checked import CheckedFile
from network.core.files.names import NAMELESS

_POLICY: Final = (
    "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing loads, nothing runs, and it is in nobody's frame, should a browser show it after all."""
_UNQUOTED: Final = "!#$&+-.^_`|~"
"""What RFC 5987 lets stand in a name besides letters and digits."""


def download(file: CheckedFile, name: str) -> Response:
    """The file to be kept under this name (a `display_name`), never shown in a page; no cache keeps it."""
    answer = Response(file.content, mimetype=file.media_type)
    answer.headers["Content-Disposition"] = disposition(name)
    answer.headers["Cache-Control"] = "no-store"
    return _strict(answer)


def picture(digest: str, media_type: str, content: Callable[[], bytes]) -> Response:
    """A checked picture to be shown in a page. Whoever has it already (its digest is its ETag) is told so.

    `content` is asked only where it has to be sent. A browser asks each time, because who may see it can change.
    """
    answer = Response(mimetype=media_type)
    answer.set_etag(digest)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = "inline"
    if digest not in request.if_none_match:
        answer.set_data(content())
    answer.make_conditional(request)
    return _strict(answer)


def disposition(name: str) -> str:
    """The header of a download, with its name twice: in plain letters for old programs, and as it is (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace("\\", "").replace('"', "")
    plain = f"{NAMELESS}{plain}" if plain.startswith(".") else plain
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=_UNQUOTED)}"


def _strict(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
