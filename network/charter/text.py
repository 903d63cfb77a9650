"""The charter's words: as values, as a form's two lists, and as the exact text that a signature is on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from network.core.errors import RuleBroken

MOST_PRINCIPLES = 20
MOST_COMMITMENTS = 30
LONGEST_NAME = 100
_RENAMED = re.compile(r"(.*\S)\s*\(formerly (\S.*)\)", re.IGNORECASE)
NO_PRINCIPLE = "Write at least one principle, as its name, a colon and what it means"
NO_COMMITMENT = "Write at least one commitment"


@dataclass(frozen=True, slots=True)
class PrincipleText:
    """A principle: what it is called and what it means."""

    name: str
    meaning: str
    formerly: str = ""
    """What the version before called it, if it has a new name. It says nothing to whoever signs, and is not hashed."""


@dataclass(frozen=True, slots=True)
class CharterText:
    """Everything that a version says. Paragraphs are divided by a line break."""

    title: str
    introduction: str
    definition: str
    definition_source: str
    principles: tuple[PrincipleText, ...]
    commitments: tuple[str, ...]

    def plain(self, number: int) -> str:
        """The text of version `number` as it is shown, signed and hashed. Any change of it is another text."""
        lines = [self.title, f"Version {number}", "", self.introduction, ""]
        lines += ["What we mean by trauma", self.definition, self.definition_source, "", "Our principles"]
        lines += [f"{place}. {each.name}: {each.meaning}" for place, each in enumerate(self.principles, start=1)]
        lines += ["", "We will"]
        lines += [f"{place}. {each}" for place, each in enumerate(self.commitments, start=1)]
        return "\n".join(lines) + "\n"

    def by_label(self) -> dict[str, str]:
        """What it says, by the labels of the form in which it is written."""
        return {
            "Title": self.title,
            "Introduction": self.introduction,
            "What we mean by trauma": self.definition,
            "Where the definition comes from": self.definition_source,
            "Principles": write_principles(self.principles),
            "Commitments": write_commitments(self.commitments),
        }

    def as_next(self) -> CharterText:
        """The text as the version after it begins: under names that are nobody's former ones."""
        return replace(self, principles=tuple(replace(each, formerly="") for each in self.principles))

    def hash(self, number: int) -> str:
        """SHA-256 of the plain text in UTF-8, in hexadecimal: what `sha256sum` says of the downloaded file."""
        return hashlib.sha256(self.plain(number).encode()).hexdigest()


def read_principles(typed: str) -> tuple[PrincipleText, ...]:
    """Principles from lines of `name: meaning`. Raises `RuleBroken` naming the line to mend."""
    found = tuple(_read_principle(place, line) for place, line in _lines(typed))
    if not found:
        raise RuleBroken("principles", NO_PRINCIPLE)
    if len(found) > MOST_PRINCIPLES:
        raise RuleBroken("principles", f"Keep to {MOST_PRINCIPLES} principles or fewer")
    names = [each.name.casefold() for each in found]
    names += [each.formerly.casefold() for each in found if each.formerly]
    said = [name for each in found for name in (each.name, each.formerly)]
    twice = next((name for name in said if name and names.count(name.casefold()) > 1), None)
    if twice is not None:
        raise RuleBroken("principles", f"{twice} is there twice: give each principle a name of its own")
    return found


def _read_principle(place: int, line: str) -> PrincipleText:
    name, colon, meaning = (part.strip() for part in line.partition(":"))
    if not (colon and name and meaning):
        raise RuleBroken("principles", f"Line {place} needs a name, a colon and what it means, like Safety: what we do")
    renamed = _RENAMED.fullmatch(name)
    name, formerly = renamed.groups() if renamed else (name, "")
    if max(len(name), len(formerly)) > LONGEST_NAME:
        raise RuleBroken("principles", f"The name in line {place} is long: keep it to {LONGEST_NAME} characters")
    return PrincipleText(name, meaning, formerly)


def read_commitments(typed: str) -> tuple[str, ...]:
    """Commitments, one a line. Raises `RuleBroken` when there is none or too many."""
    found = tuple(line for _, line in _lines(typed))
    if not found:
        raise RuleBroken("commitments", NO_COMMITMENT)
    if len(found) > MOST_COMMITMENTS:
        raise RuleBroken("commitments", f"Keep to {MOST_COMMITMENTS} commitments or fewer")
    return found


def write_principles(principles: tuple[PrincipleText, ...]) -> str:
    """The lines that `read_principles` reads."""
    return "\n".join(
        f"{each.name} (formerly {each.formerly}): {each.meaning}" if each.formerly else f"{each.name}: {each.meaning}"
        for each in principles
    )


def write_commitments(commitments: tuple[str, ...]) -> str:
    """The lines that `read_commitments` reads."""
    return "\n".join(commitments)


def _lines(typed: str) -> list[tuple[int, str]]:
    """Each line that holds something, with its number as it was typed."""
    return [(place, line.strip()) for place, line in enumerate(typed.split("\n"), start=1) if line.strip()]
