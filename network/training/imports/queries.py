"""Reading the files that an organisation imported."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from network.core.actor import Actor, Anyone
from network.core.database import db, is_one_of
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.training.models import Completion, Learner
from network.training.models.imports import ImportedCompletion, TrainingImport
from network.training.vocabulary import CompletionStatus

MISSING = "We could not find that file. It may have waited for more than a day."


def visible_imports(actor: Anyone) -> Select[TrainingImport]:
    """The files of the actor's own organisation: they hold names, and are nobody else's to see."""
    return scoped(select(TrainingImport), actor, TrainingImport)


def get_import(actor: Anyone, import_id: UUID, *, for_update: bool = False) -> TrainingImport:
    """One file. Raises NotFound."""
    files = visible_imports(actor).where(TrainingImport.id == import_id)
    if for_update:
        files = files.with_for_update().options(undefer(TrainingImport.content))
    kept = db.session.scalars(files).first()
    if kept is None:
        raise NotFound(MISSING)
    return kept


def list_imports(actor: Actor, page: int, size: int = 50) -> Page[TrainingImport]:
    """The files that were imported, the latest first. Two queries."""
    files = visible_imports(actor).where(TrainingImport.imported_at.is_not(None))
    return paginate(files.order_by(TrainingImport.imported_at.desc(), TrainingImport.id.desc()), page, size)


def find_same(actor: Anyone, kept: TrainingImport) -> UUID | None:
    """The latest import of the very same file that can still be taken back."""
    files = scoped(select(TrainingImport.id), actor, TrainingImport).where(
        TrainingImport.organisation_id == kept.organisation_id,
        TrainingImport.content_hash == kept.content_hash,
        TrainingImport.id != kept.id,
        TrainingImport.imported_at.is_not(None),
        TrainingImport.settled_at.is_(None),
        TrainingImport.taken_back_at.is_(None),
    )
    return db.session.scalars(files.order_by(TrainingImport.imported_at.desc(), TrainingImport.id.desc())).first()


def said_of_names(actor: Anyone, import_id: UUID, names: Collection[str]) -> dict[tuple[str, UUID, date], list[UUID]]:
    """What a file said of people of whom only these names are known: the completions by name, course and day."""
    rows = (
        scoped(
            select(Learner.name, Completion.course_id, Completion.completed_on, Completion.id),
            actor,
            Learner,
            Completion,
            ImportedCompletion,
        )
        .join(Completion, Completion.learner_id == Learner.id)
        .join(ImportedCompletion, ImportedCompletion.completion_id == Completion.id)
        .where(
            ImportedCompletion.import_id == import_id,
            is_one_of(Learner.name, names),
            Learner.email.is_(None),
            Learner.staff_number.is_(None),
            Completion.status == CompletionStatus.CONFIRMED,
        )
    )
    said = defaultdict(list)
    for name, course_id, day, completion_id in db.session.execute(rows):
        said[name, course_id, day].append(completion_id)
    return said


def refused_table(actor: Actor, import_id: UUID) -> bytes:
    """The rows of a file to mend, as CSV. Raises NotFound where there are none, or no longer."""
    kept = get_import(actor, import_id)
    if not kept.refused:
        raise NotFound("There are no rows to mend. They are kept for 30 days.")
    return zlib.decompress(kept.refused)


def has_refused(actor: Actor, import_id: UUID) -> bool:
    """Whether there are rows of a file to mend, still."""
    refused = scoped(select(TrainingImport.refused != b""), actor, TrainingImport)
    return bool(db.session.scalar(refused.where(TrainingImport.id == import_id)))


def first_said(actor: Anyone, import_id: UUID, most: int) -> list[UUID]:
    """Some of the completions that a file speaks of."""
    said = scoped(select(ImportedCompletion.completion_id), actor, ImportedCompletion)
    return list(db.session.scalars(said.where(ImportedCompletion.import_id == import_id).limit(most)))


def people_of(actor: Anyone, completion_ids: list[UUID]) -> dict[UUID, UUID]:
    """Whose completions these are: the row of each, and the row that stands for them."""
    rows = (
        scoped(select(Learner), actor, Learner, Completion)
        .join(Completion, Completion.learner_id == Learner.id)
        .where(Completion.id.in_(completion_ids))
    )
    return {row.id: row.person_id for row in db.session.scalars(rows)}


def list_imported_before(actor: Anyone, at: datetime, most: int) -> list[TrainingImport]:
    """Files imported before this instant that can still be taken back."""
    files = visible_imports(actor).where(
        TrainingImport.imported_at <= at, TrainingImport.settled_at.is_(None), TrainingImport.taken_back_at.is_(None)
    )
    return list(db.session.scalars(files.order_by(TrainingImport.imported_at).limit(most)))
