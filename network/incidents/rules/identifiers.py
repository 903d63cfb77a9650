"""What identifies somebody without being a name: dates of birth, numbers, addresses (D11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """In which way a part of a text may tell who somebody is."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    NHS_NUMBER = "nhs-number"
    CASE_NUMBER = "case-number"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """As it is shown, after *this looks like*."""
        return _LABELS[self]


_LABELS: Final = {
    Kind.NAME: "a name",
    Kind.BIRTH_DATE: "a date of birth",
    Kind.NHS_NUMBER: "an NHS number",
    Kind.CASE_NUMBER: "a number of a record",
    Kind.POSTCODE: "a postcode",
    Kind.TELEPHONE: "a telephone number",
    Kind.EMAIL: "an e-mail address",
    Kind.ADDRESS: "a street address",
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A part of a text that likely tells who somebody is: its kind, its place, and the part itself."""

    kind: Kind
    start: int
    end: int
    text: str


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
FULL_DATE: Final = (
    rf"(?:\d{{1,4}}\s?[./\\\-–]\s?\d{{1,2}}\s?[./\\\-–]\s?\d{{2,4}}|{_DAY}[\s.\-]+(?:of\s+)?{_MONTH}[.,]?[\s\-]+(?:\d{{4}}|['’]?\d{{2}}\b)|"
    rf"{_MONTH}\s+{_DAY},?\s+\d{{4}})"
)
_SHORT_DATE: Final = (
    rf"(?:{FULL_DATE}|{_DAY}[\s.\-]+(?:of\s+)?{_MONTH}|{_MONTH}\s+(?:\d{{4}}|{_DAY})|"
    rf"\d{{1,2}}[./]\d{{1,4}}|\b(?:19|20)\d\d\b|\d{{6,8}})"
)
_STREET: Final = (
    r"(?:road|rd|street|st|avenue|ave|lane|close|drive|crescent|court|gardens|grove|place|terrace|way|walk|square|hill|"
    r"row|mews|parade|rise|view|green|park|house|flats?|tower|estate)"
)
_BIRTH: Final = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth|\bborn|\bbirth\s?(?:day|date)|\bb\.)"

_PATTERNS: Final = (
    (Kind.EMAIL, re.compile(r"[\w.+'’-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")),
    (Kind.BIRTH_DATE, re.compile(rf"{_BIRTH}[^.\d\n]{{0,24}}?{_SHORT_DATE}", re.I)),
    (Kind.BIRTH_DATE, re.compile(rf"{FULL_DATE}\s*\(?\s*(?:d\.?o\.?b\b\.?|date of birth)", re.I)),
    (
        Kind.BIRTH_DATE,
        re.compile(
            rf"\b(?:age|aged|yrs?|years?\sold|y/o)\b"
            rf"[^.\d\n]{{0,6}}\d{{0,2}}[^.\d\n]{{0,14}}{FULL_DATE}",
            re.I,
        ),
    ),
    (Kind.BIRTH_DATE, re.compile(rf"(?<=\()\s*{FULL_DATE}(?=\s*\))", re.I)),
    (
        Kind.BIRTH_DATE,
        re.compile(
            rf"\b(?:turn(?:s|ed|ing)?|was|is|be)\s+"
            rf"(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|thirteen|sixteen|eighteen)"
            rf"\s+on\s+(?:the\s+)?{_SHORT_DATE}",
            re.I,
        ),
    ),
    (
        Kind.CASE_NUMBER,
        re.compile(
            r"\b(?:mosaic|lcs|ics|liquid\s?logic|carefirst|care\s?director|systmone|emis|rio|niche|case|crime|incident|client|person|child|pupil|"
            r"hospital|record|file|court|log|upn|urn|uln|nino|cad|reference|ref|id|no|nhs)\b(?:\s+(?:file|case|crime|person|client|record|log|court))?"
            r"[\s.:#]*(?:(?:id|no|nr|num(?:ber)?|ref(?:erence)?|record|is|was)\b[\s.:#]*){0,3}"
            r"(?!\d{1,2}(?:st|nd|rd|th)?\s+[a-z])([a-z]{0,4}[/-]?(?:\d[\s/-]?){3,}\d[a-z]?|[a-z]{1,3}\d{2}[a-z]\d{5})(?!\w)",
            re.I,
        ),
    ),
    (
        Kind.CASE_NUMBER,
        re.compile(
            r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]"
            r"[A-CEGHJ-NPR-TW-Z]\s?(?:\d\d\s?){3}[A-D]\b"
        ),
    ),
    (Kind.TELEPHONE, re.compile(r"(?<![\w.])(?:\+|\(\+|\(0|0)\d[\d\s().\-]{6,17}\d(?!\w)")),
    (
        Kind.TELEPHONE,
        re.compile(
            r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|call|ring|text|ext(?:ension)?)\b"
            r"[\s.:no]*\d[\d\s\-]{4,14}\d(?!\w)",
            re.I,
        ),
    ),
    (Kind.CASE_NUMBER, re.compile(r"(?<![\w£#/.,:+-])#?\d{6,12}(?![\w%]|[.,:/-]\d)")),
    (Kind.POSTCODE, re.compile(r"\b(?:GIR\s?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2})\b", re.I)),
    (
        Kind.ADDRESS,
        re.compile(
            rf"(?<![\w/])(?<!flat\s)(?:(?:flat|apartment|unit|room)\s+\w{{1,4}},?\s+)?\d{{1,4}}[a-z]?,?\s+"
            r"(?:(?!(?:days?|weeks?|months?|years?|hours?|minutes?|on|the|in|at|of|to|and|by|was|a|per|staff|children|people)\b)"
            rf"[a-z'’\-]+\s+){{1,3}}{_STREET}\b",
            re.I,
        ),
    ),
    (
        Kind.ADDRESS,
        re.compile(r"\b(?:flat|apartment)\s+\d{1,4}[a-z]?\b(?:,?\s+(?:[a-z’-]+\s+){1,2}(?:house|court))?", re.I),
    ),
    (
        Kind.ADDRESS,
        re.compile(
            r"\b(?:lives?|living|lived|resid\w+|address|home)\s+(?:is|on|at|in|of)\s+"
            r"(?:[A-Z][\w'’-]+\s+){1,3}(?:Road|Rd|Street|Avenue|Ave|Lane|Close|Drive|Crescent|Gardens|Grove|"
            r"Terrace|Way|Walk|Square|Hill|Mews)\b"
        ),
    ),
)
_TEN_DIGITS: Final = re.compile(r"(?<![\w+])\d{3}[\s\-.]?\d{3}[\s\-.]?\d{4}(?!\w)")
_HELP_LINES: Final = frozenset({"999", "111", "112", "101", "116123"})


def identifiers(text: str) -> list[Pointer]:
    """What identifies somebody other than by a name, in the order of its kind; where two overlap, the first."""
    found = [
        Pointer(Kind.NHS_NUMBER, match.start(), match.end(), match.group())
        for match in _TEN_DIGITS.finditer(text)
        if is_nhs_number(match.group())
    ]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start(), match.start() + len(match.group().rstrip())
            digits = "".join(re.findall(r"\d", match.group()))
            if digits in _HELP_LINES or any(start < each.end and each.start < end for each in found):
                continue
            found.append(Pointer(kind, start, end, text[start:end]))
    return found


def is_nhs_number(number: str) -> bool:
    """Whether ten digits, however they are grouped, end in the check digit of an NHS number (modulus 11)."""
    digits = [int(each) for each in re.findall(r"\d", number)]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]
