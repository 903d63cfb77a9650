"""Whose each claim is: somebody whom the organisation knows by an address or a number, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from network.core.database import new_id
from network.core.text import unaccented
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

    def __init__(self, rows: Iterable[Any], at: datetime) -> None:
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

    def row_of(self, claim: Claim) -> Row:
        """The record of whom a claim is about, found or new. Raises NotOne."""
        by_email = self._by_email.get(claim.email or "")
        by_number = self._by_number.get(claim.staff_number or "")
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
        elif row.is_of_this_file and not _can_be_one(row.name, claim.name):
            what = "e-mail address" if by_email else "staff number"
            raise NotOne(f"The {what} is also that of “{row.name}” in this file. Give each person their own.")
        else:
            row = self._learn(row, claim)
        self._know(row)
        if claim.department and row.department_id is None:
            self._named_department.setdefault(row.id, claim.department)
        return row

    def is_new(self, row: Row) -> bool:
        """Whether a record comes with these claims."""
        return row.id in self._added

    def _know(self, row: Row) -> None:
        if row.email:
            self._by_email[row.email] = row
        if row.staff_number:
            self._by_number[row.staff_number] = row

    def _learn(self, row: Row, claim: Claim) -> Row:
        """What the claim says besides: an address or number that was not known, a name where there was none."""
        learned: dict[str, Any] = {}
        # Another record of the same person may have it already.
        if claim.email and row.email is None and claim.email not in self._by_email:
            learned["email"] = claim.email
        if claim.staff_number and row.staff_number is None and claim.staff_number not in self._by_number:
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
    """Whether two names can be the same person's: all words of one are in the other, in whatever order."""
    first, second = set(unaccented(one).split()), set(unaccented(other).split())
    return first <= second or second <= first or "@" in one or "@" in other or one.isdigit() or other.isdigit()
