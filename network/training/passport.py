"""What every organisation's records hold of one person, for that person: the only reading across organisations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.parts import in_parts
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.training.models import Completion, Course, Learner, Tier
from network.training.vocabulary import NEVER, CompletionStatus

BY_THEMSELF: Final = "the person reads their own training record"
BY_SHARED_LINK: Final = "somebody reads a training record that its person shares"

_ROW, _PERSON = aliased(Learner), aliased(Learner)
"""The row under which something was recorded, and the row that stands for its person."""


@dataclass(frozen=True, slots=True)
class PassportLine:
    """One completion as its person sees it, with the organisation whose record it is."""

    id: UUID
    organisation_id: UUID
    organisation: str
    person_id: UUID
    name: str
    """What the organisation calls them; empty where it knows no name."""
    course_code: str
    course_title: str
    tier: int | None
    tier_name: str
    """Empty for a course outside the tiers, where it counts as none."""
    completed_on: date
    expires_on: date
    status: CompletionStatus

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was recorded by mistake, and counts nowhere."""
        return self.status is CompletionStatus.WITHDRAWN

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody else than the person says so."""
        return self.status is CompletionStatus.CONFIRMED

    @property
    def last_day(self) -> date | None:
        """The last day on which it is current; None where it does not run out."""
        return None if self.expires_on == NEVER else self.expires_on

    def is_current(self, today: date) -> bool:
        """Whether it counts today."""
        return not self.is_withdrawn and self.expires_on >= today


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """A course, as whoever is shown a credential of it may read."""

    code: str
    title: str
    provider: str
    tier: int | None
    tier_name: str
    """Empty for a course outside the tiers, where it counts as none."""
    minutes: int


def get_course_summary(code: str) -> CourseSummary:
    """The course with this code, open or closed. Raises NotFound."""
    columns = (Course.code, Course.title, Course.provider, Course.tier, func.coalesce(Tier.name, ""), Course.minutes)
    rows = select(*columns).join(Tier, Tier.number == Course.tier, isouter=True).where(Course.code == code)
    found = db.session.execute(rows).first()
    if found is None:
        raise NotFound("We could not find that course.")
    return CourseSummary(*found)


def passport_of(email: str, clock: Clock, *, read_by: str = BY_THEMSELF) -> list[PassportLine]:
    """All that every organisation holds of whoever has this verified address, the latest first.

    With the rows that an organisation says are the same person. Each of these organisations finds in its audit that
    it was read, and by whom: `BY_THEMSELF`, or `BY_SHARED_LINK`. What two rows of one organisation say of one day
    stands once. Two queries, and those of the audit.
    """
    with system_scope(db.session(), read_by) as system:
        known = scoped(select(Learner), system, Learner).where(Learner.email == email)
        people = {row.person_id: row.organisation_id for row in db.session.scalars(known)}
        lines = _once([_line(row) for row in db.session.execute(_lines_of(system, people))]) if people else []
    for person_id, organisation_id in people.items():
        audit.record(
            SystemActor(read_by),
            clock.now(),
            "training.record.read",
            "learner",
            person_id,
            organisation_id=organisation_id,
        )
    return lines


@dataclass(frozen=True, slots=True)
class Held:
    """That a completion stands: for whoever has one of these addresses, until a day."""

    emails: frozenset[str]
    last_day: date | None
    """None where it does not run out."""


def who_completed(completion_ids: Collection[UUID]) -> dict[UUID, Held]:
    """By completion, whose it is today; those that were taken back are not among them. For what was issued of them."""
    held: dict[UUID, Held] = {}
    person_row = aliased(Learner)
    with system_scope(db.session(), "for whom completions still stand") as system:
        rows = (
            scoped(select(Completion.id, Completion.expires_on, person_row.email), system, Completion, _ROW, person_row)
            .select_from(Completion)
            .join(_ROW, _ROW.id == Completion.learner_id)
            .join(person_row, or_(person_row.id == _person_of(_ROW), person_row.same_as_id == _person_of(_ROW)))
            .where(Completion.status == CompletionStatus.CONFIRMED)
        )
        for some in in_parts(completion_ids):
            for completion_id, expires_on, email in db.session.execute(rows.where(Completion.id.in_(some))):
                known = held.get(completion_id, Held(frozenset(), None if expires_on == NEVER else expires_on))
                held[completion_id] = Held(known.emails | ({email} if email else set()), known.last_day)
    return held


def _person_of(row: Any) -> ColumnElement[UUID]:
    """The row that stands for whom this row is about."""
    return func.coalesce(row.same_as_id, row.id)


def _is_of(row: Any, people: Collection[UUID]) -> ColumnElement[bool]:
    return or_(row.id.in_(people), row.same_as_id.in_(people))


def _lines_of(system: SystemActor, people: Mapping[UUID, UUID]) -> Select[*tuple[Any, ...]]:
    """What these people completed; each stands with their organisation, by which everything here is found."""
    columns = (
        Completion.id,
        Completion.organisation_id,
        Organisation.name.label("organisation"),
        _PERSON.id.label("person_id"),
        _PERSON.name.label("name"),
        _PERSON.email.label("email"),
        _PERSON.staff_number.label("staff_number"),
        Course.code,
        Course.title,
        Completion.tier,
        func.coalesce(Tier.name, "").label("tier_name"),
        Completion.completed_on,
        Completion.expires_on,
        Completion.status,
    )
    return (
        scoped(select(*columns), system, Completion, _ROW, _PERSON)
        .select_from(Completion)
        .join(_ROW, _ROW.id == Completion.learner_id)
        .join(_PERSON, _PERSON.id == _person_of(_ROW))
        .join(Course, Course.id == Completion.course_id)
        .join(Tier, Tier.number == Completion.tier, isouter=True)
        .join(Organisation, Organisation.id == Completion.organisation_id)
        .where(
            Completion.organisation_id.in_(people.values()),
            _ROW.organisation_id == Completion.organisation_id,
            _is_of(_ROW, people),
        )
        .order_by(Completion.completed_on.desc(), Completion.id.desc())
    )


def _line(row: Any) -> PassportLine:
    # Where a file named nobody, somebody is called by what they are known by; that is no name to show around.
    is_named = "@" not in row.name and row.name not in (row.email, row.staff_number)
    return PassportLine(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        person_id=row.person_id,
        name=row.name if is_named else "",
        course_code=row.code,
        course_title=row.title,
        tier=row.tier,
        tier_name=row.tier_name,
        completed_on=row.completed_on,
        expires_on=row.expires_on,
        status=row.status,
    )


def _once(lines: Iterable[PassportLine]) -> list[PassportLine]:
    said: set[tuple[object, ...]] = set()
    kept = []
    for line in lines:
        key = (line.organisation_id, line.course_code, line.completed_on, line.status)
        if key not in said:
            said.add(key)
            kept.append(line)
    return kept
