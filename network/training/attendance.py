"""Who is who: the people of a roster among the learners of an organisation, found or added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.dialects import postgresql, sqlite

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, is_postgresql, new_id
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.training.models import Learner
from network.training.roster import Attendee, Problem, contradiction, in_words, joined


@dataclass(frozen=True, slots=True)
class Found:
    """The learners of a roster, each once, and how many of them are new here."""

    people: dict[Learner, Attendee]
    added: int

    @property
    def learners(self) -> list[Learner]:
        """In the order of the roster, those without anything to know them by last."""
        return list(self.people)

    def welcome(self, held_on: date) -> None:
        """Keeps what is now known of them besides. Whoever trained after their last day is back."""
        for learner, person in self.people.items():
            learner.email = learner.email or person.email
            learner.staff_number = learner.staff_number or person.staff_number
            if learner.left_on is not None and learner.left_on < held_on:
                learner.left_on = None


class _Known:
    """Learners by what they can be known by."""

    def __init__(self, learners: Iterable[Learner]) -> None:
        self._by_email: dict[str, Learner] = {}
        self._by_number: dict[str, Learner] = {}
        for learner in learners:
            if learner.email:
                self._by_email[learner.email] = learner
            if learner.staff_number:
                self._by_number[learner.staff_number] = learner

    def find(self, person: Attendee) -> Learner | None:
        """Whom the e-mail belongs to, else the staff number. ValueError where the two belong to different people."""
        by_email = self._by_email.get(person.email or "")
        by_number = self._by_number.get(person.staff_number or "")
        if by_email and by_number and by_email is not by_number:
            raise ValueError
        return by_email or by_number


def find_or_add(actor: Actor, people: Sequence[Attendee], clock: Clock) -> Found:
    """The learners of the actor's organisation for these people; by e-mail or staff number, never by name alone.

    Locks those it finds, so that two logs at once count each person once. RuleBroken names lines to mend.
    """
    known = _Known(_locked(actor, people))
    missing = [person for person in people if _find(known, person) is None]
    _refuse_nameless(missing)
    identified = [person for person in missing if person.is_known]
    if identified:
        _add(actor, identified, clock)
        known = _Known(_locked(actor, people))
    anonymous = [_learner(actor, person, clock) for person in _anonymous(missing)]
    db.session.add_all(anonymous)
    db.session.flush()
    met = _met(known, people)
    return Found({**met, **dict(zip(anonymous, _anonymous(missing), strict=True))}, len(missing))


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


def _locked(actor: Actor, people: Sequence[Attendee]) -> Iterable[Learner]:
    emails = sorted({person.email for person in people if person.email})
    numbers = sorted({person.staff_number for person in people if person.staff_number})
    if not emails and not numbers:
        return ()
    found = (
        scoped(select(Learner), actor, Learner)
        .where(
            Learner.organisation_id == actor.organisation_id,
            or_(Learner.email.in_(emails), Learner.staff_number.in_(numbers)),
        )
        .order_by(Learner.id)
        .with_for_update()
    )
    return db.session.scalars(found).all()


def _add(actor: Actor, people: Sequence[Attendee], clock: Clock) -> None:
    """In one order, and past whoever was added by somebody else in this moment."""
    insert: Any = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
    rows = [
        {
            "id": new_id(),
            "organisation_id": actor.organisation_id,
            "name": person.name,
            "email": person.email,
            "staff_number": person.staff_number,
            "made_at": clock.now(),
        }
        for person in sorted(people, key=lambda person: (person.email or "", person.staff_number or ""))
    ]
    db.session.execute(insert(Learner).on_conflict_do_nothing(), rows)


def _learner(actor: Actor, person: Attendee, clock: Clock) -> Learner:
    return Learner(id=new_id(), organisation_id=actor.organisation_id, name=person.name, made_at=clock.now())
