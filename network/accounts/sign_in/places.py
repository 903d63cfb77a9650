"""Where to go back to: paths of our own, and nothing else (`B21`)."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LONGEST: Final = 2000


def own_path(text: str | None) -> str | None:
    """The text if it is a path of this service, perhaps with a query; None for anything else.

    Browsers read `//host`, `/\\host` and a path with a tab or line end in it as an address elsewhere.
    """
    if not text or len(text) > LONGEST or not text.startswith("/") or text.startswith(("//", "/\\")):
        return None
    if "\\" in text or any(ord(character) <= 32 or ord(character) == 127 for character in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else text


def path_above() -> str | None:
    """The nearest page above an address that can only be sent to, such as that of the thing a button acts on."""
    path = request.path
    while path := path.rpartition("/")[0]:
        try:
            current_app.url_map.bind("").match(path, method="GET")
        except (HTTPException, RequestRedirect):
            continue
        return own_path(path)
    return None


def path_to_look_at() -> str | None:
    """The address of this request where it can be looked at again; None where it can only be sent to."""
    path = request.full_path.rstrip("?")
    if request.method in {"GET", "HEAD"}:
        return own_path(path)
    try:
        endpoint, _ = current_app.url_map.bind("").match(request.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return own_path(path) if endpoint else None
