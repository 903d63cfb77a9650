"""What somebody declares of themselves, by an address that they proved to be theirs. No account is needed (TR-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.files.checked import CheckedFile
from network.core.files.checking import check_evidence
from network.core.files.names import display_name
from network.core.tenancy import scoped, system_scope
from network.core.text import one_line
from network.organisations.public import list_partners
from network.training.courses.queries import list_courses, list_tiers
from network.training.declarations import queries, rules
from network.training.declarations.queries import OwnDeclaration
from network.training.models import Course, Declaration, Learner
from network.training.permissions import TrainingPermission, who_sees

PERSON: Final = "somebody declares what they completed"


@dataclass(frozen=True, slots=True)
class DeclaredCourse:
    """What somebody declares."""

    organisation_id: UUID | None
    course_id: UUID | None
    completed_on: date
    name: str


def list_declarable() -> list[Course]:
    """The courses that people say themselves that they completed; few, by title (TR-3)."""
    first = rules.first_of(tier.number for tier in list_tiers())
    with system_scope(db.session(), PERSON) as system:
        return [course for course in list_courses(system, is_open=True) if rules.can_be_declared(course, first)]


def partners_for(email: str) -> list[tuple[UUID, str]]:
    """To whom somebody can declare: every partner by name, those first whose records know this address."""
    with system_scope(db.session(), PERSON) as system:
        known = scoped(select(Learner.organisation_id), system, Learner).where(Learner.email == email)
        theirs = set(db.session.scalars(known))
    return sorted(((each.id, each.name) for each in list_partners()), key=lambda each: each[0] not in theirs)


def who_reads_declarations() -> list[str]:
    """Who reads what somebody declares, from the policy itself (U8)."""
    return who_sees(TrainingPermission.SEE_DECLARATIONS)


def declare(email: str, said: DeclaredCourse, content: bytes, filename: str, clock: Clock) -> Declaration:
    """Somebody says that they completed a course, and sends the certificate. It counts once it is confirmed.

    `email` is verified. Of one course in one organisation one declaration waits at a time: the last one said.
    Raises FileRefused on `file`, and RuleBroken on `organisation`, `course`, `completed_on` or `name`.
    """
    checked = check_evidence(content)  # before any row is read: nobody waits for this transaction meanwhile
    course = next((course for course in list_declarable() if course.id == said.course_id), None)
    if course is None:
        raise RuleBroken("course", rules.NO_COURSE)
    if said.organisation_id not in {key for key, _ in partners_for(email)}:
        raise RuleBroken("organisation", "Choose your organisation")
    name = one_line(said.name)
    rules.check_name(name)
    rules.check_day(said.completed_on, course.validity_months, clock.today())
    with system_scope(db.session(), PERSON) as system:
        wanted = (said.organisation_id, email, course.id)
        row = queries.find_waiting(system, *wanted)
        if row is None:
            rules.check_room(queries.count_waiting_of(system, email))
            row = Declaration(id=new_id(), organisation_id=said.organisation_id, email=email, course_id=course.id)
        try:
            with db.session.begin_nested():
                _say(row, name, said.completed_on, checked, filename, clock)
        except IntegrityError:  # they pressed twice, and the other press is here already
            row = queries.find_waiting(system, *wanted)
            if row is None:
                raise
            _say(row, name, said.completed_on, checked, filename, clock)
        _record(system, "declared", row, clock)
    return row


def _say(row: Declaration, name: str, completed_on: date, checked: CheckedFile, filename: str, clock: Clock) -> None:
    db.session.add(row)
    row.name, row.completed_on, row.declared_at = name, completed_on, clock.now()
    _keep(row, checked, filename)
    db.session.flush()


def _keep(row: Declaration, checked: CheckedFile, filename: str) -> None:
    row.content, row.file_kind, row.media_type = checked.content, checked.kind, checked.media_type
    row.digest, row.filename = checked.digest, display_name(filename, checked.extension)


def list_declared(email: str) -> list[OwnDeclaration]:
    """What somebody declared that nobody has confirmed, the latest first. One query."""
    with system_scope(db.session(), PERSON) as system:
        return queries.list_own(system, email)


def take_declaration_back(email: str, declaration_id: UUID, clock: Clock) -> None:
    """Removes one's own declaration with its certificate, while it is not confirmed. Raises NotFound (`U15`)."""
    with system_scope(db.session(), PERSON) as system:
        row = queries.get_own(system, email, declaration_id)
        _record(system, "taken_back", row, clock)
        db.session.delete(row)
        db.session.flush()


def _record(system: SystemActor, verb: str, row: Declaration, clock: Clock) -> None:
    action, owner = f"training.declaration.{verb}", row.organisation_id
    changes = {"digest": row.digest, "completed_on": row.completed_on.isoformat()}
    audit.record(system, clock.now(), action, "training_declaration", row.id, organisation_id=owner, changes=changes)
