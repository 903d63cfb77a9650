"""What every change of governance has in common: who may make it, on which text, and the trace that it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from network.core import audit
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.errors import Conflict, NotAllowed
from network.governance.models import Action, Group, Meeting
from network.governance.permissions import keeps
from network.ui.filters import as_date

FREE_WORDS = frozenset({"purpose", "members", "note", "what", "chair_name", "chair_title", "owner_name"})
"""What people write, and whom they name: that it changed is all that the audit keeps."""


def check_keeps(actor: Actor, row: Group | Meeting | Action) -> None:
    """Raises NotAllowed unless the actor keeps the group that this is of."""
    if keeps(actor, row.organisation_id, is_network=row.is_network):
        return
    keeper = "The network’s coordinator keeps this group." if row.is_network else "Its own organisation keeps it."
    raise NotAllowed(f"You can read this and not change it. {keeper}")


def check_seen(
    row: Group | Meeting | Action, seen_version: int, labels: Mapping[str, str], yours: Mapping[str, Any] | None = None
) -> None:
    """Raises Conflict, with both texts of what differs, unless the row is as it was seen (`B35`)."""
    if row.version == seen_version:
        return
    sent = yours or {}
    differing = [name for name in labels if name in sent and sent[name] != getattr(row, name)]
    raise Conflict(
        yours={labels[name]: in_words(sent[name]) for name in differing},
        theirs={labels[name]: in_words(getattr(row, name)) for name in differing},
    )


def in_words(value: Any) -> str:
    """A part of a row as a page shows it."""
    match value:
        case None | "":
            return "None"
        case StrEnum():
            return str(getattr(value, "label", value))
        case date():
            return as_date(value)
        case _:
            return str(value)


def noted(values: Mapping[str, Any]) -> dict[str, Any]:
    """New values for the audit."""
    return {name: "changed" if name in FREE_WORDS else _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | list) else str(value)


def record(
    actor: Actor | SystemActor,
    clock: Clock,
    action: str,
    row: Group | Meeting | Action,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Notes a change in the chain of the organisation whose group it is."""
    entity = {Group: "group", Meeting: "meeting", Action: "action"}[type(row)]
    audit.record(
        actor,
        clock.now(),
        f"governance.{entity}.{action}",
        entity,
        row.id,
        organisation_id=row.organisation_id,
        changes=noted(changes or {}),
    )
