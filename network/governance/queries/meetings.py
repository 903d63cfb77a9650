"""Every read of meetings, of what they decided, and of the areas that they touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.governance.models import Decision, Group, Meeting, MeetingArea
from network.governance.queries.groups import belongs, within_reach
from network.governance.vocabulary import Whose
from network.organisations.models import Organisation
from network.organisations.vocabulary import KeyArea

_IN_ORDER = list(KeyArea)


def visible_meetings(actor: Anyone) -> Select[Meeting]:
    """The meetings of the groups that the actor reads."""
    return scoped(select(Meeting), actor, Meeting).where(within_reach(actor, Meeting))


def get_meeting(actor: Anyone, meeting_id: UUID, *, for_update: bool = False) -> Meeting:
    """One meeting. Raises NotFound."""
    wanted = visible_meetings(actor).where(Meeting.id == meeting_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise NotFound("We could not find that meeting.")
    return found


def list_ahead(actor: Actor, group_id: UUID) -> Sequence[Meeting]:
    """A group's meetings that are still to be held or to be written up, the soonest first."""
    waiting = visible_meetings(actor).where(
        Meeting.group_id == group_id, Meeting.written_up_at.is_(None), Meeting.called_off_at.is_(None)
    )
    return db.session.scalars(waiting.order_by(Meeting.held_on, Meeting.id)).all()


def list_past(actor: Actor, group_id: UUID, page: int, size: int = PAGE_SIZE) -> Page[Meeting]:
    """A group's meetings that were written up or called off, the latest first. Two queries."""
    past = visible_meetings(actor).where(
        Meeting.group_id == group_id, Meeting.written_up_at.is_not(None) | Meeting.called_off_at.is_not(None)
    )
    return paginate(past.order_by(Meeting.held_on.desc(), Meeting.id.desc()), page, size)


def list_of_group(actor: Actor, group_id: UUID, page: int, size: int = PAGE_SIZE) -> Page[Meeting]:
    """All of a group's meetings, the latest first. Two queries."""
    found = visible_meetings(actor).where(Meeting.group_id == group_id)
    return paginate(found.order_by(Meeting.held_on.desc(), Meeting.id.desc()), page, size)


def areas_of(actor: Anyone, meeting_ids: Iterable[UUID]) -> dict[UUID, list[KeyArea]]:
    """The areas of these meetings, in the order of the twelve. One query."""
    rows = scoped(select(MeetingArea.meeting_id, MeetingArea.area), actor, MeetingArea).where(
        MeetingArea.meeting_id.in_(list(meeting_ids))
    )
    found: dict[UUID, list[KeyArea]] = {}
    for meeting_id, area in db.session.execute(rows):
        found.setdefault(meeting_id, []).append(area)
    return {meeting_id: sorted(areas, key=_IN_ORDER.index) for meeting_id, areas in found.items()}


def list_area_rows(actor: Anyone, meeting_id: UUID) -> Sequence[MeetingArea]:
    """The rows behind a meeting's areas, to be changed."""
    return db.session.scalars(
        scoped(select(MeetingArea), actor, MeetingArea).where(MeetingArea.meeting_id == meeting_id)
    ).all()


def list_decisions(actor: Anyone, meeting_ids: Iterable[UUID]) -> Sequence[Decision]:
    """What these meetings decided, in the order in which it was written."""
    wanted = scoped(select(Decision), actor, Decision).where(Decision.meeting_id.in_(list(meeting_ids)))
    return db.session.scalars(wanted.order_by(Decision.meeting_id, Decision.position)).all()


def decisions_of(actor: Anyone, meeting_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The words of what these meetings decided, by meeting. One query."""
    found: dict[UUID, list[str]] = {}
    for decision in list_decisions(actor, meeting_ids):
        found.setdefault(decision.meeting_id, []).append(decision.text)
    return found


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as the file of meetings has it."""

    meeting: Meeting
    group_name: str
    organisation_name: str


def list_for_file(actor: Actor, whose: Whose) -> list[MeetingRow]:
    """Every meeting of whose groups, the latest first. One query."""
    rows = (
        scoped(select(Meeting, Group.name, Organisation.name), actor, Meeting, Group)
        .join(Group, Group.id == Meeting.group_id)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .where(within_reach(actor, Meeting), belongs(actor, Meeting, whose))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    )
    return [MeetingRow(*row) for row in db.session.execute(rows)]


@dataclass(frozen=True, slots=True)
class Touch:
    """The meeting at which an area was last touched, and whose it was."""

    area: KeyArea
    held_on: date
    meeting_id: UUID
    group_id: UUID
    group_name: str
    organisation_name: str


def last_touches(actor: Actor, whose: Whose) -> dict[KeyArea, Touch]:
    """For each area the last meeting, held and written up, that touched it; untouched ones are left out. One query."""
    latest: Any = func.row_number().over(
        partition_by=MeetingArea.area, order_by=(Meeting.held_on.desc(), Meeting.id.desc())
    )
    touched = (
        scoped(
            select(
                MeetingArea.area,
                Meeting.held_on,
                Meeting.id.label("meeting_id"),
                Meeting.group_id,
                Group.name.label("group_name"),
                Organisation.name.label("organisation_name"),
                latest.label("place"),
            ),
            actor,
            MeetingArea,
            Meeting,
            Group,
        )
        .join(Meeting, Meeting.id == MeetingArea.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .where(Meeting.written_up_at.is_not(None), within_reach(actor, Meeting), belongs(actor, Meeting, whose))
        .subquery()
    )
    rows = db.session.execute(select(*list(touched.c)[:-1]).where(touched.c.place == 1))
    return {row[0]: Touch(*row) for row in rows}
