"""Taking a file back whole, and letting it stand once enough time has passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import aliased

from network.core import audit
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.news import announce
from network.core.tenancy import scoped
from network.organisations.public import hold_organisation
from network.training.coverage import settled
from network.training.imports import queries
from network.training.imports.service import WAITS
from network.training.imports.taking import AT_ONCE
from network.training.messages import CompletionsUnsaid
from network.training.models import Completion, Learner
from network.training.models.imports import ImportedCompletion, TrainingImport

TAKEN_BACK_WITHIN: Final = timedelta(days=90)
REFUSED_KEPT: Final = timedelta(days=30)
MOST_AT_ONCE: Final = 20
TOO_LATE: Final = "This file was imported more than 90 days ago, and stands. Take back single sessions instead."


def take_back(actor: Actor, import_id: UUID, clock: Clock) -> TrainingImport:
    """Takes a file back whole: what it alone said goes, and so does whoever came with it and with nothing else.

    What another file, a session or a confirmed declaration says too stays. Twice is as good as once. Raises NotFound,
    and RuleBroken for a file that was not imported or that stands after 90 days.
    """
    kept = queries.get_import(actor, import_id, for_update=True)
    if kept.taken_back_at is not None:
        return kept
    if kept.imported_at is None:
        raise RuleBroken(None, "This file is not imported, so there is nothing to take back.")
    if kept.settled_at is not None or clock.now() - kept.imported_at > TAKEN_BACK_WITHIN:
        raise RuleBroken(None, TOO_LATE)
    hold_organisation(kept.organisation_id)
    removed = 0
    while some := queries.first_said(actor, kept.id, AT_ONCE):
        removed += _unsay(actor, kept, some, clock.now())
    kept.taken_back_at, kept.refused = clock.now(), b""
    changes = {"removed": removed}
    audit.record(actor, clock.now(), "training.file.taken_back", "training_import", kept.id, changes=changes)
    return kept


def _unsay(actor: Actor, kept: TrainingImport, completion_ids: list[UUID], at: datetime) -> int:
    """Forgets that the file said so; how many completions nobody speaks of any more, and are gone."""
    people = queries.people_of(actor, completion_ids)
    with settled(actor, kept.organisation_id, people.values()):
        said = scoped(delete(ImportedCompletion), actor, ImportedCompletion)
        db.session.execute(
            said.where(ImportedCompletion.import_id == kept.id, ImportedCompletion.completion_id.in_(completion_ids))
        )
        unsaid = _said_by_nothing_else(actor, completion_ids)
        completions = scoped(update(Completion), actor, Completion).where(Completion.id.in_(unsaid))
        said_elsewhere = or_(Completion.session_id.is_not(None), Completion.is_declared)
        db.session.execute(completions.where(said_elsewhere).values(came_with_import=False))
        gone = scoped(delete(Completion), actor, Completion).where(Completion.id.in_(unsaid))
        removed = db.session.execute(gone.where(~said_elsewhere))
    _forget_people(actor, list(people))
    announce(CompletionsUnsaid(tuple(unsaid), at))
    return int(removed.rowcount)  # type: ignore[attr-defined]


def _said_by_nothing_else(actor: Actor, completion_ids: list[UUID]) -> list[UUID]:
    others = (
        scoped(select(ImportedCompletion.completion_id), actor, ImportedCompletion)
        .where(ImportedCompletion.completion_id == Completion.id)
        .exists()
    )
    rows = scoped(select(Completion.id), actor, Completion).where(
        Completion.id.in_(completion_ids), Completion.came_with_import, ~others
    )
    return list(db.session.scalars(rows))


def _forget_people(actor: Actor, row_ids: list[UUID]) -> None:
    """Removes those of whom only files have spoken that were taken back."""
    other = aliased(Learner)
    stands = scoped(select(other.id), actor, other).where(other.same_as_id == Learner.id).exists()
    trained = scoped(select(Completion.id), actor, Completion).where(Completion.learner_id == Learner.id).exists()
    rows = scoped(select(Learner.id), actor, Learner).where(
        Learner.id.in_(row_ids), Learner.came_with_import, ~stands, ~trained
    )
    gone = list(db.session.scalars(rows))
    db.session.execute(scoped(delete(Learner), actor, Learner).where(Learner.id.in_(gone)))


def let_stand(clock: Clock) -> None:
    """Files imported more than 90 days ago stand: nobody has to remember any more what each of them said."""
    job = SystemActor("let imported training stand")
    for kept in queries.list_imported_before(job, clock.now() - TAKEN_BACK_WITHIN, MOST_AT_ONCE):
        while some := queries.first_said(job, kept.id, AT_ONCE):
            _settle(job, some)
        kept.settled_at = clock.now()


def _settle(job: Anyone, completion_ids: list[UUID]) -> None:
    rows = list(queries.people_of(job, completion_ids))
    db.session.execute(
        scoped(delete(ImportedCompletion), job, ImportedCompletion).where(
            ImportedCompletion.completion_id.in_(completion_ids)
        )
    )
    completions = scoped(update(Completion), job, Completion).where(Completion.id.in_(completion_ids))
    db.session.execute(completions.values(came_with_import=False))
    learners = scoped(update(Learner), job, Learner).where(Learner.id.in_(rows))
    db.session.execute(learners.values(came_with_import=False))


def forget_files(clock: Clock) -> None:
    """Removes files that waited for more than a day, and rows to mend after 30 days."""
    job = SystemActor("forget sent files of training")
    files = scoped(delete(TrainingImport), job, TrainingImport)
    db.session.execute(files.where(TrainingImport.imported_at.is_(None), TrainingImport.sent_at <= clock.now() - WAITS))
    imported = scoped(update(TrainingImport), job, TrainingImport)
    db.session.execute(
        imported.where(TrainingImport.imported_at <= clock.now() - REFUSED_KEPT, TrainingImport.refused != b"").values(
            refused=b""
        )
    )
