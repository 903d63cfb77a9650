"""What two organisations that become one both know of people who trained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.training.coverage import begin_anew, forget_summary
from network.training.models import Completion, Learner, TrainingSession
from network.training.vocabulary import CompletionStatus
from network.ui.filters import plural

AT_ONCE: Final = 500
JOB: Final = SystemActor("training: two organisations become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Whoever both know by one e-mail address is one person from now on. Two with one staff number stay two."""
    twice = _known_to_both(merger)
    _pass_numbers_on(merger, twice)
    _free_keys(merger, list(twice))
    forget_summary(JOB, merger.former_id)
    yield _in_words(merger, len(twice))
    for former_id, kept_id in twice.items():
        _join(former_id, kept_id)
    begin_anew(JOB, merger.successor_id, [*twice, *twice.values()])
    for some in _few(list(twice)):
        db.session.execute(scoped(delete(Learner), JOB, Learner).where(Learner.id.in_(some)))


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
    for some in _few(list(twice)):
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
    for some in _few(twice):
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


def _few(ids: list[UUID]) -> Iterator[list[UUID]]:
    for begin in range(0, len(ids), AT_ONCE):
        yield ids[begin : begin + AT_ONCE]


def _join(former_id: UUID, kept_id: UUID) -> None:
    """All that one completed is the other's; what both record for one course and day counts once."""
    former, kept = aliased(Completion), aliased(Completion)
    again = scoped(select(former.id), JOB, former, kept).where(
        former.learner_id == former_id,
        former.status == CompletionStatus.CONFIRMED,
        kept.learner_id == kept_id,
        kept.status == CompletionStatus.CONFIRMED,
        kept.course_id == former.course_id,
        kept.completed_on == former.completed_on,
    )
    completions = scoped(update(Completion), JOB, Completion)
    counted = list(db.session.scalars(again))
    if counted:
        db.session.execute(completions.where(Completion.id.in_(counted)).values(status=CompletionStatus.WITHDRAWN))
    db.session.execute(completions.where(Completion.learner_id == former_id).values(learner_id=kept_id))
