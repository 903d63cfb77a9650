"""An organisation's workforce by kind of work and level needed (TR-6), as it says itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import Department, WorkforceGroup
from network.organisations.queries import get_own_organisation, list_departments
from network.organisations.queries.people import get_workforce_group, list_workforce
from network.organisations.rules.workforce import LABELS, GroupSaid, check_needed_by, check_room, checked_group
from network.organisations.service.profiles import flush_or_conflict
from network.ui.filters import as_date


def add_workforce_group(actor: Anyone, organisation_id: UUID, said: GroupSaid, clock: Clock) -> WorkforceGroup:
    """Adds a row. Raises NotFound for a foreign organisation, RuleBroken on the field to mend."""
    get_own_organisation(actor, organisation_id)
    present = list_workforce(actor, organisation_id)
    check_room(len(present))
    departments = {each.id: each for each in list_departments(actor, organisation_id)}
    checked = checked_group(said, present, departments)
    check_needed_by(checked.needed_by, None, clock.today())
    row = WorkforceGroup(id=new_id(), organisation_id=organisation_id, said_on=clock.today(), **_columns(checked))
    db.session.add(row)
    flush_or_conflict()
    _record(actor, clock, "added", row, _in_words(checked, list(LABELS), departments))
    return row


def change_workforce_group(
    actor: Anyone, organisation_id: UUID, group_id: UUID, said: GroupSaid, seen_version: int, clock: Clock
) -> WorkforceGroup:
    """Says a row anew: the day on which it was said is today's, also where its figures stay.

    Raises NotFound, RuleBroken on the field to mend, and Conflict with both texts where it changed since
    `seen_version`.
    """
    row = get_workforce_group(actor, organisation_id, group_id)
    departments = {each.id: each for each in list_departments(actor, organisation_id)}
    others = [each for each in list_workforce(actor, organisation_id) if each.id != group_id]
    checked, before = checked_group(said, others, departments), said_of(row)
    check_needed_by(checked.needed_by, before.needed_by, clock.today())
    changed = [field for field in LABELS if getattr(checked, field) != getattr(before, field)]
    if not changed and row.said_on == clock.today():
        return row
    theirs, yours = _in_words(before, changed, departments), _in_words(checked, changed, departments)
    if row.version != seen_version:
        raise Conflict("This row was changed after you opened it. Yours is not saved yet.", yours=yours, theirs=theirs)
    for field, value in _columns(checked).items():
        setattr(row, field, value)
    changes: dict[str, Any] = {LABELS[field]: [theirs[LABELS[field]], yours[LABELS[field]]] for field in changed}
    row.said_on = clock.today()
    flush_or_conflict()
    _record(actor, clock, "changed", row, {**changes, "said_on": row.said_on.isoformat()})
    return row


def remove_workforce_group(actor: Anyone, organisation_id: UUID, group_id: UUID, clock: Clock) -> None:
    """Removes a row. Raises NotFound."""
    row = get_workforce_group(actor, organisation_id, group_id)
    _record(actor, clock, "removed", row, {"role_group": row.role_group, "headcount": row.headcount})
    db.session.delete(row)
    db.session.flush()


def said_of(row: WorkforceGroup) -> GroupSaid:
    """What a row says."""
    return GroupSaid(row.role_group, row.level, row.headcount, row.department_id, row.needed_by)


def _columns(said: GroupSaid) -> dict[str, Any]:
    return {field: getattr(said, field) for field in LABELS}


def _in_words(said: GroupSaid, fields: list[str], departments: Mapping[UUID, Department]) -> dict[str, str]:
    department = departments.get(said.department_id) if said.department_id is not None else None
    words = {
        "role_group": said.role_group,
        "level": said.level.label,
        "headcount": f"{said.headcount:,}",
        "department_id": department.name if department is not None else "Not given",
        "needed_by": as_date(said.needed_by) if said.needed_by is not None else "Not given",
    }
    return {LABELS[field]: words[field] for field in fields}


def _record(actor: Anyone, clock: Clock, verb: str, row: WorkforceGroup, changes: Mapping[str, Any]) -> None:
    action, owner = f"organisations.workforce.{verb}", row.organisation_id
    audit.record(actor, clock.now(), action, "workforce_group", row.id, organisation_id=owner, changes=changes)
