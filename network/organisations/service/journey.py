"""An organisation's journey (ORG-7): the stage that it is at, and how far its four areas of work have come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import OrganisationStage, OrganisationWorkstream
from network.organisations.queries import get_own_organisation
from network.organisations.queries.journey import Journey, find_workstream, list_stages, read_journey
from network.organisations.rules import journey as rules
from network.organisations.service.profiles import flush_or_conflict
from network.organisations.service.stages import keep_default_stages
from network.organisations.vocabulary import Progress, Workstream
from network.ui.filters import as_date


def set_stage(
    actor: Anyone, organisation_id: UUID, key: str, since: date | None, seen_number: int, clock: Clock
) -> Journey:
    """Says at which stage an organisation is and since when. What was said before stays in the history.

    `seen_number` is `Journey.number` as the person saw it. Raises NotFound for an organisation that the actor does
    not work for, RuleBroken on `stage` or `since`, and Conflict with both texts where somebody said it meanwhile.
    """
    organisation = get_own_organisation(actor, organisation_id)
    stage = rules.checked_stage(key, list_stages())
    day = rules.checked_since(since, clock.today())
    before = read_journey(actor, organisation_id)
    now = before.now
    if now is not None and (now.stage.key, now.since) == (stage.key, day):
        return before
    theirs = _in_words(now.stage.name, now.since) if now is not None else {}
    if before.number != seen_number:
        raise Conflict(
            "Somebody else said where you are after you opened this. Yours is not saved yet.",
            yours=_in_words(stage.name, day),
            theirs=theirs,
        )
    keep_default_stages()
    said = OrganisationStage(
        id=new_id(),
        organisation_id=organisation_id,
        number=before.number + 1,
        stage=stage.key,
        since=day,
        said_at=clock.now(),
        said_by_id=actor.user_id,
    )
    db.session.add(said)
    organisation.stage = stage.key
    flush_or_conflict()
    changes = {"stage": [now.stage.name if now else None, stage.name], "since": day.isoformat()}
    _record(actor, clock, "stage_set", said.id, organisation_id, changes)
    return read_journey(actor, organisation_id)


def _in_words(stage: str, since: date) -> dict[str, str]:
    return {"Stage": stage, "Since": as_date(since)}


def say_progress(
    actor: Anyone,
    organisation_id: UUID,
    workstream: Workstream,
    progress: Progress,
    since: date | None,
    seen_version: int,
    clock: Clock,
) -> Journey:
    """Says how far one of the four areas of work has come; nothing is refused for its order (D13).

    Raises NotFound, RuleBroken on `since`, and Conflict with both texts where it changed since `seen_version`,
    which is 0 for one of which nothing was said.
    """
    get_own_organisation(actor, organisation_id)
    day = rules.day_of(progress, since, clock.today())
    journey = read_journey(actor, organisation_id)
    line = journey.line(workstream)
    if (line.progress, line.since) == (progress, day):
        return journey
    if line.version != seen_version:
        raise Conflict(
            f"{workstream.label} was changed after you opened it. Yours is not saved yet.",
            yours=_progress_in_words(progress, day),
            theirs=_progress_in_words(line.progress, line.since),
        )
    row = find_workstream(actor, organisation_id, workstream)
    if row is None:
        row = OrganisationWorkstream(id=new_id(), organisation_id=organisation_id, workstream=workstream)
        db.session.add(row)
    row.progress, row.since, row.said_at = progress, day, clock.now()
    flush_or_conflict()
    changes = {"progress": [line.progress, progress], "since": day.isoformat() if day else None}
    _record(actor, clock, "progress_said", row.id, organisation_id, {"workstream": workstream, **changes})
    return read_journey(actor, organisation_id)


def _progress_in_words(progress: Progress, since: date | None) -> dict[str, str]:
    return {"How far": progress.label, "Since": as_date(since) if since else "Not given"}


def _record(
    actor: Anyone, clock: Clock, verb: str, entity_id: UUID, organisation_id: UUID, changes: Mapping[str, Any]
) -> None:
    action = f"organisations.journey.{verb}"
    audit.record(actor, clock.now(), action, "journey", entity_id, organisation_id=organisation_id, changes=changes)
