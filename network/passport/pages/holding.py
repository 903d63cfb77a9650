"""Whose record this browser shows: by a signed cookie that is no sign-in, or by the account of whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from network.accounts.public import verified_email_of
from network.core.errors import NotAllowed
from network.core.request import current_clock, current_settings, current_visitor
from network.passport.rules import OPEN_FOR
from network.passport.service import opening

PATH: Final = "/passport"
_PURPOSE: Final = "network training record"


class RecordClosed(NotAllowed):
    """No record is open in this browser."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The verified address whose record is shown."""

    email: str
    has_visit: bool
    """Whether it was opened by a link, and so can be closed; otherwise they are signed in."""


def current_holder() -> Holder:
    """Whoever reads their own record. Raises RecordClosed."""
    found = find_holder()
    if found is None:
        raise RecordClosed
    return found


def find_holder() -> Holder | None:
    """Whoever opened a record by a link in this browser; otherwise whoever is signed in, by their own address."""
    held = _held()
    email = opening.find_address(held, current_clock()) if held is not None else None
    if email is not None:
        return Holder(email, has_visit=True)
    email = verified_email_of(current_visitor())
    return Holder(email, has_visit=False) if email is not None else None


def keep(answer: Response, held: str) -> Response:
    """The browser holds it for an hour, sends it to these pages alone, and shows it to no script."""
    answer.set_cookie(
        _cookie(),
        str(_serializer().dumps(held)),
        max_age=OPEN_FOR,
        path=PATH,
        secure=current_settings().is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def let_go(answer: Response) -> Response:
    """Closes the record here and now."""
    held = _held()
    if held is not None:
        opening.close(held, current_clock())
    answer.delete_cookie(_cookie(), path=PATH, secure=current_settings().is_secure, httponly=True, samesite="Lax")
    return answer


def _held() -> str | None:
    try:
        held = _serializer().loads(request.cookies.get(_cookie(), ""))
    except BadSignature:
        return None
    return held if isinstance(held, str) else None


def _cookie() -> str:
    return "__Secure-network-record" if current_settings().is_secure else "network-record"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=_PURPOSE)
