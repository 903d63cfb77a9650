"""D14: one word for one role. What the product says, on pages, in letters and to programs, never uses the others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OTHER_WORDS = re.compile(r"\bconsultants?\b|\bpractitioners?\b|\bReed\b", re.IGNORECASE)
TEMPLATES = {".html", ".txt", ".typ", ".xml"}
MAY_SAY = {
    "network/demonstration/dividing.py": "a job title that somebody gives themselves",
    "network/demonstration/names.py": "a surname",
    "network/demonstration/needing.py": "S1's name for one kind of work",
    "network/demonstration/profiling.py": "S1's name for one kind of work",
    "network/incidents/rules/everyday.py": "which words people write that are no names",
    "network/incidents/rules/summary/people.py": "by which words people write of one another",
    "network/organisations/rules/workforce.py": "S1's name for one kind of work among those who are trained",
}
"""Files that know these words, and why. One that no longer needs its place here fails."""


def said(path: Path) -> Iterator[str]:
    """What a file says: a template all of it, a module its texts, which the API's description is made of too."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        yield text
    elif path.suffix == ".py":
        yield from (
            node.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )


def sources() -> list[Path]:
    return [path for path in sorted((ROOT / "network").rglob("*")) if path.suffix in {*TEMPLATES, ".py"}]


def test_nothing_says_another_word_for_a_role():
    assert len([path for path in sources() if path.suffix == ".html"]) > 100
    found = {str(path.relative_to(ROOT)) for path in sources() if any(OTHER_WORDS.search(each) for each in said(path))}
    assert sorted(found - set(MAY_SAY)) == []
    assert sorted(set(MAY_SAY) - found) == [], "an exemption that is no longer needed"


@pytest.mark.parametrize("word", ["consultant", "Consultants", "practitioner", "Reed"])
def test_the_words_are_known(word):
    assert OTHER_WORDS.search(f"Ask the {word}.")
    assert not OTHER_WORDS.search("A reedy therapist consulted a staff member.")
