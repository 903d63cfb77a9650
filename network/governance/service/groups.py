"""Groups: added, changed, ended, opened again."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import OtherRoute, RuleBroken
from network.governance import addresses
from network.governance.models import Group
from network.governance.queries import groups
from network.governance.rules import drafts
from network.governance.rules.drafts import GroupDraft
from network.governance.service.changes import check_keeps, check_seen, record

LABELS = {
    "name": "Name",
    "kind": "Kind",
    "purpose": "What it is for",
    "rhythm": "How often it meets",
    "chair_name": "Chair",
    "chair_title": "The chair’s job title",
    "members": "Members",
    "ended_on": "Last day",
}
"""Each part of a group in its keeper's words."""


def add_group(actor: Actor, draft: GroupDraft, clock: Clock) -> Group:
    """A new group: the network's where the coordinator adds it, else the organisation's own. Raises `RuleBroken`."""
    draft = drafts.tidy_group(draft)
    drafts.check_group(draft)
    group = Group(
        id=new_id(),
        organisation_id=actor.organisation_id,
        is_network=actor.is_network_wide,
        ended_on=None,
        created_by_id=actor.user_id,
        made_at=clock.now(),
        **asdict(draft),
    )
    db.session.add(group)
    db.session.flush()
    record(actor, clock, "add", group, {"is_network": group.is_network, **asdict(draft)})
    return group


def edit_group(actor: Actor, group_id: UUID, draft: GroupDraft, seen_version: int, clock: Clock) -> Group:
    """Changes what is said of a group. Raises NotFound, NotAllowed, `RuleBroken`, and `Conflict` with both texts."""
    group = lock_kept(actor, group_id)
    draft = drafts.tidy_group(draft)
    check_seen(group, seen_version, LABELS, asdict(draft))
    drafts.check_group(draft)
    changed = {name: value for name, value in asdict(draft).items() if value != getattr(group, name)}
    if changed:
        for name, value in changed.items():
            setattr(group, name, value)
        db.session.flush()
        record(actor, clock, "edit", group, changed)
    return group


def end_group(actor: Actor, group_id: UUID, ended_on: date, seen_version: int, clock: Clock) -> Group:
    """Ends a group on a day; its meetings, decisions and actions stay. Raises as `edit_group`."""
    group = lock_kept(actor, group_id)
    check_seen(group, seen_version, LABELS, {"ended_on": ended_on})
    check_open(group)
    drafts.check_end(ended_on, clock.today(), groups.list_meeting_days(actor, group_id))
    group.ended_on = ended_on
    db.session.flush()
    record(actor, clock, "end", group, {"ended_on": ended_on})
    return group


def reopen_group(actor: Actor, group_id: UUID, seen_version: int, clock: Clock) -> Group:
    """Takes the end of a group back. One that is open stays so. Raises as `edit_group`."""
    group = lock_kept(actor, group_id)
    if group.ended_on is None:
        return group
    check_seen(group, seen_version, LABELS)
    group.ended_on = None
    db.session.flush()
    record(actor, clock, "reopen", group)
    return group


def lock_kept(actor: Actor, group_id: UUID) -> Group:
    """A group that the actor keeps, as it stands now, until this transaction ends. Raises NotFound and NotAllowed.

    Asked first and locked then: PostgreSQL locks for nobody a row that they may not write.
    """
    check_keeps(actor, groups.get_group(actor, group_id))
    return groups.get_group(actor, group_id, for_update=True)


def draft_of(group: Group) -> GroupDraft:
    """What was said of a group, to be changed."""
    return GroupDraft(**{field.name: getattr(group, field.name) for field in fields(GroupDraft)})


def check_open(group: Group) -> None:
    """Raises `RuleBroken`, with other ways on (`U37`), for a group that has ended."""
    if group.ended_on is not None:
        raise RuleBroken(
            None,
            "This group has ended, so nothing new is planned or agreed in it.",
            routes=(
                OtherRoute("Look at this group; whoever keeps it can open it again", addresses.group(group.id)),
                OtherRoute("See the other groups", addresses.GROUPS),
            ),
        )
