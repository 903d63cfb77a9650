"""Whose each claim is: somebody whom the organisation knows by an address or a number, or somebody new."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from network.core.database import new_id
from network.training.exports import Claim
from network.training.models import Learner

COLUMNS = (
    Learner.id,
    Learner.same_as_id,
    Learner.name,
    Learner.email,
    Learner.staff_number,
    Learner.department_id,
    Learner.made_at,
    Learner.came_with_import,
)
"""What `People` is made from."""


MOST_NAMED: Final = 20_000
"""How many people of the records a file's own names are remembered for: a long one takes no more memory."""
LONGEST_PADDED: Final = 8
"""Digits of a staff number that may have lost zeros in a spreadsheet."""
_APOSTROPHES: Final = frozenset("'’‘ʼ`´")


def spellings(claim: Claim) -> Iterator[str]:
    """How a staff number may stand in the records: in other capitals, and, of digits alone, with other zeros."""
    number = claim.staff_number
    if not number:
        return
    yield from {number, number.upper(), number.lower()}
    if not claim.email and _is_digits(number):
        bare = number.lstrip("0")
        yield from ("0" * zeros + bare for zeros in range(LONGEST_PADDED - len(bare) + 1))


def _is_digits(number: str) -> bool:
    return number.isascii() and number.isdigit() and number.lstrip("0") != ""


class Row(NamedTuple):
    """A record of somebody, as far as finding them goes."""

    id: UUID
    person_id: UUID
    name: str
    email: str | None
    staff_number: str | None
    department_id: UUID | None
    is_of_this_file: bool

    @property
    def is_known(self) -> bool:
        """Whether there is anything to know them by again."""
        return self.email is not None or self.staff_number is not None


class NotOne(Exception):
    """What a row says of somebody cannot all be one person."""


class People:
    """The records that some claims are about: those that stand here, and those that come with the file."""

    def __init__(self, rows: Iterable[Any], at: datetime, named: dict[UUID, str] | None = None) -> None:
        """`named` is what the file called people before, by the row that stands for them."""
        self._named = {} if named is None else named
        self._by_spelling: dict[str, Row] = {}
        self._by_digits: dict[str, Row] = {}
        """By the staff number without the zeros before it."""
        self._by_email: dict[str, Row] = {}
        self._by_number: dict[str, Row] = {}
        self._added: dict[UUID, Row] = {}
        self._learned: dict[UUID, dict[str, Any]] = {}
        self._named_department: dict[UUID, str] = {}
        for each in rows:
            is_of_this_file = each.came_with_import and each.made_at == at
            person_id = each.same_as_id or each.id
            self._know(
                Row(each.id, person_id, each.name, each.email, each.staff_number, each.department_id, is_of_this_file)
            )

    def expect(self, claims: Iterable[Claim]) -> None:
        """Looks who is called here as the records call them: then nobody comes before them by a name of their own.

        So it is the same whichever of the rows of two people with one address stands first.
        """
        for claim in claims:
            row = self._by_email.get(claim.email or "") or self._by_number.get(claim.staff_number or "")
            is_open = row is not None and not row.is_of_this_file and row.person_id not in self._named
            if row is not None and is_open and _is_name(claim.name) and _can_be_one(row.name, claim.name):
                self._remember(row, claim.name)

    def _remember(self, row: Row, name: str) -> None:
        if len(self._named) >= MOST_NAMED:
            self._named.clear()
        self._named.setdefault(row.person_id, name)

    def row_of(self, claim: Claim) -> Row:
        """The record of whom a claim is about, found or new. Raises NotOne."""
        by_email = self._by_email.get(claim.email or "")
        by_number = self._find_number(claim)
        if by_email and by_number and by_email.person_id != by_number.person_id:
            raise NotOne(
                f"The e-mail address is “{by_email.name}” in your records, and the staff number “{by_number.name}”. "
                "Leave out the one that is wrong, or say first that they are one person."
            )
        row = by_email or by_number
        if row is None:
            row_id = new_id()
            row = Row(row_id, row_id, claim.name, claim.email, claim.staff_number, None, True)
            self._added[row_id] = row
        else:
            self._check_name(row, claim, "e-mail address" if by_email else "staff number")
            row = self._learn(row, claim)
        self._know(row)
        if claim.department and row.department_id is None:
            self._named_department.setdefault(row.id, claim.department)
        return row

    def _find_number(self, claim: Claim) -> Row | None:
        """Whoever has this staff number, in whatever capitals. Raises NotOne where only the zeros before it differ."""
        number = claim.staff_number
        if not number:
            return None
        row = self._by_number.get(number) or self._by_spelling.get(number.casefold())
        if row is None and not claim.email and _is_digits(number):
            like = self._by_digits.get(number.lstrip("0"))
            if like is not None:
                raise NotOne(
                    f"The staff number of “{like.name}” is “{like.staff_number}”, and this is “{number}”. "
                    "Write it with all its zeros, or add an e-mail address."
                )
        return row

    def _check_name(self, row: Row, claim: Claim, what: str) -> None:
        """Raises NotOne where an address or a number is known of somebody else, here or further up in the file."""
        named = row.name if row.is_of_this_file else self._named.get(row.person_id)
        if named is not None and not _can_be_one(named, claim.name):
            raise NotOne(f"The {what} is also that of “{named}” in this file. Give each person their own.")
        if row.is_of_this_file:
            return
        if not _can_be_renamed(row.name, claim.name):
            raise NotOne(
                f"The {what} is “{row.name}” in your records, and “{claim.name}” here. Give each person their own. "
                "If they are one, write the name as it stands in your records."
            )
        if _is_name(claim.name):
            self._remember(row, claim.name)

    def is_new(self, row: Row) -> bool:
        """Whether a record comes with these claims."""
        return row.id in self._added

    def _know(self, row: Row) -> None:
        if row.email:
            self._by_email[row.email] = row
        if row.staff_number:
            self._by_number[row.staff_number] = row
            self._by_spelling[row.staff_number.casefold()] = row
            if _is_digits(row.staff_number):
                self._by_digits[row.staff_number.lstrip("0")] = row

    def _learn(self, row: Row, claim: Claim) -> Row:
        """What the claim says besides: an address or number that was not known, a name where there was none."""
        learned: dict[str, Any] = {}
        # Another record of the same person may have it already.
        if claim.email and row.email is None and claim.email not in self._by_email:
            learned["email"] = claim.email
        if claim.staff_number and row.staff_number is None and self._find_number(claim) is None:
            learned["staff_number"] = claim.staff_number
        if row.name in (row.email, row.staff_number) and claim.name not in (claim.email, claim.staff_number, ""):
            learned["name"] = claim.name
        if not learned:
            return row
        row = row._replace(**learned)
        if row.id in self._added:
            self._added[row.id] = row
        else:
            self._learned.setdefault(row.id, {}).update(learned)
        return row

    def added(self, departments: dict[str, UUID]) -> list[Row]:
        """Those that come with the file, each in its department where the organisation has one of that name."""
        return [
            row._replace(department_id=departments.get(self._named_department.get(row.id, "").casefold()))
            for row in self._added.values()
        ]

    def learned(self, departments: dict[str, UUID]) -> dict[UUID, dict[str, Any]]:
        """What is to be written on records that stand here already."""
        for row_id, name in self._named_department.items():
            department_id = departments.get(name.casefold())
            if department_id is not None and row_id not in self._added:
                self._learned.setdefault(row_id, {})["department_id"] = department_id
        return self._learned


def _can_be_one(one: str, other: str) -> bool:
    """Whether two names can be the same person's: all words of one are in the other, in whatever order and case."""
    if one == other or not (_is_name(one) and _is_name(other)):
        return True
    first, second = _words(one), _words(other)
    return set(first) <= set(second) or set(second) <= set(first) or "".join(first) == "".join(second)


def _can_be_renamed(one: str, other: str) -> bool:
    """Whether the records and a file can name one person so: they share a word, as after a marriage."""
    return _can_be_one(one, other) or any(
        word in _words(other) and not word.isdigit() and len(word) > 1 for word in _words(one)
    )


def _is_name(name: str) -> bool:
    """Whether it is more than what stands in the place of a name: an address, a number."""
    return "@" not in name and not name.isdigit()


@lru_cache(maxsize=4_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without accents and apostrophes, a hyphen for a space."""
    seen = "".join(_compared(each) for each in unicodedata.normalize("NFKD", name) if each not in _APOSTROPHES)
    return tuple(seen.casefold().split())


def _compared(character: str) -> str:
    if character.isalnum():
        return character
    return "" if unicodedata.category(character) in {"Mn", "Cf"} else " "
