"""Meetings: planned, moved, written up, called off (ORG-8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, OtherRoute, RuleBroken
from network.governance import addresses
from network.governance.models import Decision, Meeting, MeetingArea
from network.governance.queries import meetings
from network.governance.rules import drafts
from network.governance.rules.drafts import ActionDraft, WriteUp
from network.governance.service import actions
from network.governance.service.changes import check_keeps, in_words, record
from network.governance.service.groups import check_open, lock_kept
from network.organisations.vocabulary import KeyArea

LABELS = {
    "held_on": "Day",
    "areas": "Areas",
    "attended": "How many were there",
    "note": "What was discussed",
    "decisions": "Decisions",
}
"""Each part of a meeting in its keeper's words."""


def plan_meeting(actor: Actor, group_id: UUID, held_on: date, areas: Collection[KeyArea], clock: Clock) -> Meeting:
    """A meeting of a group, to come or to be written up. Raises NotFound, NotAllowed and `RuleBroken`."""
    group = lock_kept(actor, group_id)
    check_open(group)
    drafts.check_planned_day(held_on, clock.today())
    meeting = Meeting(
        id=new_id(),
        organisation_id=group.organisation_id,
        is_network=group.is_network,
        group_id=group.id,
        held_on=held_on,
        attended=None,
        note="",
        written_up_at=None,
        called_off_at=None,
        made_at=clock.now(),
    )
    db.session.add(meeting)
    db.session.flush()
    _set_areas(actor, meeting, areas)
    record(actor, clock, "plan", meeting, {"held_on": held_on, "areas": _words(areas)})
    return meeting


def change_plan(
    actor: Actor, meeting_id: UUID, held_on: date, areas: Collection[KeyArea], seen_version: int, clock: Clock
) -> Meeting:
    """Moves a meeting that is still to be written up, or changes its areas.

    Raises NotFound, NotAllowed, `RuleBroken`, and `Conflict` with both texts.
    """
    meeting = _open_meeting(actor, meeting_id)
    said = {"held_on": held_on, "areas": frozenset(areas)}
    stored = {"held_on": meeting.held_on, "areas": _areas_now(actor, meeting)}
    _check_seen(meeting, seen_version, said, stored)
    _check_waits(meeting)
    drafts.check_planned_day(held_on, clock.today())
    _save(actor, clock, "move", meeting, said, stored)
    return meeting


def write_up(
    actor: Actor,
    meeting_id: UUID,
    said: WriteUp,
    seen_version: int,
    clock: Clock,
    new_actions: Sequence[ActionDraft] = (),
) -> Meeting:
    """What was discussed, decided and agreed at a meeting that was held; written again, it is corrected.

    Actions are added to those that it agreed on before. Raises NotFound, NotAllowed, `RuleBroken`, and `Conflict`
    with both texts.
    """
    meeting = _open_meeting(actor, meeting_id)
    said = drafts.tidy_write_up(said)
    values = {name: getattr(said, name) for name in LABELS}
    stored = values_of(actor, meeting)
    _check_seen(meeting, seen_version, values, stored)
    _check_not_called_off(meeting)
    drafts.check_write_up(said, clock.today())
    if len(new_actions) > drafts.MOST_ROWS:
        raise RuleBroken("actions", f"Enter {drafts.MOST_ROWS} actions or fewer at a time")
    meeting.written_up_at = meeting.written_up_at or clock.now()
    _save(actor, clock, "write_up", meeting, values, stored)
    for number, draft in enumerate(new_actions, 1):
        _agree_on(actor, meeting, draft, number, clock)
    return meeting


def call_off(actor: Actor, meeting_id: UUID, seen_version: int, clock: Clock) -> Meeting:
    """A meeting that is not held. Twice is as good as once. Raises as `change_plan`."""
    meeting = _open_meeting(actor, meeting_id)
    if meeting.called_off_at is not None:
        return meeting
    _check_seen(meeting, seen_version, {}, {})
    _check_waits(meeting)
    meeting.called_off_at = clock.now()
    db.session.flush()
    record(actor, clock, "call_off", meeting)
    return meeting


def values_of(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What was said of a meeting, by the names of `LABELS`."""
    return {
        "held_on": meeting.held_on,
        "areas": _areas_now(actor, meeting),
        "attended": meeting.attended,
        "note": meeting.note,
        "decisions": tuple(decision.text for decision in meetings.list_decisions(actor, [meeting.id])),
    }


def _open_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    check_keeps(actor, meetings.get_meeting(actor, meeting_id))
    return meetings.get_meeting(actor, meeting_id, for_update=True)


def _areas_now(actor: Actor, meeting: Meeting) -> frozenset[KeyArea]:
    return frozenset(meetings.areas_of(actor, [meeting.id]).get(meeting.id, ()))


def _check_seen(meeting: Meeting, seen_version: int, said: dict[str, Any], stored: dict[str, Any]) -> None:
    if meeting.version == seen_version:
        return
    differing = [name for name in LABELS if name in said and said[name] != stored[name]]
    raise Conflict(
        yours={LABELS[name]: _shown(said[name]) for name in differing},
        theirs={LABELS[name]: _shown(stored[name]) for name in differing},
    )


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(area.label for area in KeyArea if area in value) or "None"
    return "\n".join(value) or "None" if isinstance(value, tuple) else in_words(value)


def _check_waits(meeting: Meeting) -> None:
    _check_not_called_off(meeting)
    if meeting.written_up_at is not None:
        raise RuleBroken(
            None,
            "This meeting is written up, so it was held.",
            routes=(
                OtherRoute("Look at this meeting, where what was written can be corrected", _page(meeting)),
                OtherRoute("See the group and its other meetings", addresses.group(meeting.group_id)),
            ),
        )


def _check_not_called_off(meeting: Meeting) -> None:
    if meeting.called_off_at is not None:
        raise RuleBroken(
            None,
            "This meeting was called off. If the group met after all, plan a meeting on that day and write it up.",
            routes=(
                OtherRoute("Plan a meeting", f"{addresses.group(meeting.group_id)}/meetings/new"),
                OtherRoute("See the group and its other meetings", addresses.group(meeting.group_id)),
            ),
        )


def _page(meeting: Meeting) -> str:
    return addresses.meeting(meeting.id)


def _save(
    actor: Actor, clock: Clock, verb: str, meeting: Meeting, said: dict[str, Any], stored: dict[str, Any]
) -> None:
    changed = {name: value for name, value in said.items() if value != stored[name]}
    for name in set(changed) & {"held_on", "attended", "note"}:
        setattr(meeting, name, changed[name])
    flag_modified(meeting, "held_on")  # a change of areas, decisions or actions alone is a change of the meeting too
    db.session.flush()
    if "areas" in changed:
        _set_areas(actor, meeting, changed["areas"])
    if "decisions" in changed:
        _set_decisions(actor, meeting, changed["decisions"])
    noted = {**changed, **({"areas": _words(changed["areas"])} if "areas" in changed else {})}
    if "decisions" in changed:
        noted["decisions"] = len(changed["decisions"])
    record(actor, clock, verb, meeting, noted)


def _words(areas: Collection[KeyArea]) -> list[str]:
    return [area.value for area in KeyArea if area in areas]


def _set_areas(actor: Actor, meeting: Meeting, areas: Collection[KeyArea]) -> None:
    known = {row.area: row for row in meetings.list_area_rows(actor, meeting.id)}
    for area in known.keys() - set(areas):
        db.session.delete(known[area])
    new = [area for area in KeyArea if area in areas and area not in known]
    db.session.add_all(MeetingArea(**_child(meeting), area=area) for area in new)
    db.session.flush()


def _set_decisions(actor: Actor, meeting: Meeting, texts: Sequence[str]) -> None:
    for decision in meetings.list_decisions(actor, [meeting.id]):
        db.session.delete(decision)
    db.session.flush()
    rows = [Decision(**_child(meeting), position=number, text=text) for number, text in enumerate(texts, 1)]
    db.session.add_all(rows)
    db.session.flush()


def _child(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": new_id(),
        "organisation_id": meeting.organisation_id,
        "is_network": meeting.is_network,
        "meeting_id": meeting.id,
    }


def _agree_on(actor: Actor, meeting: Meeting, draft: ActionDraft, number: int, clock: Clock) -> None:
    try:
        actions.agree(actor, meeting, draft, clock)
    except RuleBroken as broken:
        raise RuleBroken("actions", f"Action {number}: {broken.message}") from None
