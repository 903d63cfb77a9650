"""Papers that leave: tagged PDFs (PDF/UA-1) made by typst, with the codes that lead from paper to a page.

A feature has a template of its own, which imports `/core/papers/paper.typ`, and gives it what is said as data; data
is never markup. Letters come from the fonts inside typst, then from the machine's own. What none of them can draw is
shown as a replacement mark: PDF/UA allows no empty box.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import segno
import typst

ROOT: Final = Path(__file__).parents[2]
"""The folder of the product: an address in a template that begins with a slash begins here."""
STANDARD: Final = "ua-1"
MARK: Final = "\ufffd"
DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Kinds of character that draw nothing, and that could turn a line round or break the file."""
Said = Mapping[str, object]
"""What a template is given: texts, lists of texts, and lists of such lists."""
_JOINS_LETTERS: Final = frozenset("\u200c\u200d")
_PROBE: Final = (
    b'#set document(title: "probe")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#sys.inputs.text'
)


def typeset(template: Path, said: Said, at: datetime) -> bytes:
    """The paper as a PDF. The same template, words and instant give the same bytes."""
    try:
        return _typeset(template, said, without_invisible, at)
    except typst.TypstError:
        pass  # a letter that no font here has: look for it, which the usual name does not need
    try:
        return _typeset(template, said, with_marks, at)
    except typst.TypstError:
        # Each letter can be drawn, and yet not these together: a digit in a key cap, say.
        return _typeset(template, said, in_ascii, at)


def _typeset(template: Path, said: Said, tidy: Callable[[str], str], at: datetime) -> bytes:
    made: bytes = typst.compile(
        str(template),
        root=str(ROOT),
        sys_inputs={"data": json.dumps(_tidied(said, tidy))},
        font_paths=_fonts(),
        pdf_standards=[STANDARD],
        timestamp=int(at.timestamp()),
    )
    return made


def _tidied(said: object, tidy: Callable[[str], str]) -> object:
    if isinstance(said, str):
        return tidy(said)
    if isinstance(said, Mapping):
        return {key: _tidied(value, tidy) for key, value in said.items()}
    return [_tidied(each, tidy) for each in said] if isinstance(said, Sequence) else said


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
    """Every font that there is, found once: looking for them takes longer than a paper."""
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
