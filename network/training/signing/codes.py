"""The code of a sheet, which people type, and its link, which the QR code holds.

*The code.* Eight letters of 25 are 25**8, about 1.5e11 or 37 bits: less than a link has (`B25`), because people type
it from a wall. What it opens is little, and not for long: course, place and day of a session, and a line to write
oneself down, from an hour before until noon of the day after. It shows nobody's name. Wrong codes are counted by
address (30 in five minutes, 200 a day) and in all (1,000 in five minutes), for all workers (`B3`). At the limit in
all, day and night, with a hundred sheets open at once, somebody would find one within a day with a chance of 2 in
10,000, and could write a line that those who hold the session see and strike out. Who reads our database finds no
code: it is kept sealed, and found by a keyed mark. It is typed into a form, and so stands in no address and no log.

*The link.* 256 bits, as other links have; kept as a hash, and sealed. A right code leads to it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from network.core import crypto
from network.core.clock import Clock
from network.core.tenancy import NO_ORGANISATION
from network.training.delivery.links import new_token
from network.training.signing.models import SignInSheet
from network.training.signing.rules import ALPHABET, CODE_LENGTH

_PURPOSE: Final = "write oneself down on a sheet"
_MARKED: Final = "the code of a sign-in sheet"


def new_code() -> str:
    """A code that nobody can tell from those before it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def hash_of(token: str) -> str:
    """What a link is found by. Its purpose is part of it, so that no link does another's work (`B5`)."""
    return hashlib.sha256(f"{_PURPOSE} {token}".encode("utf-8", "surrogatepass")).hexdigest()


def marks_of(code: str) -> list[bytes]:
    """What a code is found by."""
    return crypto.marks_of(code, NO_ORGANISATION, _MARKED)


def give(sheet: SignInSheet, clock: Clock) -> None:
    """Gives a sheet its code and its link. It has its key and its organisation."""
    code, token = new_code(), new_token()
    sealed = crypto.seal_all({sheet.code_place(): code, sheet.link_place(): token}, clock)
    sheet.code_mark = crypto.mark_of(code, NO_ORGANISATION, _MARKED, clock)
    sheet.link_hash = hash_of(token)
    sheet.code_sealed, sheet.link_sealed = sealed[sheet.code_place()], sealed[sheet.link_place()]


def codes_of(sheets: Iterable[SignInSheet]) -> dict[UUID, tuple[str, str]]:
    """The code and the link's text of each sheet, by its key. One query for all of them."""
    kept = list(sheets)
    codes = {sheet.code_place(): sheet.code_sealed for sheet in kept}
    opened = crypto.unseal_all({**codes, **{sheet.link_place(): sheet.link_sealed for sheet in kept}})
    return {sheet.id: (opened[sheet.code_place()], opened[sheet.link_place()]) for sheet in kept}
