"""The text of a closing summary: what can be ticked, and the one rendering that both people get (CI-19, U10)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum
from typing import Final


class Statement(StrEnum):
    """What a closing summary can say: general, and true of anybody whose support has ended (CI-17 to CI-19)."""

    OFFERED = "offered"
    ENDED = "ended"
    PRIVATE = "private"
    KNOWS_WHAT_REMAINS = "knows-what-remains"
    FURTHER_SUPPORT = "further-support"
    GP_OR_WELLBEING = "gp-or-wellbeing"
    SUPERVISION = "supervision"
    USUAL_WORK = "usual-work"
    TALK_REGULARLY = "talk-regularly"
    TEAM = "team"
    MANAGER = "manager"
    WAY_BACK = "way-back"

    @property
    def label(self) -> str:
        """The sentence as it is shown beside its tick, and as it stands in the summary."""
        return _LABELS[self]


_LABELS: Final = {
    Statement.OFFERED: "Support was offered in confidence.",
    Statement.ENDED: "This support has now ended.",
    Statement.PRIVATE: "What was talked about stays between the staff member and the therapist.",
    Statement.KNOWS_WHAT_REMAINS: "The staff member knows what support remains available and how to ask for it.",
    Statement.FURTHER_SUPPORT: "Further support was talked about in general terms.",
    Statement.GP_OR_WELLBEING: "In general, a GP or the wellbeing service can be a good place for further support.",
    Statement.SUPERVISION: "Supervision is a good place to go on thinking about work.",
    Statement.USUAL_WORK: "Clear tasks, regular breaks and time with colleagues help many people in their usual work.",
    Statement.TALK_REGULARLY: "It helps many people to be asked what they need, and to choose how much to say.",
    Statement.TEAM: "Others in the team may welcome support too. The incident lead can say what is available.",
    Statement.MANAGER: "Managers can ask for support of their own.",
    Statement.WAY_BACK: "If things change, the incident lead can say what is available.",
}
_HEADING: Final = "Support has ended: a general summary"
_SAME_FOR_BOTH: Final = "The staff member and their manager are given this same text."


def render_summary(statements: Collection[Statement], words: str) -> str:
    """The one text that the manager and the staff member are both given, byte for byte (CI-19, U10).

    Statements stand in their own order, each once; the free words follow, without what cannot be seen. Ask
    `check_summary` first: this writes down whatever it is given.
    """
    said = [statement.label for statement in Statement if statement in statements]
    own = _tidied(words)
    return "\n\n".join((_HEADING, "\n".join(said), *([own] if own else []), _SAME_FOR_BOTH))


def summary_hash(text: str) -> str:
    """The SHA-256 of a summary as 64 hexadecimal digits: of its UTF-8 bytes, composed (NFC) first."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def _tidied(words: str) -> str:
    """Composed, without what cannot be seen; one space between words, one break between lines."""
    composed = unicodedata.normalize("NFC", words)
    lines = re.split(r"[\r\n\v\f\u0085\u2028\u2029]+", composed)
    seen = (
        "".join(each for each in line if unicodedata.category(each) not in {"Cf", "Cc", "Cs"} or each == "\t")
        for line in lines
    )
    return "\n".join(line for each in seen if (line := " ".join(each.split())))
