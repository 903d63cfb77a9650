"""When and how an organisation's staff can train (ORG-9), as it says itself."""

from __future__ import annotations

from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import TrainingCapacity
from network.organisations.queries import get_own_organisation
from network.organisations.queries.capacity import capacity_of, find_capacity_row
from network.organisations.rules.capacity import LABELS, Capacity, checked_capacity
from network.organisations.service.profiles import flush_or_conflict


def keep_capacity(
    actor: Anyone, organisation_id: UUID, said: Capacity, seen_version: int, clock: Clock
) -> TrainingCapacity:
    """Keeps what was said. `seen_version` is 0 where nothing was said before.

    Raises NotFound for an organisation that the actor does not work for, RuleBroken on the field to mend, and
    Conflict with both texts where it changed since `seen_version`.
    """
    get_own_organisation(actor, organisation_id)
    checked = checked_capacity(said.times, said.ways, said.shift_pattern, said.largest_group, said.difficulty)
    row = find_capacity_row(actor, organisation_id)
    before = capacity_of(row)
    changed = [field for field in LABELS if getattr(checked, field) != getattr(before, field)]
    if row is not None and not changed:
        return row
    if (row.version if row is not None else 0) != seen_version:
        raise Conflict(
            "This was changed after you opened it. Yours is not saved yet.",
            yours={LABELS[field]: checked.in_words(field) for field in changed},
            theirs={LABELS[field]: before.in_words(field) for field in changed},
        )
    if row is None:
        row = TrainingCapacity(id=new_id(), organisation_id=organisation_id)
        db.session.add(row)
    row.times, row.ways = [str(each) for each in checked.times], [str(each) for each in checked.ways]
    row.shift_pattern, row.largest_group = checked.shift_pattern, checked.largest_group
    row.difficulty, row.said_at = checked.difficulty, clock.now()
    flush_or_conflict()
    _record(actor, clock, row, before, checked, changed)
    return row


def _record(
    actor: Anyone, clock: Clock, row: TrainingCapacity, before: Capacity, after: Capacity, changed: list[str]
) -> None:
    """What has been hard is in their own words, and may name somebody: that it changed is enough."""
    audit.record(
        actor,
        clock.now(),
        "organisations.capacity.kept",
        "training_capacity",
        row.id,
        organisation_id=row.organisation_id,
        changes={
            field: "changed" if field == "difficulty" else [before.in_words(field), after.in_words(field)]
            for field in changed
        },
    )
