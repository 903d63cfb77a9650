"""Actions: agreed, changed, done, dropped, opened again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotAllowed, OtherRoute, RuleBroken
from network.core.text import one_line
from network.governance import addresses
from network.governance.models import Action, Group, Meeting
from network.governance.permissions import keeps
from network.governance.queries import actions, groups, meetings
from network.governance.rules import drafts
from network.governance.rules.drafts import ActionDraft
from network.governance.service.changes import check_keeps, check_seen, record
from network.governance.service.groups import check_open
from network.governance.vocabulary import ActionState

LABELS = {
    "what": "What is to be done",
    "owner_name": "Who does it",
    "due_on": "By when",
    "state": "Where it stands",
    "done_on": "Done on",
    "dropped_because": "Why it was dropped",
}
"""Each part of an action in its keeper's words."""


def add_action(
    actor: Actor, group_id: UUID, draft: ActionDraft, clock: Clock, *, meeting_id: UUID | None = None
) -> Action:
    """An action that a group agreed on, or one of its meetings. Raises NotFound, NotAllowed and `RuleBroken`."""
    group = groups.get_group(actor, group_id)
    check_keeps(actor, group)
    if meeting_id is None:
        check_open(group)
        return _add(actor, group, None, draft, clock)
    meeting = meetings.get_meeting(actor, meeting_id)
    if meeting.group_id != group_id:
        raise RuleBroken("meeting_id", "Choose a meeting of this group")
    return agree(actor, meeting, draft, clock)


def agree(actor: Actor, meeting: Meeting, draft: ActionDraft, clock: Clock) -> Action:
    """An action that a meeting agreed on; whoever asks has seen to it that the actor keeps it. Raises `RuleBroken`."""
    return _add(actor, meeting, meeting.id, draft, clock)


def _add(actor: Actor, of: Group | Meeting, meeting_id: UUID | None, draft: ActionDraft, clock: Clock) -> Action:
    draft = drafts.tidy_action(draft)
    drafts.check_action(draft, clock.today())
    action = Action(
        id=new_id(),
        organisation_id=of.organisation_id,
        is_network=of.is_network,
        group_id=of.group_id if isinstance(of, Meeting) else of.id,
        meeting_id=meeting_id,
        what=draft.what,
        owner_name=_owner_name(actor, draft, of.organisation_id, clock),
        owner_id=draft.owner_id,
        due_on=draft.due_on,
        state=ActionState.OPEN,
        done_on=None,
        dropped_because="",
        set_on=clock.today(),
        made_at=clock.now(),
    )
    db.session.add(action)
    db.session.flush()
    record(actor, clock, "add", action, {"what": action.what, "owner_id": action.owner_id, "due_on": action.due_on})
    return action


def edit_action(actor: Actor, action_id: UUID, draft: ActionDraft, seen_version: int, clock: Clock) -> Action:
    """Changes what an open action says, whose it is or by when.

    Raises NotFound, NotAllowed, `RuleBroken`, and `Conflict` with both texts.
    """
    action = _lock_kept(actor, action_id)
    draft = drafts.tidy_action(draft)
    drafts.check_action(draft, clock.today())
    is_same_owner = draft.owner_id is not None and draft.owner_id == action.owner_id
    name = action.owner_name if is_same_owner else _owner_name(actor, draft, action.organisation_id, clock)
    values = {**asdict(draft), "owner_name": name}
    check_seen(action, seen_version, LABELS, values)
    _check_open(action)
    changed = {field: value for field, value in values.items() if value != getattr(action, field)}
    if changed:
        for field, value in changed.items():
            setattr(action, field, value)
        if changed.keys() & {"owner_id", "due_on"}:
            action.set_on = clock.today()
        db.session.flush()
        record(actor, clock, "edit", action, changed)
    return action


def finish_action(actor: Actor, action_id: UUID, done_on: date, seen_version: int, clock: Clock) -> Action:
    """The owner, or whoever keeps the group, says that it is done, on a day. Raises as `edit_action`."""
    check_may_finish(actor, actions.get_action(actor, action_id))
    action = actions.get_action(actor, action_id, for_update=True)
    check_seen(action, seen_version, LABELS, {"done_on": done_on})
    _check_open(action)
    drafts.check_past_day("done_on", done_on, clock.today())
    action.state, action.done_on = ActionState.DONE, done_on
    db.session.flush()
    record(actor, clock, "finish", action, {"done_on": done_on})
    return action


def drop_action(actor: Actor, action_id: UUID, reason: str, seen_version: int, clock: Clock) -> Action:
    """An action that nobody will carry out, and why in a line. Raises as `edit_action`."""
    action = _lock_kept(actor, action_id)
    reason = one_line(reason)
    check_seen(action, seen_version, LABELS, {"dropped_because": reason})
    _check_open(action)
    drafts.check_text("reason", reason)
    action.state, action.dropped_because = ActionState.DROPPED, reason
    db.session.flush()
    record(actor, clock, "drop", action)
    return action


def reopen_action(actor: Actor, action_id: UUID, seen_version: int, clock: Clock) -> Action:
    """Takes back that it was done or dropped. One that is open stays so. Raises as `finish_action`."""
    if not may_reopen(actor, actions.get_action(actor, action_id)):
        raise NotAllowed("Whoever keeps the group opens an action again.")
    action = actions.get_action(actor, action_id, for_update=True)
    if action.state is ActionState.OPEN:
        return action
    check_seen(action, seen_version, LABELS)
    action.state, action.done_on, action.dropped_because = ActionState.OPEN, None, ""
    action.set_on = clock.today()
    db.session.flush()
    record(actor, clock, "reopen", action)
    return action


def may_finish(actor: Actor, action: Action) -> bool:
    """Whether the actor may say that it is done: their own action, or one of a group that they keep."""
    is_own = action.owner_id == actor.user_id and action.organisation_id == actor.organisation_id
    return is_own or keeps(actor, action.organisation_id, is_network=action.is_network)


def check_may_finish(actor: Actor, action: Action) -> None:
    """Raises NotAllowed unless `may_finish`."""
    if not may_finish(actor, action):
        raise NotAllowed("Its owner says that an action is done, or whoever keeps the group.")


def may_reopen(actor: Actor, action: Action) -> bool:
    """Whether the actor may take it back: an owner what they said themselves, a keeper anything."""
    is_keeper = keeps(actor, action.organisation_id, is_network=action.is_network)
    return is_keeper or (action.state is not ActionState.DROPPED and may_finish(actor, action))


def _lock_kept(actor: Actor, action_id: UUID) -> Action:
    check_keeps(actor, actions.get_action(actor, action_id))
    return actions.get_action(actor, action_id, for_update=True)


def draft_of(action: Action) -> ActionDraft:
    """What was said of an action, to be changed."""
    name = "" if action.owner_id is not None else action.owner_name
    return ActionDraft(action.what, name, action.owner_id, action.due_on)


def _owner_name(actor: Actor, draft: ActionDraft, organisation_id: UUID, clock: Clock) -> str:
    """The name of the colleague who was chosen, as it is today; else the name that was typed."""
    if draft.owner_id is None:
        return draft.owner_name
    colleagues = {each.id: each.name for each in groups.list_possible_owners(actor, organisation_id, clock)}
    if draft.owner_id not in colleagues:
        raise RuleBroken("owner_id", "Choose a colleague from the list, or enter a name")
    return colleagues[draft.owner_id]


def _check_open(action: Action) -> None:
    if action.state is not ActionState.OPEN:
        raise RuleBroken(
            None,
            f"This action is {action.state.label.lower()} already.",
            routes=(
                OtherRoute("Look at this action, where it can be opened again", addresses.action(action.id)),
                OtherRoute("See the actions that are open", addresses.ACTIONS),
            ),
        )
