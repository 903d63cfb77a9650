"""Reading of whom a row speaks: a name, and what they can be known by again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from email_validator import EmailNotValidError, validate_email

from network.core.errors import RuleBroken
from network.core.text import one_line
from network.training.exports.claims import Choices, Field
from network.training.exports.recognition import Layout
from network.training.roster import LONGEST_NAME, name_in_order

LONGEST_NUMBER: Final = 60
PEOPLE_SAID: Final = (Field.NAME, Field.FAMILY_NAME, Field.EMAIL, Field.STAFF_NUMBER, Field.USERNAME)
"""The columns that say who the people are."""
_USUAL_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
    re.ASCII,
)
_ANGLED = re.compile(r"[^<>]*<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>[\s.,;]*", re.IGNORECASE)
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_TOTAL = re.compile(r"(?:(?:grand|sub)[ -]?)?totals?(?:\s*[:(].*)?", re.IGNORECASE | re.DOTALL)
A_TOTAL: Final = "This row is a total, and nobody’s training. Leave it out."
_NOBODY: Final = frozenset({"", "-", "--", "–", "n/a", "na", "none", "null", "anonymous", "unknown", "guest"})
_IS_GUEST = re.compile(r"\s*\((?:guest|unverified|external|ext)\)$", re.IGNORECASE)


class Unclear(Exception):
    """A row cannot be taken as it stands; the text says what to do."""


class Person(NamedTuple):
    """Of whom a row speaks."""

    name: str
    email: str | None
    staff_number: str | None


def person_reader(layout: Layout, choices: Choices) -> Callable[[Sequence[str]], Person]:
    """What reads the person of a row. It raises Unclear."""
    if choices.learner:
        the_one = _the_one(choices.learner)
        return lambda _cells: the_one
    places = layout.places
    emails = places.get(Field.EMAIL, ())
    numbers = places.get(Field.STAFF_NUMBER, ())
    usernames = places.get(Field.USERNAME, ())
    name_of = _name_reader(layout)

    def read(cells: Sequence[str]) -> Person:
        email = _first_address(cells, emails)
        number = _first(cells, numbers)
        username = _first(cells, usernames) if not (email and number) else ""
        if username and "@" in username:
            email, username = email or username, ""
        # A name for the sign-in is what somebody is known by where nothing better is there.
        number = number or ("" if email else username)
        if number and "@" in number and not email:
            email, number = number, ""
        address = read_address(email) if email else None
        name = name_of(cells)
        number = _as_written(number)
        if len(number) > LONGEST_NUMBER:
            raise Unclear(f"Shorten the staff number to {LONGEST_NUMBER} characters.")
        if not (name or address or number):
            raise Unclear("Nobody is named. Add an e-mail address or a staff number.")
        if not (address or number or choices.takes_names_alone):
            raise Unclear("Add an e-mail address or a staff number. A name alone does not say who somebody is.")
        return Person(name or address or number, address, number or None)

    return partial(_read_no_total, read)


def _read_no_total(read: Callable[[Sequence[str]], Person], cells: Sequence[str]) -> Person:
    try:
        person = read(cells)
    except Unclear:
        if _is_total(cells):
            raise Unclear(A_TOTAL) from None
        raise
    if not (person.email or person.staff_number) and _is_total(cells):
        raise Unclear(A_TOTAL)
    return person


def _as_written(number: str) -> str:
    """A staff number without what a spreadsheet that took it for a sum has done to it. Raises Unclear."""
    if _POWER.fullmatch(number):
        raise Unclear(f"A spreadsheet has cut the staff number “{number}”. Write it whole, as text.")
    whole, point, rest = number.partition(".")
    return whole if point and whole.isdigit() and rest.strip("0") == "" else number


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first.strip()) is not None and not any("@" in cell for cell in cells)


def check_learner(layout: Layout, choices: Choices) -> None:
    """Raises RuleBroken on `learner` where nobody can be meant by it, or the file says itself who its people are."""
    if not choices.learner:
        return
    if layout.has(*PEOPLE_SAID):
        raise RuleBroken("learner", "This file says itself who the people are. Leave out whose record it is.")
    try:
        _the_one(choices.learner)
    except Unclear as unclear:
        raise RuleBroken("learner", str(unclear)) from None


def _the_one(text: str) -> Person:
    said = one_line(text)
    if "@" in said:
        address = read_address(said)
        return Person(address, address, None)
    if not 0 < len(said) <= LONGEST_NUMBER:
        raise Unclear(f"Give their e-mail address, or a staff number of up to {LONGEST_NUMBER} characters.")
    return Person(said, None, said)


def _first(cells: Sequence[str], places: tuple[int, ...]) -> str:
    for place in places:
        cell = cells[place].strip()
        if cell and cell.lower() not in _NOBODY:
            return cell if cell.isascii() and cell.isprintable() else one_line(cell)
    return ""


def _first_address(cells: Sequence[str], places: tuple[int, ...]) -> str:
    """Of several columns the first with an address: another may only say whether somebody wants to be written to."""
    if len(places) > 1:
        places = tuple(place for place in places if "@" in cells[place]) or places
    return _first(cells, places)


def read_address(text: str) -> str:
    """An e-mail address in lower case, without what mail programs put around it. Raises Unclear."""
    if len(text) <= 254 and _USUAL_ADDRESS.fullmatch(text):
        return text.lower()  # the usual address, a hundred thousand times a file
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    named = _ANGLED.fullmatch(seen)
    bare = (named[1] if named else seen).strip("<>()\"'.,;: ").removeprefix("mailto:")
    if len(bare) <= 254 and _USUAL_ADDRESS.fullmatch(bare):
        return bare.lower()
    if bare.count("@") > 1:
        raise Unclear(f"There is more than one address in “{seen[:60]}”. Leave one, that of this person.")
    try:
        return validate_email(bare, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Unclear(f"Check the e-mail address “{seen[:60]}”. It looks like name@example.org.") from None


def _name_reader(layout: Layout) -> Callable[[Sequence[str]], str]:
    whole = layout.places.get(Field.NAME, ())
    given, family = layout.places.get(Field.GIVEN_NAME, ()), layout.places.get(Field.FAMILY_NAME, ())

    def read(cells: Sequence[str]) -> str:
        name = _first(cells, whole)
        if name:
            return _checked(name_in_order(_IS_GUEST.sub("", name)))
        return _checked(f"{_part(cells, given)} {_part(cells, family)}".strip())

    return read


def _part(cells: Sequence[str], places: tuple[int, ...]) -> str:
    """A part of a name, which can be *Guest* or *Null*."""
    return next((word for place in places if (word := one_line(cells[place]).strip("-– "))), "")


def _checked(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    if len(name) > LONGEST_NAME:
        raise Unclear(f"Shorten the name to {LONGEST_NAME} characters.")
    return name
