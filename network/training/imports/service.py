"""The verbs of importing: send a file, answer what it leaves open, import it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock
from network.core.database import db, is_taken, new_id
from network.core.errors import Conflict, RuleBroken
from network.core.parts import in_parts
from network.core.text import one_line
from network.organisations.public import hold_organisation, list_departments
from network.training.exports import Recognised, read_claims
from network.training.exports.headings import plain_name
from network.training.exports.reading import Source
from network.training.imports import queries
from network.training.imports.answers import (
    Answers,
    Look,
    answers_of,
    look_at,
    remember,
    remember_course,
    write_answers,
)
from network.training.imports.courses import UNKNOWN
from network.training.imports.outcome import Outcome
from network.training.imports.refused import refused_rows
from network.training.imports.taking import AT_ONCE, Taking
from network.training.models.imports import TrainingImport
from network.training.queries import get_course
from network.ui.filters import plural

WAITS: Final = timedelta(days=1)
"""How long a file waits for somebody to say yes."""
CHANGED: Final = (
    "What this file would add has changed since you looked, so nothing was imported. Look again, then say yes."
)
LARGEST_UPLOAD: Final = 25 * 1024 * 1024
"""Bytes of the request that brings one: a table may have 20 MB, and its form adds some."""


def take_file(
    actor: Anyone,
    organisation_id: UUID,
    source: Source,
    answers: Answers,
    clock: Clock,
    *,
    filename: str = "",
    stops_at_trouble: bool = False,
) -> Outcome:
    """Imports a file into an organisation's records, and says what that did. Nothing where something is to be asked.

    A row that cannot be taken does not stop the others, unless `stops_at_trouble`. The same file again adds nothing.
    Memory and the number of statements for each thousand rows do not grow with the people. Raises TableUnreadable,
    NotFound for a course that is none, RuleBroken on `file`, and Conflict beside another import.
    """
    look = look_at(actor, organisation_id, source, answers)
    outcome = Outcome(look.recognised.system, look.recognised.label, look.recognised.questions)
    if outcome.is_open:
        outcome.rows = look.recognised.rows
        return outcome
    kept = _file(actor, organisation_id, filename, source, clock)
    write_answers(kept, look)
    db.session.add(kept)
    db.session.flush()
    return _carry_out(actor, kept, source, look, outcome, clock, stops_at_trouble=stops_at_trouble)


def _carry_out(
    actor: Anyone,
    kept: TrainingImport,
    source: Source,
    look: Look,
    outcome: Outcome,
    clock: Clock,
    *,
    stops_at_trouble: bool = False,
    is_trial: bool = False,
) -> Outcome:
    hold_organisation(kept.organisation_id)  # another file of theirs is taken once this one is, or found out
    taking = Taking(
        actor,
        organisation_id=kept.organisation_id,
        import_id=kept.id,
        meaning=look.meaning,
        departments={each.name.casefold(): each.id for each in list_departments(actor, kept.organisation_id)},
        at=clock.now(),
        outcome=outcome,
        is_trial=is_trial,
        again_of=queries.find_same(actor, kept) if look.answers.choices.takes_names_alone else None,
    )
    claims = read_claims(source, look.recognised, look.answers.choices, clock.today())
    try:
        for some in in_parts(claims, AT_ONCE):
            taking.take(some)
    except IntegrityError as error:
        if is_taken(error):
            raise Conflict(
                "Another import ran at the same moment, so nothing of this one was kept. Try again."
            ) from None
        raise
    if is_trial:
        return outcome
    if stops_at_trouble and outcome.refused:
        to_mend = plural(len(outcome.refused), "row is", "rows are")
        raise RuleBroken("file", f"Nothing was imported. {to_mend} to be mended first.")
    kept.imported_at = clock.now()
    kept.report = {**outcome.numbers(), "refused": len(outcome.refused)}
    kept.refused = refused_rows(source, look.recognised.layout, outcome.refused)
    kept.content = b""
    _record(actor, kept, "imported", clock)
    return outcome


def _file(
    actor: Anyone, organisation_id: UUID, filename: str, source: Source, clock: Clock, content: bytes = b""
) -> TrainingImport:
    return TrainingImport(
        id=new_id(),
        organisation_id=organisation_id,
        filename=one_line(filename)[-100:] or "a file",
        content=content,
        content_hash=_digest(source),
        report={},
        refused=b"",
        sent_by_id=actor.user_id,
        sent_at=clock.now(),
    )


def _digest(source: Source) -> str:
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    source.seek(0)
    return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]


def _record(actor: Anyone, kept: TrainingImport, what: str, clock: Clock) -> None:
    changes = {"system": kept.system, "content_hash": kept.content_hash, **kept.report}
    audit.record(
        actor,
        clock.now(),
        f"training.file.{what}",
        "training_import",
        kept.id,
        organisation_id=kept.organisation_id,
        changes=changes,
    )


def send_file(actor: Actor, filename: str, content: bytes, answers: Answers, clock: Clock) -> TrainingImport:
    """Keeps a file for a day, until somebody has seen what it would add. Raises TableUnreadable on `file`."""
    look = look_at(actor, actor.organisation_id, content, answers)
    kept = _file(actor, actor.organisation_id, filename, content, clock, content)
    write_answers(kept, look)
    db.session.add(kept)
    _record(actor, kept, "sent", clock)
    return kept


def answer_file(actor: Actor, import_id: UUID, answers: Answers, clock: Clock) -> TrainingImport:
    """Says what a file left open, and remembers it for the next one like it.

    Raises NotFound, Conflict once it is imported, RuleBroken after a day, TableUnreadable for columns it has not.
    """
    kept = _waiting(actor, import_id, clock)
    look = look_at(actor, kept.organisation_id, kept.content, answers)
    write_answers(kept, look)
    remember(actor, kept.organisation_id, look, clock)
    _record(actor, kept, "answered", clock)
    return kept


def name_course(actor: Actor, import_id: UUID, name: str, course_id: UUID | None, clock: Clock) -> TrainingImport:
    """Says which course this and later files mean by a name; with None, that it is none of the network's."""
    kept = _waiting(actor, import_id, clock)
    if course_id is not None:
        get_course(actor, course_id)
    remember_course(actor, kept.organisation_id, plain_name(name), course_id)
    _record(actor, kept, "course_named", clock)
    return kept


def _waiting(actor: Actor, import_id: UUID, clock: Clock) -> TrainingImport:
    kept = queries.get_import(actor, import_id, for_update=True)
    if kept.imported_at is not None:
        raise Conflict("This file is imported already. Look at what it added.")
    _check_waits(kept, clock)
    return kept


def _check_waits(kept: TrainingImport, clock: Clock) -> None:
    if clock.now() - kept.sent_at > WAITS:
        raise RuleBroken(None, "This file waited for more than a day and was removed. Send it again.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file that was sent would do at this moment."""

    outcome: Outcome
    recognised: Recognised
    answers: Answers
    unknown: tuple[tuple[str, int], ...]
    """What the file calls courses that nobody here knows, and in how many rows."""


def preview(actor: Actor, import_id: UUID, clock: Clock) -> Preview:
    """What importing a file would do, found out by doing it and taking it back.

    Raises NotFound, Conflict once it is imported, RuleBroken after a day.
    """
    kept = _waiting(actor, import_id, clock)
    content = kept.content
    look = look_at(actor, kept.organisation_id, content, answers_of(kept))
    with db.session.begin_nested() as tried:
        outcome = _outcome(actor, kept, content, look, clock, is_trial=True)
        tried.rollback()
    unknown = [(name, rows) for name, rows in look.recognised.courses.items() if look.meaning.of(name) is UNKNOWN]
    return Preview(outcome, look.recognised, look.answers, tuple(unknown))


def _outcome(
    actor: Actor, kept: TrainingImport, content: bytes, look: Look, clock: Clock, *, is_trial: bool = False
) -> Outcome:
    outcome = Outcome(look.recognised.system, look.recognised.label, look.recognised.questions)
    if outcome.is_open:
        outcome.rows = look.recognised.rows
        return outcome
    return _carry_out(actor, kept, content, look, outcome, clock, is_trial=is_trial)


def look_again(actor: Actor, import_id: UUID, clock: Clock) -> Look:
    """What is known about a file that waits. Raises as `preview`."""
    kept = _waiting(actor, import_id, clock)
    return look_at(actor, kept.organisation_id, kept.content, answers_of(kept))


def import_sent(actor: Actor, import_id: UUID, seen_digest: str, clock: Clock) -> TrainingImport:
    """Imports a file that was sent, if it does what the person was shown. Done already, it is not done twice.

    Raises NotFound, RuleBroken after a day, and Conflict where it would do something else by now.
    """
    kept = queries.get_import(actor, import_id, for_update=True)
    if kept.imported_at is not None:
        return kept
    _check_waits(kept, clock)
    content = kept.content
    look = look_at(actor, kept.organisation_id, content, answers_of(kept))
    outcome = _outcome(actor, kept, content, look, clock)
    if outcome.is_open or outcome.digest != seen_digest:
        raise Conflict(CHANGED)
    return kept
