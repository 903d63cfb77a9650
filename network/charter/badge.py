"""A small picture that an organisation puts on its own site. It is made anew from the register whenever it is asked
for, so that it never says more than is so; it holds no script, no link and no font.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from network.charter.queries.signatures import PublicSignature
from network.charter.rules.standing import Standing
from network.ui.filters import as_date

WIDTH: Final = 280
HEIGHT: Final = 72
LONGEST: Final = 34
"""Letters that fit on a line of it."""
_NOT_IN_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold, however they are written: with one of them the picture is none."""
_INK: Final = {Standing.CURRENT: "#0b4a4f", Standing.LAPSED: "#505a5f", Standing.WITHDRAWN: "#505a5f"}


def draw_badge(signature: PublicSignature, network: str) -> str:
    """The badge as SVG: that the charter was signed, and until when that is, or was, current."""
    term = signature.term
    first = "Has signed the charter" if term.is_current else "Signed the charter"
    second = f"{term.standing.label} {as_date(term.until)}"
    says = f"{signature.organisation}: {first.lower()} of {network}. {second}."
    return _draw(says, _INK[term.standing], (network, f"{first}, version {signature.version}", second))


def draw_signing(number: int, network: str) -> str:
    """The picture of signing one version, whoever did, as SVG."""
    says = f"Signing version {number} of the charter of {network}."
    return _draw(says, _INK[Standing.CURRENT], (network, "Signing the charter", f"Version {number}"))


def _draw(says: str, ink: str, lines: tuple[str, str, str]) -> str:
    first, second, third = lines
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{_escaped(says)}"><title>{_escaped(says)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{ink}"/>'
        '<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="12">'
        f'<text x="14" y="24" font-weight="bold">{_escaped(_short(first))}</text>'
        f'<text x="14" y="43">{_escaped(second)}</text>'
        f'<text x="14" y="60">{_escaped(third)}</text></g></svg>'
    )


def _escaped(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
