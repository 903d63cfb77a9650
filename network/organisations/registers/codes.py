"""Numbers that are typed in one at a time: of charities and companies. No register of theirs is imported.

The shapes are those that the Charity Commission for England and Wales, OSCR, CCNI and Companies House publish.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from network.core.errors import RuleBroken
from network.organisations.vocabulary import Scheme

_CHARITY: Final = re.compile(
    r"[1-9][0-9]{5,6}(?:-[1-9][0-9]{0,3})?"  # England and Wales; after the hyphen a charity linked to the first
    r"|SC[0-9]{6}"  # Scotland
    r"|NIC[0-9]{6}"  # Northern Ireland
)
_COMPANY: Final = re.compile(
    r"[0-9]{8}"  # England and Wales
    r"|(?:SC|NI|OC|SO|NC|CE|CS|LP|SL|NL|FC|SF|NF|BR|GE|GN|GS|IC|SI|NV|AC|SA|NA|RC|SR|NR|IP|SP|NP|NO|RS|ZC|SZ)[0-9]{6}"
    r"|R[0-9]{7}"  # Northern Ireland, before 1922
    r"|IP[0-9]{5}R|SP[0-9]{5}R"  # societies
)
_SHORT_COMPANY: Final = re.compile(r"[0-9]{1,7}")

NUMBERS: Final = MappingProxyType(
    {
        Scheme.CHARITY: (_CHARITY, "six or seven digits, SC012345 in Scotland, NIC100123 in Northern Ireland"),
        Scheme.COMPANY: (_COMPANY, "eight digits, or two letters and six digits, like SC123456"),
    }
)


def checked_number(scheme: Scheme, code: str) -> str:
    """A number in the shape that its register uses; `code` is without spaces, in capitals. Raises RuleBroken on `code`.

    Companies House writes its numbers with leading zeros, which people leave out.
    """
    if scheme is Scheme.COMPANY and _SHORT_COMPANY.fullmatch(code) and int(code):
        code = code.zfill(8)
    shape, example = NUMBERS[scheme]
    if not shape.fullmatch(code):
        raise RuleBroken("code", f"Enter the code as its register writes it: {example}")
    return code
