"""An organisation's departments (ORG-4): its figures are cut by them, so one in use stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.organisations import rules
from network.organisations.models import Department
from network.organisations.queries import (
    get_department,
    get_kept_department,
    get_own_organisation,
    list_departments,
)
from network.organisations.service.profiles import flush_or_conflict


def add_department(actor: Anyone, organisation_id: UUID, name: str, headcount: int | None, clock: Clock) -> Department:
    """Adds one department. Raises RuleBroken on `name` or `headcount`, NotFound for a foreign organisation."""
    return _add(actor, organisation_id, [(name, headcount)], _present(actor, organisation_id), clock)[0]


def add_departments(
    actor: Anyone, organisation_id: UUID, suggested: Iterable[str], name: str, headcount: int | None, clock: Clock
) -> list[Department]:
    """Adds those of the named departments (ORG-4) that were chosen and are not there yet, and one of one's own.

    `name` may be empty. Raises as `add_department`.
    """
    present = _present(actor, organisation_id)
    chosen = set(suggested)
    wanted: list[tuple[str, int | None]] = [
        (each, None) for each in rules.suggested_departments(present) if each in chosen
    ]
    return _add(actor, organisation_id, [*wanted, (name, headcount)] if name else wanted, present, clock)


def _present(actor: Anyone, organisation_id: UUID) -> list[str]:
    get_own_organisation(actor, organisation_id)
    return [department.name for department in list_departments(actor, organisation_id)]


def _add(
    actor: Anyone,
    organisation_id: UUID,
    wanted: Iterable[tuple[str, int | None]],
    present: list[str],
    clock: Clock,
) -> list[Department]:
    added: list[Department] = []
    for name, headcount in wanted:
        names = [*present, *(department.name for department in added)]
        if len(names) >= rules.MOST_DEPARTMENTS:
            raise RuleBroken("name", f"An organisation has at most {rules.MOST_DEPARTMENTS} departments here")
        department = Department(
            id=new_id(),
            organisation_id=organisation_id,
            name=rules.department_name(name, names),
            headcount=rules.checked_count("headcount", headcount),
        )
        db.session.add(department)
        _record(actor, clock, "added", department, {"name": department.name, "headcount": department.headcount})
        added.append(department)
    flush_or_conflict()
    return added


def change_department(
    actor: Anyone,
    organisation_id: UUID,
    department_id: UUID,
    values: Mapping[str, Any],
    seen_version: int,
    clock: Clock,
) -> Department:
    """Renames a department or corrects its headcount: `values` holds `name`, `headcount`, or both.

    Raises NotFound, RuleBroken on the field, and Conflict with both texts where it changed since `seen_version`.
    """
    department = get_department(actor, organisation_id, department_id)
    checked = _checked(actor, department, values)
    changed = {field: value for field, value in checked.items() if value != getattr(department, field)}
    if not changed:
        return department
    before = {field: getattr(department, field) for field in changed}
    if department.version != seen_version:
        raise Conflict(
            "This department was changed after you opened it. Yours is not saved yet.",
            yours=_in_words(changed),
            theirs=_in_words(before),
        )
    for field, value in changed.items():
        setattr(department, field, value)
    flush_or_conflict()
    _record(actor, clock, "changed", department, {field: [before[field], changed[field]] for field in changed})
    return department


def keep_headcount(
    actor: Anyone, organisation_id: UUID, department_id: UUID, headcount: int | None, seen_version: int, clock: Clock
) -> Department:
    """Corrects how many work in a department: for its lead too.

    Raises NotFound for a department of somebody else's, and otherwise as `change_department`.
    """
    get_kept_department(actor, organisation_id, department_id)
    return change_department(actor, organisation_id, department_id, {"headcount": headcount}, seen_version, clock)


def _checked(actor: Anyone, department: Department, values: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    if "name" in values:
        others = list_departments(actor, department.organisation_id)
        checked["name"] = rules.department_name(values["name"], [o.name for o in others if o.id != department.id])
    if "headcount" in values:
        checked["headcount"] = rules.checked_count("headcount", values["headcount"])
    return checked


def _in_words(values: Mapping[str, Any]) -> dict[str, str]:
    labels = {"name": "Name", "headcount": "Number of staff"}
    return {labels[field]: rules.as_words(field, value) for field, value in values.items()}


def remove_department(actor: Anyone, organisation_id: UUID, department_id: UUID, clock: Clock) -> None:
    """Removes a department that nothing refers to. Raises RuleBroken, with other ways on, for one in use."""
    department = get_department(actor, organisation_id, department_id)
    name = department.name
    _record(actor, clock, "removed", department, {"name": name})
    db.session.delete(department)
    try:
        db.session.flush()
    except IntegrityError:
        where = f"/organisations/{organisation_id}/departments"
        raise RuleBroken(
            None,
            f"{name} stays, because people, training or referrals are counted under it.",
            routes=(
                OtherRoute("Give it another name instead", f"{where}/{department_id}"),
                OtherRoute("See all departments", where),
            ),
        ) from None


def _record(actor: Anyone, clock: Clock, verb: str, department: Department, changes: Mapping[str, Any]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"organisations.department.{verb}",
        "department",
        department.id,
        organisation_id=department.organisation_id,
        changes=changes,
    )
