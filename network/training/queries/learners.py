"""Reading the people who trained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, cast, func, or_, select, true
from sqlalchemy.orm import aliased

from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.streaming import streamed
from network.core.tenancy import scoped
from network.organisations.public import DepartmentCut
from network.training.models import Completion, Learner, LearnerTier
from network.training.permissions import departments_alone


def visible_rows(actor: Actor) -> Select[Learner]:
    """The rows of whoever trained in the actor's own organisation: nobody else's to see, not the coordinator's either.

    A department lead sees the people of the department that they lead.
    """
    return scoped(select(Learner), actor, Learner).where(is_within_reach(actor))


def visible_learners(actor: Actor) -> Select[Learner]:
    """The people of `visible_rows`: of several rows the one that stands for all."""
    return visible_rows(actor).where(Learner.same_as_id.is_(None))


def is_within_reach(actor: Actor, learner: type[Learner] = Learner) -> ColumnElement[bool]:
    """Whether a person of the actor's organisation is one whose training they see."""
    departments = departments_alone(actor)
    return true() if departments is None else learner.department_id.in_(departments)


def get_learner(actor: Actor, learner_id: UUID, *, for_update: bool = False) -> Learner:
    """The person of this row, or of the one that stands for it. Raises NotFound.

    Whoever changes where they are counted has them locked, so that it is counted once.
    """
    person_id = (
        scoped(select(func.coalesce(Learner.same_as_id, Learner.id)), actor, Learner)
        .where(Learner.id == learner_id)
        .scalar_subquery()
    )
    people = visible_learners(actor).where(Learner.id == person_id)
    if for_update:
        people = people.with_for_update().execution_options(populate_existing=True)
    learner = db.session.scalars(people).first()
    if learner is None:
        raise NotFound("We could not find that person.")
    return learner


def lock_rows(actor: Actor, row_ids: Collection[UUID]) -> dict[UUID, Learner]:
    """These rows as they are now, by key and in one order, until the transaction ends. Raises NotFound."""
    rows = visible_rows(actor).where(Learner.id.in_(row_ids)).order_by(Learner.id).with_for_update()
    found = {row.id: row for row in db.session.scalars(rows.execution_options(populate_existing=True))}
    if found.keys() != set(row_ids):
        raise NotFound("We could not find that person.")
    return found


def find_by_email(actor: Actor, email: str) -> Learner | None:
    """The person of the row with this address, in lower case; None where there is none. Locks the row."""
    row = db.session.scalars(visible_rows(actor).where(Learner.email == email).with_for_update()).first()
    return None if row is None else get_learner(actor, row.id)


def list_other_rows(actor: Actor, learner_id: UUID) -> Sequence[Learner]:
    """The other rows of a person, by when they were made."""
    rows = visible_rows(actor).where(Learner.same_as_id == learner_id).order_by(Learner.made_at, Learner.id)
    return db.session.scalars(rows).all()


def list_alike(actor: Actor, learner: Learner, most: int = 10) -> Sequence[Learner]:
    """Other people of the same name, capitals aside: perhaps the same person, perhaps not. The known ones first."""
    people = visible_learners(actor).where(
        func.lower(Learner.name) == learner.name.lower(), Learner.id != learner.person_id
    )
    known_first = people.order_by(Learner.email.is_(None), Learner.staff_number.is_(None), Learner.id)
    return db.session.scalars(known_first.limit(most)).all()


@dataclass(frozen=True, slots=True)
class SharedName:
    """A name that several records have."""

    name: str
    records: int
    first_id: UUID
    last_id: UUID
    """Two of them, to begin with."""


def list_shared_names(actor: Actor, page: int, size: int = 50) -> Page[SharedName]:
    """Names that more than one person of the records has, by name. Two queries."""
    named = func.lower(Learner.name)
    key = cast(Learner.id, String)  # PostgreSQL knows no least of keys
    names = (
        scoped(select(func.min(Learner.name), func.count(), func.min(key), func.max(key)), actor, Learner)
        .where(is_within_reach(actor), Learner.same_as_id.is_(None))
        .group_by(named)
        .having(func.count() > 1)
        .order_by(named)
    )
    return paginate(names, page, size).map(lambda row: SharedName(row[0], row[1], UUID(row[2]), UUID(row[3])))


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """A person as lists show them. `tiers` holds the last day of each tier that they completed."""

    id: UUID
    name: str
    email: str | None
    staff_number: str | None
    left_on: date | None
    tiers: dict[int, date]

    @property
    def is_known(self) -> bool:
        """Whether there is anything to know them by the next time they train."""
        return self.email is not None or self.staff_number is not None


_LINE = (Learner.id, Learner.name, Learner.email, Learner.staff_number, Learner.left_on)


def list_learners(
    actor: Actor,
    page: int,
    size: int = PAGE_SIZE,
    *,
    search: str = "",
    without_email: bool = False,
    cut: DepartmentCut | None = None,
) -> Page[LearnerLine]:
    """People by name, with their tiers (P1). Three queries. `search` is part of a name or e-mail."""
    return _with_tiers(actor, paginate(_people(actor, search, without_email, cut), page, size))


def stream_learners(
    actor: Actor,
    tiers: Sequence[int],
    *,
    search: str = "",
    without_email: bool = False,
    cut: DepartmentCut | None = None,
) -> Iterator[LearnerLine]:
    """The people of `list_learners`, all of them, as they are read, with where they stand in these tiers. One query."""
    last_days = [_last_day(actor, tier) for tier in tiers]
    people = _people(actor, search, without_email, cut).add_columns(*last_days)
    return (_with_last_days(row, tiers) for row in streamed(actor, people))


def _with_last_days(row: Sequence[Any], tiers: Sequence[int]) -> LearnerLine:
    stands = {tier: last for tier, last in zip(tiers, row[len(_LINE) :], strict=True) if last is not None}
    return LearnerLine(row[0], row[1], row[2], row[3], row[4], stands)


def _last_day(actor: Actor, tier: int) -> ScalarSelect[date]:
    standing = scoped(select(LearnerTier.expires_on), actor, LearnerTier)
    return standing.where(LearnerTier.learner_id == Learner.id, LearnerTier.tier == tier).scalar_subquery()


def _people(actor: Actor, search: str, without_email: bool, cut: DepartmentCut | None) -> Select[*tuple[Any, ...]]:
    people = (
        scoped(select(*_LINE), actor, Learner)
        .where(is_within_reach(actor), Learner.same_as_id.is_(None))
        .order_by(Learner.name, Learner.id)
    )
    if search:
        people = people.where(Learner.id.in_(rows_like(actor, search)))
    if cut is not None:
        people = people.where(Learner.department_id == cut.id)
    if without_email:
        people = people.where(Learner.email.is_(None), Learner.staff_number.is_(None))
    return people


def rows_like(actor: Actor, search: str) -> Select[UUID]:
    """Who has a row with this in its name or address: as it is written, too, for SQLite knows small letters of English
    alone."""
    row = aliased(Learner)
    return scoped(select(func.coalesce(row.same_as_id, row.id)), actor, row).where(
        or_(
            func.lower(row.name).contains(search.lower(), autoescape=True),
            row.name.contains(search, autoescape=True),
            row.email.contains(search.lower(), autoescape=True),
        )
    )


def list_roster(actor: Actor, session_id: UUID, page: int) -> Page[LearnerLine]:
    """Who a session trained, by name; empty for an actor of another organisation. Three queries."""
    row = aliased(Learner)
    people = (
        scoped(select(*_LINE), actor, Learner, Completion, row)
        .join(row, func.coalesce(row.same_as_id, row.id) == Learner.id)
        .join(Completion, Completion.learner_id == row.id)
        .where(Completion.session_id == session_id, is_within_reach(actor))
        .order_by(Learner.name, Learner.id)
    )
    return _with_tiers(actor, paginate(people, page, 100))


def _with_tiers(actor: Actor, found: Page[Any]) -> Page[LearnerLine]:
    tiers = find_tiers(actor, [row.id for row in found.items])
    return found.map(lambda row: LearnerLine(row[0], row[1], row[2], row[3], row[4], tiers[row[0]]))


def find_tiers(actor: Actor, learner_ids: Iterable[UUID]) -> dict[UUID, dict[int, date]]:
    """The last day of each tier that these people completed."""
    rows = scoped(select(LearnerTier.learner_id, LearnerTier.tier, LearnerTier.expires_on), actor, LearnerTier)
    tiers: dict[UUID, dict[int, date]] = defaultdict(dict)
    for learner_id, tier, expires_on in db.session.execute(rows.where(LearnerTier.learner_id.in_(learner_ids))):
        tiers[learner_id][tier] = expires_on
    return tiers


def count_unidentified(actor: Actor, session_id: UUID) -> int:
    """How many people of a session have neither e-mail nor staff number."""
    row = aliased(Learner)
    people = (
        scoped(select(func.count()), actor, Learner, Completion, row)
        .select_from(Completion)
        .join(row, row.id == Completion.learner_id)
        .join(Learner, Learner.id == func.coalesce(row.same_as_id, row.id))
        .where(Completion.session_id == session_id, Learner.email.is_(None), Learner.staff_number.is_(None))
    )
    return db.session.scalar(people) or 0
