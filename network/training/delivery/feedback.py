"""What holds for answers about sessions: pure. Nothing is shown before five people have answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from network.core.errors import RuleBroken
from network.core.text import one_line
from network.training.delivery.vocabulary import Occasion, PracticeChange

ENOUGH: Final = 5
"""Answers, below which nothing of them is shown: no count, no words, no average."""
SCALE: Final = range(1, 6)
QUESTIONS: Final = {
    "clear": "It was clear",
    "safe": "I felt safe enough to take part",
    "useful": "I can use it in my work",
}
"""The three questions after a session, by the name of their answer."""
LONGEST_LINE: Final = 500
MOST_THEMES: Final = 5
LONGEST_THEME: Final = 40
MONTHS_LATER: Final = 3
LINK_LASTS: Final = timedelta(days=60)
LINK_LASTS_IN_WORDS: Final = "60 days"
WORDS_KEPT: Final = timedelta(days=365)
WORDS_KEPT_IN_WORDS: Final = "12 months"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers; which of it is there, the occasion says."""

    clear: int | None = None
    safe: int | None = None
    useful: int | None = None
    change: PracticeChange | None = None
    words: str = ""


def check_said(said: Said, occasion: Occasion) -> None:
    """RuleBroken names the question that is not answered, or the words that are too long."""
    if occasion is Occasion.AFTER:
        for name, question in QUESTIONS.items():
            if getattr(said, name) not in SCALE:
                raise RuleBroken(name, f"Choose how much you agree with: {question}.")
    elif said.change is None:
        raise RuleBroken("change", "Choose what changed.")
    if len(said.words) > LONGEST_LINE:
        raise RuleBroken("words", f"Shorten this to {LONGEST_LINE} characters.")


@dataclass(frozen=True, slots=True)
class Summary:
    """What five people or more said, together."""

    answers: int
    averages: dict[str, float]
    """By the name of the question, to one decimal place."""
    changes: dict[PracticeChange, int]
    words: tuple[str, ...]
    themes: dict[str, int]


def summed_up(
    answers: Sequence[Said], words: Iterable[str] = (), themes: Iterable[Sequence[str]] = ()
) -> Summary | None:
    """All that may be shown of these answers of one occasion; None below five."""
    if len(answers) < ENOUGH:
        return None
    averages = {}
    for name in QUESTIONS:
        given = [value for each in answers if (value := getattr(each, name)) is not None]
        if given:
            averages[name] = round(sum(given) / len(given), 1)
    changes = Counter(each.change for each in answers if each.change is not None)
    found = Counter(theme for each in themes for theme in each)
    return Summary(
        answers=len(answers),
        averages=averages,
        changes={change: changes[change] for change in PracticeChange if changes},
        words=tuple(sorted(words)),
        themes=dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))),
    )


def read_themes(text: str) -> list[str]:
    """Themes, with commas between them: in lower case, each once. RuleBroken names `themes`."""
    themes = list(dict.fromkeys(theme for part in text.split(",") if (theme := one_line(part).casefold())))
    if len(themes) > MOST_THEMES:
        raise RuleBroken("themes", f"Keep this to {MOST_THEMES} themes.")
    if any(len(theme) > LONGEST_THEME for theme in themes):
        raise RuleBroken("themes", f"Keep each theme to {LONGEST_THEME} characters.")
    return themes
