"""Reading a pasted list of people: one a line, in any of the shapes that e-mail programs and spreadsheets give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from email_validator import EmailNotValidError, validate_email

from network.core.text import unaccented

LARGEST_ROSTER = 300
LONGEST_NAME = 200
LONGEST_LINE = 1000
SHOWN_PROBLEMS = 10
OTHER_COLUMNS = "it has more than a name and an e-mail address. Take the other columns out."

_LIST_MARK = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")
_ANGLED = re.compile(r"^(?P<name>[^<>]*)<\s*(?P<email>[^<>\s]+@[^<>\s]+)\s*>$")
_GIVEN = frozenset({"first name", "forename", "given name", "firstname"})
_FAMILY = frozenset({"last name", "surname", "family name", "lastname"})
_WHOLE = frozenset({"name", "full name", "display name", "attendee", "participant", "staff member", "person"})
_ADDRESS = frozenset({"email", "e-mail", "email address", "e-mail address", "mail", "address"})
_HEADINGS = _GIVEN | _FAMILY | _WHOLE | _ADDRESS


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person who took part. Without a name only somebody whose e-mail is known already."""

    name: str
    email: str | None = None
    staff_number: str | None = None
    line: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is anything to know them by the next time."""
        return self.email is not None or self.staff_number is not None


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be taken as it stands, and what to do about it."""

    line: int
    what_to_do: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.what_to_do}" if self.line else self.what_to_do


_Lined = TypeVar("_Lined", Attendee, Problem)


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read: each person once, lines that repeat another, and lines to mend."""

    people: tuple[Attendee, ...]
    repeated: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Unreadable(Exception):
    pass


def read_roster(text: str) -> Roster:
    """The people in a pasted text. Never raises: what cannot be read is a problem with the number of its line."""
    lines = text.splitlines()
    written = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(written) > LARGEST_ROSTER:
        return Roster((), problems=(_too_many(len(written)),))
    people: list[Attendee] = []
    problems: list[Problem] = []
    family_first = False
    for number, line in written:
        if _is_heading(line):  # wherever it stands: two lists may have been pasted one after the other
            family_first = _cells(line)[0].lower() in _FAMILY
            continue
        try:
            people.extend(_read_line(number, line, family_first))
        except _Unreadable as unreadable:
            problems.append(Problem(number, str(unreadable)))
    return _merge(people, problems)


def merge_people(people: list[Attendee]) -> Roster:
    """People who come already in parts, as a program sends them: each once; `line` is their place in the list."""
    if len(people) > LARGEST_ROSTER:
        return Roster((), problems=(_too_many(len(people)),))
    cleaned: list[Attendee] = []
    problems: list[Problem] = []
    for person in people:
        try:
            email = _email(person.email) if person.email else None
            name = _name(person.name) if person.name.strip() or not email else ""
            number = _words(person.staff_number or "") or None
            cleaned.append(replace(person, name=name, email=email, staff_number=number))
        except _Unreadable as unreadable:
            problems.append(Problem(person.line, str(unreadable)))
    return _merge(cleaned, problems)


def _too_many(count: int) -> Problem:
    return Problem(
        0,
        f"There are {count:,} people on this list. Log up to {LARGEST_ROSTER} people at a time: send the first "
        f"{LARGEST_ROSTER}, then the others as another session.",
    )


def _is_heading(line: str) -> bool:
    cells = _cells(line)
    return len(cells) > 1 and all(cell.lower().rstrip(":") in _HEADINGS for cell in cells)


def _cells(line: str) -> list[str]:
    divider = "\t" if "\t" in line else ";" if ";" in line else ","
    return [cell for cell in (_words(part).strip("\"'") for part in line.split(divider)) if cell]


def _read_line(number: int, line: str, family_first: bool) -> Iterator[Attendee]:
    if len(line) > LONGEST_LINE:
        raise _Unreadable(f"it is longer than {LONGEST_LINE:,} characters. Put one person on each line.")
    parts = [part for part in line.split(";") if part.strip()]
    # The To: line of an e-mail holds several people; a spreadsheet's line has one address.
    several = parts if sum("@" in part for part in parts) > 1 else [line]
    for part in several:
        yield replace(_read_person(_LIST_MARK.sub("", part.strip()), family_first), line=number)


def _read_person(text: str, family_first: bool) -> Attendee:
    angled = _ANGLED.match(_words(text.replace("\t", " ")))
    if angled:
        address = _email(angled["email"])
        name = angled["name"].strip(" \"',")
        return Attendee(_name(name_in_order(name)) if name else "", address)
    cells = _cells(text)
    addresses = [cell for cell in cells if "@" in cell]
    names = [cell for cell in cells if "@" not in cell]
    if not addresses and not names:
        raise _Unreadable("write a name.")
    if addresses and not names and " " in addresses[0]:
        names, addresses = _apart(addresses[0])
    if len(addresses) > 1:
        raise _Unreadable("it has more than one e-mail address. Put one person on each line.")
    email = _email(addresses[0]) if addresses else None
    if addresses and len(names) > 1 and cells[-1] not in addresses and cells[0] not in addresses:
        raise _Unreadable(OTHER_COLUMNS)  # a department behind the address is no part of a name
    return Attendee(_whole_name(names, family_first, is_comma="\t" not in text and ";" not in text), email)


def _apart(cell: str) -> tuple[list[str], list[str]]:
    """A name and an address with only a space between them."""
    words = cell.split(" ")
    name = " ".join(word for word in words if "@" not in word)
    return ([name] if name else []), [word for word in words if "@" in word]


def _whole_name(names: list[str], family_first: bool, *, is_comma: bool) -> str:
    if not names:
        return ""
    if len(names) > 2:
        raise _Unreadable(OTHER_COLUMNS)
    if len(names) == 2:
        turned = is_comma or family_first
        return _name(f"{names[1]} {names[0]}" if turned else f"{names[0]} {names[1]}")
    return _name(name_in_order(names[0]))


def name_in_order(name: str) -> str:
    """*Ann Smith* from *Smith, Ann*; any other name as it stands, without commas."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name.replace(",", " ")


def _words(text: str) -> str:
    """Without what cannot be seen or stored, spaces folded."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # the usual name, three hundred times a list
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in text if _is_kept(c))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Cs", "Co", "Cn"} and character != "\x00"


def _name(text: str) -> str:
    name = _words(text).strip(" -–—:|")  # what stood between a name and an address
    if len(name) > LONGEST_NAME:
        raise _Unreadable(f"shorten the name to {LONGEST_NAME} characters.")
    if not any(character.isalpha() for character in name):
        raise _Unreadable("write the person’s name; there are no letters in it.")
    return name


def _email(text: str) -> str:
    try:
        return validate_email(text.strip("<>()\"'., "), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        shown = text if len(text) <= 60 else text[:60] + "…"
        raise _Unreadable(
            f"check the e-mail address “{shown}”. It looks like name@example.org. You can also leave it out."
        ) from None


def _merge(people: list[Attendee], problems: list[Problem]) -> Roster:
    """Each person once: by e-mail or staff number; without either, the same name is the same line twice."""
    kept: list[Attendee] = []
    places: dict[tuple[str, str], int] = {}
    repeated: list[int] = []
    # Whoever has both comes first: then no line can join two people who were apart until it was read.
    for person in sorted(people, key=lambda each: not (each.email and each.staff_number)):
        place = next((places[key] for key in _keys(person) if key in places), None)
        if place is None:
            place = len(kept)
            kept.append(person)
        else:
            first, second = sorted((kept[place], person), key=lambda each: each.line)
            problem = contradiction(first, second)
            if problem is not None:
                problems.append(problem)
                continue
            repeated.append(second.line)
            kept[place] = joined(first, second)
        places.update(dict.fromkeys(_keys(kept[place]), place))
    return Roster(tuple(_by_line(kept)), tuple(sorted(repeated)), tuple(_by_line(problems)))


def _keys(person: Attendee) -> list[tuple[str, str]]:
    if not person.is_known:
        return [("name", person.name.casefold())]
    known = (("e-mail", person.email), ("staff number", person.staff_number))
    return [(kind, value) for kind, value in known if value]


def _by_line(listed: Iterable[_Lined]) -> list[_Lined]:
    return sorted(listed, key=lambda each: each.line)


def _shared(first: Attendee, second: Attendee) -> str:
    if first.email and first.email == second.email:
        return "the same e-mail address"
    if first.staff_number and first.staff_number == second.staff_number:
        return "the same staff number"
    return "the same person in your records"


def contradiction(first: Attendee, second: Attendee) -> Problem | None:
    """What two lines that look like one person say of them that cannot both be; None where they agree."""
    told = (
        ("name", unaccented(first.name), unaccented(second.name)),  # whoever types on a phone leaves accents out
        ("e-mail address", first.email, second.email),
        ("staff number", first.staff_number, second.staff_number),
    )
    for what, one, other in told:
        if one and other and one != other:
            return Problem(
                second.line,
                f"{_shared(first, second)} as on line {first.line}, with another {what}. "
                "Use each person’s own, or leave it out.",
            )
    return None


def joined(first: Attendee, second: Attendee) -> Attendee:
    """One person, with all that both lines say of them, at the place of the first."""
    return Attendee(
        first.name or second.name, first.email or second.email, first.staff_number or second.staff_number, first.line
    )


def lines_to_mend(problems: tuple[Problem, ...]) -> list[str]:
    """The first few problems, and how many more there are."""
    shown = [str(problem) for problem in problems[:SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    return [*shown, f"And {more:,} more lines to look at."] if more > 0 else shown


def in_words(problems: tuple[Problem, ...]) -> str:
    """The problems as one message."""
    return " ".join(lines_to_mend(problems))
