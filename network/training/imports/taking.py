"""Taking claims into the records, a thousand at a time: who is who, what is new, what each file says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from network.core.actor import Anyone
from network.core.database import db, insert_all, is_one_of, is_postgresql, new_id
from network.core.tenancy import scoped
from network.training.coverage import count_newcomers, settled
from network.training.exports import Claim
from network.training.imports import queries
from network.training.imports.courses import OTHER, UNKNOWN, Meaning, Meant
from network.training.imports.matching import COLUMNS, NotOne, People, Row, spellings
from network.training.imports.outcome import Outcome
from network.training.models import Completion, Learner
from network.training.models.imports import ImportedCompletion
from network.training.rules import Place, Standing
from network.training.vocabulary import CompletionStatus

AT_ONCE: Final = 2_000


class Wanted(NamedTuple):
    """A claim that counts, if it can be told whose it is."""

    claim: Claim
    course: Meant
    completed_on: date


class Kept(NamedTuple):
    """A claim that counts, and whose it is."""

    claim: Claim
    course: Meant
    completed_on: date
    row: Row


class Taking:
    """One file on its way into the records of one organisation."""

    def __init__(
        self,
        actor: Anyone,
        *,
        organisation_id: UUID,
        import_id: UUID,
        meaning: Meaning,
        departments: dict[str, UUID],
        at: datetime,
        outcome: Outcome,
        is_trial: bool = False,
        again_of: UUID | None = None,
    ) -> None:
        """A trial is taken back: it finds out what the file says, and counts nobody.

        `again_of` is an import of the very same file: whoever it knew by name alone does not come anew.
        """
        self._again_of = again_of
        self._actor = actor
        self._organisation_id = organisation_id
        self._import_id = import_id
        self._meaning = meaning
        self._departments = departments
        self._at = at
        self._is_trial = is_trial
        self._named: dict[UUID, str] = {}
        self.outcome = outcome

    def take(self, claims: Sequence[Claim]) -> None:
        """Takes some claims; the number of statements does not grow with them."""
        wanted = self._without_said(self._wanted(claims))
        people = People(self._find(wanted), self._at, self._named)
        people.expect(claim for claim, *_ in wanted)
        kept = [each for claim in wanted if (each := self._keep(people, claim)) is not None]
        if not kept:
            return
        known = {each.row.person_id for each in kept if not people.is_new(each.row)}
        with nullcontext() if self._is_trial else settled(self._actor, self._organisation_id, known):
            self._write_people(people, kept, known)
            added = self._write_completions(kept, known)
        if not self._is_trial:
            self._count_newcomers(people, added)

    def _count_newcomers(self, people: People, added: Iterable[Kept]) -> None:
        count_newcomers(self._organisation_id, _places(each for each in added if people.is_new(each.row)))

    def _wanted(self, claims: Sequence[Claim]) -> list[Wanted]:
        wanted = []
        outcome = self.outcome
        for claim in claims:
            outcome.rows += 1
            course = self._meaning.of(claim.course)
            if course is OTHER:
                outcome.other_courses += 1
            elif claim.problem:
                outcome.refuse(claim.row, claim.problem)
            elif claim.completed_on is None:
                outcome.not_complete += 1
            elif course is UNKNOWN:
                outcome.refuse(claim.row, _unknown(claim.course))
            elif isinstance(course, Meant):
                wanted.append(Wanted(claim, course, claim.completed_on))
        return wanted

    def _without_said(self, wanted: list[Wanted]) -> list[Wanted]:
        """Without what the same file said before of people of whom only a name is known."""
        names = {each.claim.name for each in wanted if _is_name_alone(each.claim)}
        if self._again_of is None or not names:
            return wanted
        before = queries.said_of_names(self._actor, self._again_of, names)
        others, said = [], set()
        for each in wanted:
            ids = before.get((each.claim.name, each.course.id, each.completed_on))
            if ids and _is_name_alone(each.claim):
                said.add(ids.pop())
            else:
                others.append(each)
        self.outcome.already += len(said)
        if said and not self._is_trial:
            self._say(said)
        return others

    def _find(self, wanted: Sequence[Wanted]) -> Iterable[Any]:
        """Whoever can be known, locked, so that two files at once count each person once."""
        emails = {claim.email for claim, *_ in wanted if claim.email}
        numbers = {number for claim, *_ in wanted for number in spellings(claim)}
        rows = (
            scoped(select(*COLUMNS), self._actor, Learner)
            .where(
                Learner.organisation_id == self._organisation_id,
                or_(is_one_of(Learner.email, emails), is_one_of(Learner.staff_number, numbers)),
            )
            .order_by(Learner.id)
            .with_for_update()
        )
        return db.session.execute(rows)

    def _keep(self, people: People, wanted: Wanted) -> Kept | None:
        try:
            return Kept(*wanted, people.row_of(wanted.claim))
        except NotOne as contradiction:
            self.outcome.refuse(wanted.claim.row, str(contradiction))
            return None

    def _write_people(self, people: People, kept: Sequence[Kept], known: Collection[UUID]) -> None:
        placed = self._departments
        added = [
            {
                "id": row.id,
                "organisation_id": self._organisation_id,
                "name": row.name,
                "email": row.email,
                "staff_number": row.staff_number,
                "department_id": row.department_id,
                "came_with_import": True,
                "made_at": self._at,
            }
            for row in people.added(placed)
        ]
        insert_all(Learner, added)
        self.outcome.people += len(added)
        for row_id, values in people.learned(placed).items():
            learner = scoped(update(Learner), self._actor, Learner).where(Learner.id == row_id)
            db.session.execute(learner.values(**values))
        if known:
            self._welcome_back(kept, known)

    def _welcome_back(self, kept: Sequence[Kept], known: Collection[UUID]) -> None:
        """Whoever trained after their last day is back."""
        left = scoped(select(Learner.id, Learner.left_on), self._actor, Learner).where(
            is_one_of(Learner.id, known), Learner.left_on.is_not(None)
        )
        left_on = {row.id: row.left_on for row in db.session.execute(left)}
        back = {
            each.row.person_id
            for each in kept
            if each.row.person_id in left_on and left_on[each.row.person_id] < each.completed_on
        }
        if back:
            learners = scoped(update(Learner), self._actor, Learner).where(Learner.id.in_(back))
            db.session.execute(learners.values(left_on=None))

    def _write_completions(self, kept: Sequence[Kept], known: Collection[UUID]) -> list[Kept]:
        """What was added."""
        recorded = self._recorded(known, {each.course.id for each in kept}) if known else {}
        added: dict[UUID, Kept] = {}
        said: set[UUID] = set()
        for each in kept:
            key = (each.row.person_id, each.course.id, each.completed_on)
            completion_id = recorded.get(key)
            if completion_id is None:
                completion_id = recorded[key] = new_id()
                added[completion_id] = each
            else:
                self.outcome.already += 1
            said.add(completion_id)
        insert_all(Completion, [self._completion(completion_id, each) for completion_id, each in added.items()])
        self.outcome.added += len(added)
        if not self._is_trial:
            self._say(said)
        return list(added.values())

    def _completion(self, completion_id: UUID, kept: Kept) -> dict[str, Any]:
        return {
            "id": completion_id,
            "organisation_id": self._organisation_id,
            "learner_id": kept.row.id,
            "course_id": kept.course.id,
            "tier": kept.course.tier_on(kept.completed_on),
            "completed_on": kept.completed_on,
            "expires_on": kept.course.expires_on(kept.completed_on),
            "status": CompletionStatus.CONFIRMED,
            "came_with_import": True,
            "is_declared": False,
        }

    def _recorded(self, people: Collection[UUID], courses: set[UUID]) -> dict[tuple[UUID, UUID, date], UUID]:
        """The completions of these people and courses that count, whichever of a person's rows they stand under."""
        others = scoped(select(Learner.id, Learner.same_as_id), self._actor, Learner)
        same = others.where(is_one_of(Learner.same_as_id, people))
        person_of = {row.id: row.same_as_id for row in db.session.execute(same)}
        rows = scoped(
            select(Completion.learner_id, Completion.course_id, Completion.completed_on, Completion.id),
            self._actor,
            Completion,
        ).where(
            is_one_of(Completion.learner_id, [*people, *person_of]),
            Completion.course_id.in_(courses),
            Completion.status == CompletionStatus.CONFIRMED,
        )
        return {
            (person_of.get(learner_id, learner_id), course_id, day): completion_id
            for learner_id, course_id, day, completion_id in db.session.execute(rows)
        }

    def _say(self, said: set[UUID]) -> None:
        added: Any = postgresql.insert if is_postgresql(db.session()) else sqlite.insert
        rows = [
            {"organisation_id": self._organisation_id, "import_id": self._import_id, "completion_id": completion_id}
            for completion_id in sorted(said)
        ]
        db.session.execute(added(ImportedCompletion.__table__).on_conflict_do_nothing(), rows)


def _places(added: Iterable[Kept]) -> dict[UUID, Place]:
    """Where new people are counted."""
    standings: dict[UUID, dict[int, Standing]] = defaultdict(dict)
    is_known: dict[UUID, bool] = {}
    for each in added:
        tiers = standings[each.row.id]
        is_known[each.row.id] = each.row.is_known
        tier = each.course.tier_on(each.completed_on)
        if tier is not None:
            earned = Standing(each.completed_on, each.course.expires_on(each.completed_on))
            tiers[tier] = tiers[tier].later(earned) if tier in tiers else earned
    return {row_id: Place(tiers, is_known[row_id], has_left=False) for row_id, tiers in standings.items()}


def _is_name_alone(claim: Claim) -> bool:
    return not (claim.email or claim.staff_number)


def _unknown(course: str) -> str:
    if not course:
        return "No course is named. Add its code."
    return f"There is no course called “{course}”. Say which course it is, or write the code of one on offer."
