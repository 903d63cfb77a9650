"""Referrals in a list, by their reference and without a name (U4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import true
from sqlalchemy.sql import ColumnElement

from network.core.actor import Actor
from network.core.pagination import Page, paginate
from network.incidents.models import Referral
from network.incidents.queries.people import names_of
from network.incidents.queries.referrals import visible_referrals
from network.incidents.rules.answers import Reading
from network.incidents.rules.readers import Capacity
from network.incidents.rules.states import AT_THE_DESK, CANCELLED, Holder, ManagerView, State, holder, manager_view


@dataclass(frozen=True, slots=True)
class Line:
    """A referral in a list: its reference, where it stands and its clocks. No name of anybody referred (U4)."""

    id: UUID
    reference: str | None
    state: State
    started_at: datetime
    submitted_at: datetime | None
    first_meeting_target_at: datetime | None
    first_meeting_limit_on: date | None
    first_meeting_at: datetime | None
    manager_contact_limit_on: date | None
    manager_contacted_at: datetime | None
    closed_at: datetime | None
    organisation_name: str
    therapist_name: str | None
    reading: Reading
    is_followed: bool = False
    """Whether another wrote it, and its reader follows as manager (RM)."""

    @property
    def waits_for_person(self) -> bool:
        """Whether its person is to read it before it goes on (U19)."""
        return self.state in AT_THE_DESK and self.reading is Reading.WAITING

    @property
    def holder(self) -> Holder:
        """Whose step is next."""
        return holder(self.state)

    @property
    def standing(self) -> ManagerView | None:
        """What its manager may know of where it stands; None for a draft (D10)."""
        return manager_view(self.state)


_LINE = (
    Referral.id,
    Referral.reference,
    Referral.state,
    Referral.started_at,
    Referral.submitted_at,
    Referral.first_meeting_target_at,
    Referral.first_meeting_limit_on,
    Referral.first_meeting_at,
    Referral.manager_contact_limit_on,
    Referral.manager_contacted_at,
    Referral.closed_at,
    Referral.reading,
    Referral.organisation_id,
    Referral.therapist_user_id,
    Referral.referrer_user_id,
    Referral.handed_over_at,
)


def list_lines(actor: Actor, capacity: Capacity, number: int, size: int, *, is_cancelled: bool = False) -> Page[Line]:
    """A page of what the actor sees in a capacity: what is open first, by its first clock. Three queries.

    What was cancelled stands apart for whoever acts on it (RM); its manager and its person have one list, so that
    neither reads from a place what is not theirs to know (D10).
    """
    listed: Any = (
        visible_referrals(actor, capacity)
        .with_only_columns(*_LINE)
        .where(_of_this_list(capacity, is_cancelled=is_cancelled))
        .order_by(Referral.closed_at.is_not(None), Referral.first_meeting_target_at, Referral.started_at, Referral.id)
    )
    page = paginate(listed, number, size)
    names = names_of(
        organisations=[row.organisation_id for row in page.items],
        people=[row.therapist_user_id for row in page.items],
    )
    return page.map(lambda row: _line(actor, capacity, row, names))


def _of_this_list(capacity: Capacity, *, is_cancelled: bool) -> ColumnElement[bool]:
    if capacity in {Capacity.REFERRER, Capacity.STAFF_MEMBER}:
        return true()
    return Referral.state.in_(CANCELLED) if is_cancelled else Referral.state.not_in(CANCELLED)


def _line(actor: Actor, capacity: Capacity, row: Any, names: dict[UUID | None, str]) -> Line:
    """Who follows as manager reads since when they do, and not when it was written."""
    own = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for it
    organisation_id, therapist_id = own.pop("organisation_id"), own.pop("therapist_user_id")
    author_id, handed_over_at = own.pop("referrer_user_id"), own.pop("handed_over_at")
    if capacity is Capacity.REFERRER and author_id != actor.user_id:
        own.update(is_followed=True, started_at=handed_over_at, submitted_at=handed_over_at)
    return Line(**own, organisation_name=names.get(organisation_id, ""), therapist_name=names.get(therapist_id))
