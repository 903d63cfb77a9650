"""Logging focus groups about the support, and what came of each (LE-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed
from network.incidents.models import FocusGroup
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.focus_groups import get_focus_group
from network.incidents.rules.focus_groups import FocusTheme, check_focus_group


@dataclass(frozen=True, slots=True)
class FocusGroupHeld:
    """What is logged of a focus group."""

    theme: FocusTheme
    title: str
    held_on: date
    attendance: int
    changed: str = ""


def log_focus_group(actor: Actor, held: FocusGroupHeld, clock: Clock) -> FocusGroup:
    """Logs a focus group in the actor’s organisation. RuleBroken on the field to mend; names are one."""
    if not actor.can(IncidentPermission.LISTEN):
        raise NotAllowed()
    group = FocusGroup(id=new_id(), organisation_id=actor.organisation_id, logged_by_id=actor.user_id)
    group.logged_at = clock.now()
    _keep(actor, group, held, "logged", clock)
    db.session.add(group)
    return group


def change_focus_group(
    actor: Actor, focus_group_id: UUID, held: FocusGroupHeld, clock: Clock, *, seen_version: int | None = None
) -> FocusGroup:
    """Puts it right, or says what was changed because of it. Conflict where somebody else did since `seen_version`."""
    group = get_focus_group(actor, focus_group_id)
    if seen_version is not None and seen_version != group.version:
        raise Conflict()
    _keep(actor, group, held, "changed", clock)
    return group


def _keep(actor: Actor, group: FocusGroup, held: FocusGroupHeld, verb: str, clock: Clock) -> None:
    check_focus_group(held.title, held.held_on, held.attendance, held.changed, clock.today())
    group.theme, group.title, group.held_on = held.theme, held.title, held.held_on
    group.attendance, group.changed = held.attendance, held.changed
    audit.record(
        actor, clock.now(), f"incidents.focus-group.{verb}", "focus_group", group.id, changes={"theme": held.theme}
    )
