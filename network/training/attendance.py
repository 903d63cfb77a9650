"""Who is who: the people of a roster among the learners of an organisation, found or added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, is_postgresql, new_id
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.organisations.public import hold_organisation
from network.training.models import Learner
from network.training.roster import Attendee, Problem, contradiction, in_words, joined


@dataclass(frozen=True, slots=True)
class Found:
    """The learners of a roster, each once, and how many of them are new here."""

    people: dict[Learner, Attendee]
    added: int
    known_as: dict[UUID, UUID]
    """The row under which somebody was found, where another row stands for them."""

    @property
    def learners(self) -> list[Learner]:
        """The rows that stand for them, in the order of the roster; those without anything to know them by last."""
        return list(self.people)

    def row_of(self, learner: Learner) -> UUID:
        """Under which row what they completed is kept, so that two people told apart later keep what is theirs."""
        return self.known_as.get(learner.id, learner.id)

    def welcome(self, held_on: date) -> None:
        """Keeps what is now known of them besides. Whoever trained after their last day is back."""
        for learner, person in self.people.items():
            if learner.id not in self.known_as:
                learner.email = learner.email or person.email
                learner.staff_number = learner.staff_number or person.staff_number
            learner.came_with_import = False
            if learner.left_on is not None and learner.left_on < held_on:
                learner.left_on = None


class _Known:
    """Learners by what they can be known by, each under the row that stands for them."""

    def __init__(self, learners: Iterable[Learner]) -> None:
        rows = {learner.id: learner for learner in learners}
        self.known_as: dict[UUID, UUID] = {}
        self._by_email: dict[str, Learner] = {}
        self._by_number: dict[str, Learner] = {}
        for learner in rows.values():
            person = rows[learner.person_id]
            if person is not learner:
                self.known_as[person.id] = learner.id
            if learner.email:
                self._by_email[learner.email] = person
            if learner.staff_number:
                self._by_number[learner.staff_number] = person

    def find(self, person: Attendee) -> Learner | None:
        """Whom the e-mail belongs to, else the staff number. ValueError where the two belong to different people."""
        by_email = self._by_email.get(person.email or "")
        by_number = self._by_number.get(person.staff_number or "")
        if by_email and by_number and by_email is not by_number:
            raise ValueError
        return by_email or by_number


def find_or_add(actor: Anyone, organisation_id: UUID, people: Sequence[Attendee], clock: Clock) -> Found:
    """The learners of an organisation for these people; by e-mail or staff number, never by name alone.

    The organisation's records are held meanwhile, so that two logs at once count each person once, and neither waits
    for the other in a circle. RuleBroken names lines to mend.
    """
    hold_organisation(organisation_id)
    known = _Known(_locked(actor, organisation_id, people))
    missing = [person for person in people if _find(known, person) is None]
    _refuse_nameless(missing)
    identified = [person for person in missing if person.is_known]
    if identified:
        _add(organisation_id, identified, clock)
        known = _Known(_locked(actor, organisation_id, people))
    anonymous = [_learner(organisation_id, person, clock) for person in _anonymous(missing)]
    db.session.add_all(anonymous)
    db.session.flush()
    met = _met(known, people)
    return Found({**met, **dict(zip(anonymous, _anonymous(missing), strict=True))}, len(missing), known.known_as)


def _met(known: _Known, people: Sequence[Attendee]) -> dict[Learner, Attendee]:
    """Each learner once. The records may know that two lines are one person, of whom the lines agree then."""
    met: dict[Learner, Attendee] = {}
    problems: list[Problem] = []
    for person in people:
        learner = _find(known, person)
        if learner is None:
            continue
        before = met.setdefault(learner, person)
        problem = contradiction(before, person)
        if problem is not None:
            problems.append(problem)
        met[learner] = joined(before, person)
    if problems:
        raise RuleBroken("names", in_words(tuple(problems)))
    return met


def _anonymous(people: Sequence[Attendee]) -> list[Attendee]:
    return [person for person in people if not person.is_known]


def _find(known: _Known, person: Attendee) -> Learner | None:
    try:
        return known.find(person)
    except ValueError:
        problem = Problem(
            person.line,
            "the e-mail address and the staff number belong to two different people in your records. "
            "Leave out the one that is wrong.",
        )
        raise RuleBroken("names", str(problem)) from None


def _refuse_nameless(missing: Sequence[Attendee]) -> None:
    problems = tuple(
        Problem(person.line, "add a name. This e-mail address is not in your training records yet.")
        for person in missing
        if not person.name
    )
    if problems:
        raise RuleBroken("names", in_words(problems))


def _locked(actor: Anyone, organisation_id: UUID, people: Sequence[Attendee]) -> Iterable[Learner]:
    """The rows of whoever can be known, and those that stand for them."""
    emails = sorted({person.email for person in people if person.email})
    numbers = sorted({person.staff_number for person in people if person.staff_number})
    if not emails and not numbers:
        return ()
    found = _lock(actor, organisation_id, or_(Learner.email.in_(emails), Learner.staff_number.in_(numbers)))
    standing = {row.same_as_id for row in found if row.same_as_id} - {row.id for row in found}
    return [*found, *_lock(actor, organisation_id, Learner.id.in_(standing))] if standing else found


def _lock(actor: Anyone, organisation_id: UUID, which: ColumnElement[bool]) -> Sequence[Learner]:
    rows = (
        scoped(select(Learner), actor, Learner)
        .where(Learner.organisation_id == organisation_id, which)
        .order_by(Learner.id)
        .with_for_update()
    )
    return db.session.scalars(rows).all()


def _add(organisation_id: UUID, people: Sequence[Attendee], clock: Clock) -> None:
    """In one order, and past whoever was added by somebody else in this moment."""
    insert: Any = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    rows = [
        {
            "id": new_id(),
            "organisation_id": organisation_id,
            "name": person.name,
            "email": person.email,
            "staff_number": person.staff_number,
            "made_at": clock.now(),
        }
        for person in sorted(people, key=lambda person: (person.email or "", person.staff_number or ""))
    ]
    db.session.execute(insert(Learner).on_conflict_do_nothing(), rows)


def _learner(organisation_id: UUID, person: Attendee, clock: Clock) -> Learner:
    return Learner(id=new_id(), organisation_id=organisation_id, name=person.name, made_at=clock.now())
