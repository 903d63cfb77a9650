"""What people met on a walk, in a browser, by a program or by post, and whether it is theirs to read (B16)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from network.accounts.models import Membership, User
from network.core.permissions import Role
from network.demonstration.sign_ins import KNOWN
from tests.support.asking import Asking
from tests.support.canaries import Canary
from tests.support.databases import Database
from tests.support.world import Person

MAY_BE_READ: Final = {
    # Who leads on the charter at a signatory is said on its page.
    ("charter_signatory", "name"): ("/charter/signatories/",),
    ("charter_signatory", "job_title"): ("/charter/signatories/",),
    # A partner who was asked to check sees what it was asked to look at.
    ("charter_evidence", "title"): ("/charter/checks/",),
    # A therapist, and whoever allocates, reads in which department somebody works who is or may be supported.
    ("department", "name"): ("/support/", "/api/v1/incidents/allocation/", "/api/v1/incidents/caseload/"),
    # A session that is open to other partners.
    ("scheduled_session", "place"): ("/training/coming", "/api/v1/training/coming"),
    ("scheduled_session", "content_note"): ("/training/coming", "/api/v1/training/coming"),
    ("scheduled_session", "breaks"): ("/training/coming", "/api/v1/training/coming"),
}
"""What people of other organisations are shown on purpose: where, and nowhere else."""


@dataclass(frozen=True)
class Walked:
    """What everybody met on one walk, and whose it is."""

    canaries: list[Canary]
    askings: list[Asking]

    def foreign(self) -> dict[str, set[str]]:
        """What was met by whom it is no business of, and where."""
        found: dict[str, set[str]] = defaultdict(set)
        for asking in self.askings:
            for number, where in asking.met.items():
                canary = self.canaries[number]
                if not may_read(asking, canary, where):
                    found[f"{canary.table}.{canary.column}"].add(f"{asking.name} at {where}")
        return found

    @property
    def statuses(self) -> Counter[int]:
        """How often each was answered."""
        return sum((each.statuses for each in self.askings), Counter())

    @property
    def faults(self) -> list[str]:
        """What was answered with a mistake of ours, to whom."""
        return [f"{each.name}: {where}" for each in self.askings for where in each.faults]

    def columns(self) -> set[tuple[str, str]]:
        """Which columns were met at all: what was not met cannot have leaked on this walk."""
        return {
            (canary.table, canary.column)
            for asking in self.askings
            for canary in map(self.canaries.__getitem__, asking.met)
        }


def may_read(asking: Asking, canary: Canary, where: str) -> bool:
    """Whether it is theirs, or shown to everybody, or shown to them on purpose there."""
    # Somebody who belongs nowhere is no party to what names no other party.
    if ({asking.at, *asking.also} - {None}) & {canary.owner_id, canary.party_id} or canary.is_for_everybody:
        return True
    if asking.role is Role.COORDINATOR and canary.is_for_the_coordinator:
        return True
    address = where.rpartition(" ")[2]
    return address.startswith(MAY_BE_READ.get((canary.table, canary.column), ("nowhere",)))


def text_parameters(described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each reading operation of the API's description that takes words, with the parameter that does."""
    for path, operations in described.items():
        for each in operations.get("get", {}).get("parameters", []) if "{" not in path else ():
            schema = each.get("schema", {})
            if each.get("in") == "query" and "string" in schema.get("type", "") and "format" not in schema:
                yield path, each["name"]


def one_of_each_column(canaries: list[Canary], asking: Asking) -> Iterator[tuple[int, Canary]]:
    """Of every column that a database can search, one word that is not theirs to read; of learners one that is too."""
    seen = set()
    for number, canary in enumerate(canaries):
        is_theirs = may_read(asking, canary, "")
        kind = (canary.table, canary.column, is_theirs)
        if kind in seen or canary.column.endswith("_sealed") or (is_theirs and canary.table != "learner"):
            continue
        seen.add(kind)
        yield number, canary


def known_people(database: Database) -> list[Person]:
    """Whoever signs in to the demonstration, each in the first of their roles."""
    known = {person.email: person for person in KNOWN}
    held = select(User, Membership).join(User, User.id == Membership.user_id).where(User.email.in_(known))
    columns = (User.id, User.email, Membership.organisation_id, Membership.role)
    with database.owner.connect() as connection:
        members = connection.execute(held.with_only_columns(*columns)).all()
    return [
        Person(user_id, email, known[email].name, organisation_id, role)
        for user_id, email, organisation_id, role in members
        if known[email].places[0][1] is role
    ]
