"""The verbs: entries of the support directory are added, changed and taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed
from network.directory import queries, rules
from network.directory.models import SupportEntry
from network.directory.permissions import keeps
from network.directory.rules import EntryDraft
from network.ui.filters import as_date

LABELS: Final = {
    "kind": "Kind",
    "title": "Title",
    "purpose": "What it is for",
    "link": "Link",
    "telephone": "Telephone",
    "email": "E-mail",
    "where_to_find": "Where to find it",
    "languages": "Languages",
    "suits": "Who it suits",
    "content_note": "Content note",
    "danger_nearby": "Whether somebody nearby may be the danger",
    "is_internal": "Only inside our organisation",
    "is_public": "Shown without signing in",
    "reviewed_on": "Last looked at",
}
"""Each part of an entry in its keeper's words."""
_PLAIN: Final = frozenset({"kind", "danger_nearby", "is_internal", "is_public", "is_network", "reviewed_on"})
"""What the audit keeps as it is. Of the rest, which may name somebody, it keeps that it changed."""


def add_entry(actor: Actor, draft: EntryDraft, clock: Clock) -> SupportEntry:
    """A new entry: the network's where the coordinator adds it, else the organisation's own (WB-2). `RuleBroken`."""
    draft, is_network = rules.tidy(draft), actor.is_network_wide
    rules.check_draft(draft, clock.today(), is_network=is_network)
    rules.check_room(queries.count_own(actor))
    entry = SupportEntry(
        id=new_id(),
        organisation_id=actor.organisation_id,
        is_network=is_network,
        made_at=clock.now(),
        **_columns(draft),
    )
    db.session.add(entry)
    db.session.flush()
    _record(actor, "added", entry, {"is_network": is_network, **_columns(draft)}, clock)
    return entry


def edit_entry(actor: Actor, entry_id: UUID, draft: EntryDraft, seen_version: int, clock: Clock) -> SupportEntry:
    """Changes an entry. Raises NotFound, NotAllowed, `RuleBroken`, and `Conflict` with both texts."""
    entry = _lock_kept(actor, entry_id)
    draft = rules.tidy(draft)
    said = _columns(draft)
    _check_seen(entry, seen_version, said)
    rules.check_draft(draft, clock.today(), is_network=entry.is_network)
    changed = {name: value for name, value in said.items() if value != getattr(entry, name)}
    if changed:
        for name, value in changed.items():
            setattr(entry, name, value)
        db.session.flush()
        _record(actor, "changed", entry, changed, clock)
    return entry


def remove_entry(actor: Actor, entry_id: UUID, seen_version: int, clock: Clock) -> None:
    """Takes an entry out, for good. Raises NotFound, NotAllowed, and `Conflict` where it changed meanwhile."""
    entry = _lock_kept(actor, entry_id)
    _check_seen(entry, seen_version, {})
    _record(actor, "removed", entry, {"kind": entry.kind}, clock)
    db.session.delete(entry)


def draft_of(entry: SupportEntry) -> EntryDraft:
    """What was said of an entry, to be changed."""
    said = {field.name: getattr(entry, field.name) for field in fields(EntryDraft)}
    return EntryDraft(**{**said, "languages": tuple(entry.languages)})


def check_keeps(actor: Actor, entry: SupportEntry) -> None:
    """Raises NotAllowed unless the actor keeps this entry."""
    if not keeps(actor, entry):
        keeper = "The network’s coordinator keeps it" if entry.is_network else "Your organisation’s lead keeps it"
        raise NotAllowed(f"You can read this and not change it. {keeper}.")


def _lock_kept(actor: Actor, entry_id: UUID) -> SupportEntry:
    # Asked first and locked then: PostgreSQL locks for nobody a row that they may not write.
    check_keeps(actor, queries.get_entry(actor, entry_id))
    return queries.get_entry(actor, entry_id, for_update=True)


def _columns(draft: EntryDraft) -> dict[str, Any]:
    return {**asdict(draft), "languages": list(draft.languages)}


def _check_seen(entry: SupportEntry, seen_version: int, yours: Mapping[str, Any]) -> None:
    if entry.version == seen_version:
        return
    differing = [name for name in LABELS if name in yours and yours[name] != getattr(entry, name)]
    raise Conflict(
        yours={LABELS[name]: _in_words(yours[name]) for name in differing},
        theirs={LABELS[name]: _in_words(getattr(entry, name)) for name in differing},
    )


def _in_words(value: Any) -> str:
    match value:
        case None | "":
            return "None"
        case bool():
            return "Yes" if value else "No"
        case StrEnum():
            return str(getattr(value, "label", value))
        case date():
            return as_date(value)
        case list():
            return ", ".join(value)
        case _:
            return str(value)


def _record(actor: Actor, what: str, entry: SupportEntry, values: Mapping[str, Any], clock: Clock) -> None:
    audit.record(
        actor,
        clock.now(),
        f"directory.entry.{what}",
        "support_entry",
        entry.id,
        organisation_id=entry.organisation_id,
        changes={name: _noted(value) if name in _PLAIN else "changed" for name, value in values.items()},
    )


def _noted(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)
