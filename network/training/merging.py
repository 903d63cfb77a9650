"""What two organisations that become one both know of people who trained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import aliased

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.parts import in_parts
from network.core.tenancy import scoped
from network.feature import Merger
from network.training.coverage import begin_anew, forget_summary
from network.training.declarations.vocabulary import DeclarationState
from network.training.models import Declaration, Learner, TrainingSession
from network.training.models.imports import CourseName, FileHabit
from network.training.needs.merging import keep_one_assessment
from network.ui.filters import plural

JOB: Final = SystemActor("training: two organisations become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Whoever both know by one e-mail address is one person from now on. Two with one staff number stay two."""
    twice = _known_to_both(merger)
    _pass_numbers_on(merger, twice)
    _free_keys(merger, list(twice))
    _keep_own_answers(merger)
    _keep_one_waiting(merger)
    forget_summary(JOB, merger.former_id)
    yield [*_in_words(merger, len(twice)), *keep_one_assessment(JOB, merger)]
    joined = [_join(former_id, kept_id) for former_id, kept_id in twice.items()]
    begin_anew(JOB, merger.successor_id, list(chain.from_iterable(joined)))


def _in_words(merger: Merger, twice: int) -> list[str]:
    sessions = scoped(select(func.count()).select_from(TrainingSession), JOB, TrainingSession)
    held = db.session.scalar(sessions.where(TrainingSession.organisation_id == merger.former_id)) or 0
    said = [f"{plural(held, 'training session', 'training sessions')} with everybody who came"] if held else []
    if twice:
        known = "is known by one e-mail address to both, and counts" if twice == 1 else "are known to both, and count"
        said.append(f"{plural(twice, 'person', 'people')} {known} once from now on")
    return said


def _known_to_both(merger: Merger) -> dict[UUID, UUID]:
    """The former's learners whose address the successor knows, each with the successor's."""
    former, kept = aliased(Learner), aliased(Learner)
    pairs = scoped(select(former.id.label("former_id"), kept.id.label("kept_id")), JOB, former, kept).where(
        former.organisation_id == merger.former_id,
        kept.organisation_id == merger.successor_id,
        former.email == kept.email,
    )
    return {each.former_id: each.kept_id for each in db.session.execute(pairs)}


def _numbers_of(organisation_id: UUID) -> set[str]:
    learners = scoped(select(Learner.staff_number), JOB, Learner).where(Learner.organisation_id == organisation_id)
    return {number for number in db.session.scalars(learners) if number is not None}


def _pass_numbers_on(merger: Merger, twice: dict[UUID, UUID]) -> None:
    """The next roster may name somebody by their staff number alone, which the one knew and the other did not."""
    taken = _numbers_of(merger.successor_id)
    for some in in_parts(twice):
        numbered = scoped(select(Learner), JOB, Learner).where(Learner.id.in_([*some, *(twice[each] for each in some)]))
        learners = {each.id: each for each in db.session.scalars(numbered)}
        for former, kept in ((learners[each], learners[twice[each]]) for each in some):
            if kept.staff_number is None and former.staff_number not in taken:
                kept.staff_number = former.staff_number
            former.staff_number = None
    db.session.flush()


def _free_keys(merger: Merger, twice: list[UUID]) -> None:
    """What one organisation has once: an address, of one person here; a staff number, of two."""
    learners = scoped(update(Learner), JOB, Learner)
    for some in in_parts(twice):
        db.session.execute(learners.where(Learner.id.in_(some)).values(email=None))
    theirs, ours = _numbers_of(merger.former_id), _numbers_of(merger.successor_id)
    taken = theirs | ours
    for number in sorted(theirs & ours):
        with_number = learners.where(Learner.organisation_id == merger.former_id, Learner.staff_number == number)
        free = _free(merger.apart(number), taken)
        db.session.execute(with_number.values(staff_number=free))
        taken.add(free)


def _free(number: str, taken: set[str]) -> str:
    """The same, or with a number behind it: another organisation of the same name may have come before."""
    found, again = number, 2
    while found in taken:
        found, again = f"{number} {again}", again + 1
    return found


def _keep_own_answers(merger: Merger) -> None:
    """What both have said of files and courses of one name, the successor has said."""
    for said, key in ((CourseName, CourseName.name), (FileHabit, FileHabit.headings)):
        ours = scoped(select(key), JOB, said).where(said.organisation_id == merger.successor_id)
        keys = list(db.session.scalars(ours))
        theirs = scoped(delete(said), JOB, said).where(said.organisation_id == merger.former_id, key.in_(keys))
        db.session.execute(theirs)


def _keep_one_waiting(merger: Merger) -> None:
    """Of what somebody declared to both and waits at both, what they declared to the successor waits."""
    waiting = scoped(select(Declaration), JOB, Declaration).where(Declaration.state == DeclarationState.WAITING)
    ours = db.session.scalars(waiting.where(Declaration.organisation_id == merger.successor_id))
    said = {(each.email, each.course_id) for each in ours}
    for each in db.session.scalars(waiting.where(Declaration.organisation_id == merger.former_id)):
        if (each.email, each.course_id) in said:
            db.session.delete(each)
    db.session.flush()


def _join(former_id: UUID, kept_id: UUID) -> set[UUID]:
    """The successor's record stands for the former's, and for whichever stood for that; whose standing changes."""
    both = scoped(select(Learner), JOB, Learner).where(Learner.id.in_([former_id, kept_id]))
    rows_of = {row.id: row for row in db.session.scalars(both.execution_options(populate_existing=True))}
    former, kept = rows_of[former_id], rows_of[kept_id]
    changed = {former.person_id, kept.person_id}
    rows = scoped(update(Learner), JOB, Learner).where(
        or_(Learner.id == former.person_id, Learner.same_as_id == former.person_id), Learner.id != kept.person_id
    )
    db.session.execute(rows.values(same_as_id=kept.person_id))
    return changed
