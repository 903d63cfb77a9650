"""The certificate: a tagged PDF (PDF/UA-1) that says who signed what and when, and leads to the live entry.

Letters come from the fonts inside typst, then from the machine's own. What none of them can draw is shown as a
replacement mark: the register has the name as it is written, and PDF/UA allows no empty box.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import segno
import typst

from network.charter import addresses
from network.charter.queries.signatures import PublicSignature
from network.charter.queries.versions import Version
from network.ui.filters import as_date

TEMPLATE: Final = Path(__file__).with_name("certificate.typ")
STANDARD: Final = "ua-1"
MARK: Final = "\ufffd"
DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Kinds of character that draw nothing, and that could turn a line round or break the file."""
Said = dict[str, str | list[str]]
_JOINS_LETTERS: Final = frozenset("\u200c\u200d")
_PROBE: Final = (
    b'#set document(title: "probe")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#sys.inputs.text'
)


def make_certificate(signature: PublicSignature, version: Version, network: str, origin: str) -> bytes:
    """The certificate of a signature on this version. The same signature gives the same bytes."""
    address = f"{origin}{addresses.signatory(signature.organisation_id)}"
    said: Said = {
        "title": f"Charter certificate: {signature.signer}",
        "description": f"{signature.signer} has signed version {signature.version} of the charter",
        "heading": "Certificate of signature",
        "network": network,
        "organisation": signature.signer,
        "charter": version.text.title,
        "version": str(signature.version),
        "signed_on": as_date(signature.signed_at),
        "signatory": signature.signatory_name,
        "job_title": signature.job_title,
        "principles": [principle.name for principle in version.text.principles],
        "address": address,
        "code": draw_code(address),
        "code_alternative": "A QR code that leads to the organisation’s entry in the public register",
        "text_hash": signature.text_hash,
    }
    try:
        return _typeset(said, without_invisible, signature)
    except typst.TypstError:
        pass  # a letter that no font here has: look for it, which the usual name does not need
    try:
        return _typeset(said, with_marks, signature)
    except typst.TypstError:
        # Each letter can be drawn, and yet not these together: a digit in a key cap, say.
        return _typeset(said, in_ascii, signature)


def _typeset(said: Said, tidy: Callable[[str], str], signature: PublicSignature) -> bytes:
    tidied = {
        key: tidy(value) if isinstance(value, str) else [tidy(each) for each in value] for key, value in said.items()
    }
    made: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"data": json.dumps(tidied)},
        font_paths=_fonts(),
        pdf_standards=[STANDARD],
        timestamp=int(signature.signed_at.timestamp()),
    )
    return made


def draw_code(address: str) -> str:
    """The QR code of an address, as SVG."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0)
    return drawing.getvalue().decode()


def without_invisible(text: str) -> str:
    """The text without characters that draw nothing."""
    return "".join(letter for letter in text if letter in _JOINS_LETTERS or unicodedata.category(letter) not in DROPPED)


def with_marks(text: str) -> str:
    """The text with a mark in place of each letter that no font here can draw."""
    kept = without_invisible(text)
    missing = _undrawable("".join(sorted({letter for letter in kept if not letter.isascii()})))
    return "".join(MARK if letter in missing else letter for letter in kept)


def in_ascii(text: str) -> str:
    """The text with a mark in place of each letter that is not among the plainest."""
    return "".join(letter if letter.isascii() else MARK for letter in without_invisible(text))


@cache
def _fonts() -> typst.Fonts:
    """Every font that there is, found once: looking for them takes longer than a certificate."""
    return typst.Fonts(include_system_fonts=True)


@lru_cache(maxsize=1024)
def _undrawable(letters: str) -> frozenset[str]:
    """Those of the letters that no font can draw, found by halves: typst says only whether all of them can."""
    if not letters or _can_draw(letters):
        return frozenset()
    if len(letters) == 1:
        return frozenset(letters)
    middle = len(letters) // 2
    return _undrawable(letters[:middle]) | _undrawable(letters[middle:])


def _can_draw(letters: str) -> bool:
    try:
        # One by one: side by side they could join into something else.
        said = {"text": "\n\n".join(letters)}
        typst.compile(_PROBE, sys_inputs=said, font_paths=_fonts(), pdf_standards=[STANDARD])
    except typst.TypstError:
        return False
    return True
