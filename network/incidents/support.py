"""The ledger of a referral as its therapist and its person see it: sessions, what was moved, dates to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.core.actor import Actor
from network.incidents.models import Referral
from network.incidents.queries.sessions import ledger_of, list_key_dates, list_sessions_with_moves
from network.incidents.rules.answers import (
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    MeetingMode,
    MoveReason,
)
from network.incidents.rules.sessions import Ledger, SessionState
from network.incidents.rules.states import is_closed


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `version` is what a form about it is held against."""

    id: UUID
    version: int
    number: int | None
    state: SessionState
    at: datetime | None
    mode: MeetingMode | None
    kept_for: DateKind | None


@dataclass(frozen=True, slots=True)
class Move:
    """When a session was to be, who asked for another time, and why (RM)."""

    was_at: datetime
    moved_at: datetime
    asked_by: AskedBy | None
    reason: MoveReason | None


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A date to come, and whether a session is kept for it (CI-12)."""

    id: UUID
    version: int
    kind: DateKind
    scope: DateScope
    on: date | None
    is_kept_for: bool
    offered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Support:
    """Everything of the support of one person that is kept: facts of the process, and nothing of its content (D11)."""

    ledger: Ledger
    sessions: tuple[Session, ...]
    moves: tuple[Move, ...]
    dates: tuple[ComingDate, ...]
    asked_for_one_more: ExceptionReason | None = None
    """Why a therapist asked for a seventh session, where no lead has answered yet (CI-13)."""

    def get(self, session_id: UUID) -> Session:
        """One of the sessions. LookupError where it is none."""
        return next(each for each in self.sessions if each.id == session_id)


NOTHING = Support(Ledger(0, {}), (), (), ())
"""Before the first booking, and for those who see none of it."""


def read_support(actor: Actor, referral: Referral) -> Support:
    """The ledger of a referral that the actor was shown. Two queries."""
    rows, moves = list_sessions_with_moves(actor, referral)
    dates = [] if is_closed(referral.state) else list_key_dates(actor, referral)
    kinds: dict[UUID | None, DateKind] = {each.id: each.kind for each in dates}
    kept = {each.key_date_id for each in rows if each.number is not None}
    return Support(
        ledger=ledger_of(referral, rows),
        sessions=tuple(
            Session(
                each.id,
                each.version,
                each.number,
                each.state,
                each.at,
                each.mode,
                kinds.get(each.key_date_id) if each.key_date_id else None,
            )
            for each in rows
        ),
        moves=tuple(Move(each.was_at, each.moved_at, each.asked_by, each.reason) for each in moves),
        dates=tuple(
            ComingDate(each.id, each.version, each.kind, each.scope, each.on, each.id in kept, each.offered_at)
            for each in dates
        ),
    )
