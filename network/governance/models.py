"""Groups, their meetings with the areas that these touched, decisions and actions (ORG-5, ORG-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    false,
    or_,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import SQL_JOB, SQL_ORGANISATION, SQL_WIDE, OwnedByOrganisation, Scope
from network.governance.vocabulary import ActionState, GroupKind, Rhythm
from network.organisations.vocabulary import KeyArea


@dataclass(frozen=True, slots=True)
class GroupRows:
    """The guard of governance: one's own; the network's for everybody who acts in an organisation.

    The coordinator reads every partner's and writes only what belongs to the organisation acted in, the host.
    """

    def criterion(self, entity: Any, scope: Scope) -> ColumnElement[bool]:
        """Own rows and the network's; all for the coordinator and for jobs."""
        if scope.job or scope.is_wide:
            return true()
        if scope.organisation_id is None:
            return false()
        return or_(entity.organisation_id == scope.organisation_id, entity.is_network)

    def may_load(self, row: Any, scope: Scope) -> bool:
        """As the criterion says."""
        if scope.job or scope.is_wide:
            return True
        return scope.organisation_id is not None and (row.is_network or row.organisation_id == scope.organisation_id)

    def may_write(self, row: Any, scope: Scope) -> bool:
        """Own rows; nobody else's, the coordinator's right to read notwithstanding."""
        return self._is_own(row.organisation_id, scope)

    def may_insert(self, values: dict[str, Any], scope: Scope) -> bool:
        """As for one row."""
        return self._is_own(values.get("organisation_id"), scope)

    def _is_own(self, organisation_id: UUID | None, scope: Scope) -> bool:
        return bool(scope.job) or (organisation_id is not None and organisation_id == scope.organisation_id)

    sql_reads: ClassVar[str] = (
        f"organisation_id = {SQL_ORGANISATION} OR {SQL_JOB} OR {SQL_WIDE} "
        f"OR (is_network AND {SQL_ORGANISATION} IS NOT NULL)"
    )
    sql_writes: ClassVar[str] = f"organisation_id = {SQL_ORGANISATION} OR {SQL_JOB}"


class GroupOwned(OwnedByOrganisation):
    """A row of governance. The foreign keys carry `is_network` too: nothing is shown wider than its group."""

    __guard__ = GroupRows()

    is_network: Mapped[bool] = mapped_column(sort_order=-8)
    """Whether it is the network's, which every partner's people read."""


def _of(column: str, table: str) -> ForeignKeyConstraint:
    parent = [f"{table}.{name}" for name in ("organisation_id", "id", "is_network")]
    return ForeignKeyConstraint(["organisation_id", column, "is_network"], parent)


class Group(GroupOwned, Entity, Versioned, Base):
    """A board, committee or group. Ended, it keeps its history."""

    __tablename__ = "governance_group"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id", "is_network"),
        CheckConstraint("name <> ''", name="name_given"),
        Index("ix_governance_group_is_network", "is_network"),
    )

    name: Mapped[str]
    kind: Mapped[GroupKind] = mapped_column(words(GroupKind))
    purpose: Mapped[str]
    rhythm: Mapped[Rhythm] = mapped_column(words(Rhythm))
    chair_name: Mapped[str]
    chair_title: Mapped[str]
    members: Mapped[str]
    """One on each line: the name, a comma, the service or organisation that they represent."""
    ended_on: Mapped[date | None]
    created_by_id: Mapped[UUID | None]
    made_at: Mapped[datetime]


class Meeting(GroupOwned, Entity, Versioned, Base):
    """A meeting of a group: planned, then written up. One that is not held is called off, and counts for nothing."""

    __tablename__ = "group_meeting"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id", "is_network"),
        _of("group_id", "governance_group"),
        CheckConstraint("attended >= 0", name="attended_counts_people"),
        CheckConstraint("written_up_at IS NULL OR called_off_at IS NULL", name="held_or_called_off"),
        Index("ix_group_meeting_group_id_held_on", "group_id", "held_on"),
    )

    group_id: Mapped[UUID]
    held_on: Mapped[date]
    attended: Mapped[int | None]
    note: Mapped[str]
    written_up_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class MeetingArea(GroupOwned, Entity, Base):
    """One of the twelve key areas that a meeting touched, or is planned to (ORG-8)."""

    __tablename__ = "group_meeting_area"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "meeting_id", "area"),
        _of("meeting_id", "group_meeting"),
        Index("ix_group_meeting_area_meeting_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID]
    area: Mapped[KeyArea] = mapped_column(words(KeyArea))


class Decision(GroupOwned, Entity, Base):
    """One thing that a meeting decided (ORG-5)."""

    __tablename__ = "group_decision"
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "meeting_id", "position"),
        _of("meeting_id", "group_meeting"),
    )

    meeting_id: Mapped[UUID]
    position: Mapped[int]
    text: Mapped[str]


class Action(GroupOwned, Entity, Versioned, Base):
    """What somebody does by a day, agreed at a meeting or by the group in between."""

    __tablename__ = "group_action"
    __table_args__: Any = (
        _of("group_id", "governance_group"),
        _of("meeting_id", "group_meeting"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_on_a_day"),
        CheckConstraint("(state = 'dropped') = (dropped_because <> '')", name="dropped_for_a_reason"),
        Index("ix_group_action_group_id", "group_id"),
        Index("ix_group_action_meeting_id", "meeting_id"),
        Index("ix_group_action_state_due_on", "state", "due_on"),
    )

    group_id: Mapped[UUID]
    meeting_id: Mapped[UUID | None]
    what: Mapped[str]
    owner_name: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    """The colleague whose action it is; None where the owner has no account here."""
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(words(ActionState), default=ActionState.OPEN)
    done_on: Mapped[date | None]
    dropped_because: Mapped[str] = mapped_column(default="")
    set_on: Mapped[date]
    """The day on which owner and due day were last agreed: nobody is reminded of what they have just been given."""
    made_at: Mapped[datetime]
