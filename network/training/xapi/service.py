"""Taking statements into an organisation's records: what a file would do, a few rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, insert_all, is_taken, new_id
from network.core.errors import Conflict
from network.core.tenancy import scoped
from network.organisations.public import hold_organisation
from network.training.exports import Claim
from network.training.exports.headings import plain_name
from network.training.imports.courses import Meaning, Meant, catalogue_by_name
from network.training.imports.outcome import Outcome
from network.training.imports.taking import Taking
from network.training.models.imports import TrainingImport
from network.training.models.statements import TakenStatement
from network.training.xapi.statements import Said, Unreadable, each_of, key_of, read_all

SYSTEM = "xapi"
BUSY = "Another statement was taken at the same moment, so nothing of this was kept. Send it again."


def take_statements(actor: Actor, body: object, clock: Clock) -> list[UUID]:
    """Takes statements into the records of the actor's organisation; the key of each, in their order.

    Those that are about something else than completing a course of the network are left out, without a word: a system
    tells everything to everybody. All of them or none: raises Unreadable, and Conflict for a key that was used for
    something else. The same statement twice adds nothing. What came on one day is one file to be taken back whole.
    """
    keys = [key_of(each) or new_id() for each in each_of(body)]
    catalogue = catalogue_by_name(actor, actor.organisation_id)
    said = read_all(body, clock.now(), lambda names: _known_name(names, catalogue) is not None)
    wanted = [(keys[place], each, _known_name(each.courses, catalogue) or "") for place, each in said]
    if not wanted:
        return keys
    hold_organisation(actor.organisation_id)
    new = _not_taken(actor, wanted)
    if new:
        _take(actor, new, catalogue, clock)
    return keys


def _known_name(names: Sequence[str], catalogue: dict[str, Meant | None]) -> str | None:
    """Which of a course's names is one that we know."""
    return next((name for name in names if catalogue.get(plain_name(name)) is not None), None)


_Wanted = tuple[UUID, Said, str]


def _not_taken(actor: Actor, wanted: Sequence[_Wanted]) -> list[_Wanted]:
    """Those that are new, each once."""
    rows = scoped(select(TakenStatement), actor, TakenStatement).where(
        TakenStatement.organisation_id == actor.organisation_id,
        TakenStatement.statement_id.in_([key for key, *_ in wanted]),
    )
    known = {row.statement_id: row.digest for row in db.session.scalars(rows)} if wanted else {}
    new = []
    for key, said, name in wanted:
        if key not in known:
            known[key] = said.digest
            new.append((key, said, name))
        elif known[key] != said.digest:
            raise Conflict("This statement id was used before for something else. Send each statement with its own id.")
    return new


def _take(actor: Actor, new: Sequence[_Wanted], catalogue: dict[str, Meant | None], clock: Clock) -> None:
    outcome = Outcome(SYSTEM, "xAPI")
    kept = _file_of_today(actor, clock)
    taking = Taking(
        actor,
        organisation_id=actor.organisation_id,
        import_id=kept.id,
        meaning=Meaning(None, "", (), catalogue),
        departments={},
        at=clock.now(),
        outcome=outcome,
    )
    claims = [
        Claim(row, _called(each), each.email, each.staff_number, name, each.completed_on)
        for row, (_, each, name) in enumerate(new, 1)
    ]
    try:
        taking.take(claims)
        insert_all(TakenStatement, [_row(actor, key, each, clock) for key, each, _ in new])
    except IntegrityError as error:
        if is_taken(error):
            raise Conflict(BUSY) from None
        raise
    if outcome.refused:
        refused = outcome.refused[0]
        raise Unreadable(refused.why)
    numbers = {"statements": len(new), "added": outcome.added, "people": outcome.people}
    kept.report = {**kept.report, **{name: kept.report.get(name, 0) + n for name, n in outcome.numbers().items()}}
    audit.record(actor, clock.now(), "training.statements.taken", "training_import", kept.id, changes=numbers)


def _called(said: Said) -> str:
    return said.name or said.email or said.staff_number or ""


def _file_of_today(actor: Actor, clock: Clock) -> TrainingImport:
    """What came as statements today, as one file that can be taken back; a new one once that was."""
    digest = f"xapi:{clock.today().isoformat()}"
    rows = scoped(select(TrainingImport), actor, TrainingImport).where(
        TrainingImport.organisation_id == actor.organisation_id,
        TrainingImport.content_hash == digest,
        TrainingImport.taken_back_at.is_(None),
    )
    known = db.session.scalars(rows.with_for_update()).first()
    if known is not None:
        return known
    kept = TrainingImport(
        id=new_id(),
        organisation_id=actor.organisation_id,
        filename=f"statements of {clock.today().isoformat()}",
        content=b"",
        content_hash=digest,
        system=SYSTEM,
        label="xAPI statements",
        columns={},
        report={"refused": 0},
        sent_by_id=actor.user_id,
        sent_at=clock.now(),
        imported_at=clock.now(),
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def _row(actor: Actor, key: UUID, said: Said, clock: Clock) -> dict[str, object]:
    return {
        "organisation_id": actor.organisation_id,
        "statement_id": key,
        "digest": said.digest,
        "taken_at": clock.now(),
    }
