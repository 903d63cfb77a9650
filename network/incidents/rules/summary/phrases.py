"""Turns of phrase that have no place in general comments, and those that have although their words look otherwise.

A text is matched as its words in lower case with one space between them; an apostrophe parts words, as in *didn t*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from network.incidents.rules.summary.kinds import FindingKind
from network.incidents.rules.summary.meetings import OF_MEETINGS
from network.incidents.rules.summary.people import OF_PEOPLE

FITTING: Final = re.compile(
    r"\b(?:incident leads?|stress management|manag(?:e|ing) stress|friends and family|family and friends|"
    r"family or friends|"
    r"friends or family|partner organisations?|in case|in the event|at once|out of hours|counselling (?:service|"
    r"line)s?|"
    r"(?:working|flexible|office|usual) hours|(?:24 7|24 hours)|nhs 111|call 111|call 999|ring 111|ring 999|"
    r"111 or 999|"
    r"999 or 111|116 123|(?:no|any|every|some) one|one another|in any case)\b"
)
"""What is general, whatever a word of it would say on its own."""

PHRASES: Final[Mapping[FindingKind, tuple[re.Pattern[str], ...]]] = {
    kind: tuple(re.compile(rf"\b(?:{phrase})(?!\w)") for phrase in phrases)
    for kind, phrases in {**OF_PEOPLE, **OF_MEETINGS}.items()
}
