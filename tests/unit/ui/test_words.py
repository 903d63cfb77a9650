"""The words of every template: short sentences (U22), and none that people asked us not to use (U23, U24)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3] / "network"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
NOT_USED = re.compile(
    r"\b(victims?|suffer(s|ing)? from|failed|non-compliant|debrief\w*|invalid|illegal|you must|overdue|email)\b",
    re.IGNORECASE,
)
PASSAGE = re.compile(r"<(p|li|dd|h1|h2)\b[^>]*>(.*?)</\1>", re.DOTALL)
LONGEST = 20


def sentences(template: str) -> Iterator[str]:
    """Each sentence of what a template says, an expression counted as one word."""
    plain = re.sub(r"{#.*?#}", "", template, flags=re.DOTALL)
    for found in PASSAGE.finditer(plain):
        words = re.sub(r"{{.*?}}", "X", re.sub(r"{%.*?%}", "|", found[2], flags=re.DOTALL), flags=re.DOTALL)
        for sentence in re.split(r"(?<=[.?!:])\s+|\|", re.sub(r"<[^>]+>", "", words)):
            if sentence.strip():
                yield " ".join(sentence.split())


def test_there_is_something_to_read() -> None:
    assert len(TEMPLATES) > 100
    assert list(sentences("<p>One {{ two }} three.{% if x %} Four. {% endif %}</p>{# no #}")) == [
        "One X three.",
        "Four.",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_sentences_are_short_and_words_kind(template: Path) -> None:
    said = list(sentences(template.read_text(encoding="utf-8")))
    assert [sentence for sentence in said if len(sentence.split()) > LONGEST] == []
    assert [sentence for sentence in said if NOT_USED.search(sentence)] == []
