"""A small picture that an organisation puts on its own site. It is made anew from the register whenever it is asked
for, so that it never says more than is so; it holds no script, no link and no font.
"""

from __future__ import annotations

from html import escape
from typing import Final

from network.charter.queries.signatures import PublicSignature
from network.charter.rules.standing import Standing
from network.ui.filters import as_date

WIDTH: Final = 280
HEIGHT: Final = 72
LONGEST: Final = 34
"""Letters that fit on a line of it."""
_INK: Final = {Standing.CURRENT: "#0b4a4f", Standing.LAPSED: "#505a5f", Standing.WITHDRAWN: "#505a5f"}


def draw_badge(signature: PublicSignature, network: str) -> str:
    """The badge as SVG: that the charter was signed, and until when that is, or was, current."""
    term = signature.term
    first = "Has signed the charter" if term.is_current else "Signed the charter"
    second = f"{term.standing.label} {as_date(term.until)}"
    says = f"{signature.organisation}: {first.lower()} of {network}. {second}."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(says)}"><title>{escape(says)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{_INK[term.standing]}"/>'
        '<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="12">'
        f'<text x="14" y="24" font-weight="bold">{escape(_short(network))}</text>'
        f'<text x="14" y="43">{escape(first)}, version {signature.version}</text>'
        f'<text x="14" y="60">{escape(second)}</text></g></svg>'
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
