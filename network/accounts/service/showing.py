"""Choosing to be shown to the members of the network, changing what is shown, and being shown no more (U15, U18)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from network.accounts.models import DirectoryEntry, Membership
from network.accounts.rules.showing import Shown, checked
from network.accounts.shown import find_entry, holds_a_seen_role
from network.core import audit
from network.core.actor import Actor, Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.tenancy import scoped, system_scope
from network.organisations.public import checked_telephone

MOST_AT_ONCE = 500


def show_oneself(actor: Actor, shown: Shown, clock: Clock) -> DirectoryEntry:
    """Shows the actor to the members of the network, where they act, with these parts and no others.

    Raises `RuleBroken` on `job_title`, `telephone` or `can_be_asked`.
    """
    kept = replace(checked(shown), telephone=checked_telephone("telephone", shown.telephone))
    entry = find_entry(actor)
    is_new = entry is None
    if entry is None:
        entry = DirectoryEntry(
            id=new_id(), organisation_id=actor.organisation_id, user_id=actor.user_id, shown_since=clock.now()
        )
    for name in Shown.__slots__:
        setattr(entry, name, getattr(kept, name))
    if is_new:
        db.session.add(entry)
    _record(actor, "made" if is_new else "changed", entry, clock, kept.parts())
    return entry


def hide_oneself(actor: Actor, clock: Clock) -> bool:
    """Shows the actor no more, and forgets what was shown; whether there was anything."""
    entry = find_entry(actor)
    if entry is None:
        return False
    _record(actor, "removed", entry, clock, [])
    db.session.delete(entry)
    return True


def forget_entries(clock: Clock, user_id: UUID | None = None) -> None:
    """Removes what was shown of people whose role there is over; of everybody, or of one person.

    Nobody is shown without a role in any case: this keeps a consent from outliving what it was given for (`B30`).
    """
    with system_scope(db.session(), "people whose role is over are shown no more") as system:
        over = scoped(select(DirectoryEntry), system, DirectoryEntry, Membership).where(
            ~holds_a_seen_role(clock.today())
        )
        if user_id is not None:
            over = over.where(DirectoryEntry.user_id == user_id)
        for entry in db.session.scalars(over.order_by(DirectoryEntry.id).limit(MOST_AT_ONCE)):
            _record(system, "removed", entry, clock, [])
            db.session.delete(entry)


def _record(actor: Anyone, what: str, entry: DirectoryEntry, clock: Clock, parts: list[str]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"accounts.directory_entry.{what}",
        "directory_entry",
        entry.id,
        organisation_id=entry.organisation_id,
        changes={"shows": parts},
    )
