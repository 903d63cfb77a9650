"""Writing oneself down, without an account, by the code or the link of a sheet."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.training.delivery.service.attendance import sign_in
from network.training.roster import Attendee
from network.training.signing import codes, queries, rules
from network.training.signing.models import SignInSheet
from network.training.signing.queries import Sheet
from network.training.signing.service.keeping import new_line, record

PERSON: Final = "somebody with the code of a sheet"


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody types. Without an address and a number they are counted, and not known again."""

    name: str
    email: str
    staff_number: str


def _as_person() -> AbstractContextManager[SystemActor]:
    return system_scope(db.session(), PERSON)


def find_link(typed: str, clock: Clock) -> str:
    """The link of the sheet whose code was typed. Raises SheetUnusable, alike for a wrong code and a closed sheet."""
    with _as_person() as system:
        sheet = queries.find_by_code(system, rules.read_code(typed), clock.now())
    return codes.codes_of([sheet])[sheet.id][1]


def read_sheet(token: str, clock: Clock) -> Sheet:
    """What a sheet is for, and nothing of who signed. Raises SheetUnusable."""
    with _as_person() as system:
        return queries.find_by_link(system, token, clock.now())


def sign(token: str, signing: Signing, clock: Clock) -> None:
    """Writes somebody down. Twice is one line, by address or number; what is answered does not tell (`B4`).

    At a session to come they are marked as here, at the place that they booked or at a new one. RuleBroken names
    `name`, `email` or `staff_number`. Raises SheetUnusable.
    """
    person = rules.read_line(signing.name, signing.email, signing.staff_number)
    with _as_person() as system:
        sheet = queries.lock_by_link(system, token)
        shown = queries.find_by_link(system, token, clock.now())
        if shown.scheduled_id is not None and shown.part is not None:
            sign_in(system, shown.scheduled_id, shown.part, person, clock)
            record(system, "signed", sheet, clock)
        elif _write_down(system, sheet, person, clock):
            record(system, "signed", sheet, clock)


def _write_down(system: SystemActor, sheet: SignInSheet, person: Attendee, clock: Clock) -> bool:
    """Whether there is a new line."""
    lines = queries.list_lines(system, sheet.id)
    for line in lines:
        if (person.email and line.email == person.email) or (
            person.staff_number and line.staff_number == person.staff_number
        ):
            return False
    if len(lines) >= rules.MOST_LINES:
        raise rules.too_many()
    db.session.add(new_line(sheet, person.name, person.email, person.staff_number, clock, by_hand=False))
    db.session.flush()
    return True
