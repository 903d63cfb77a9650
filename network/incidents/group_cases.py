"""Support for a group as somebody who acts on it sees it (CI-14, CI-15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.core.actor import Actor
from network.incidents.models import GroupSupport
from network.incidents.queries.groups import list_sessions_on
from network.incidents.queries.people import names_of
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.groups import (
    OVER,
    TRANSITIONS,
    GroupAskedBy,
    GroupState,
    GroupStep,
    GroupWish,
)
from network.incidents.rules.readers import Capacity
from network.incidents.rules.setup import GroupReferrer


@dataclass(frozen=True, slots=True)
class IndividualMeeting:
    """A session with one person on the day of a group’s: when and how, for its therapist alone."""

    referral_id: UUID
    at: datetime
    mode: MeetingMode | None


@dataclass(frozen=True, slots=True)
class GroupCase:
    """What a manager, a lead, an allocator or a therapist sees."""

    id: UUID
    version: int
    reference: str
    capacity: Capacity
    state: GroupState
    organisation_name: str
    therapist_name: str | None
    position: GroupReferrer
    asked_on: date
    asked_by: GroupAskedBy
    wish: GroupWish
    submitted_at: datetime | None
    provider_limit_on: date | None
    arranged_at: datetime | None
    at: datetime | None
    mode: MeetingMode | None
    is_combined: bool
    attendance: int | None
    """For the therapist and the lead; None for everybody else, and before it was held."""
    closed_at: datetime | None
    meetings: tuple[IndividualMeeting, ...] = ()
    """The therapist’s own on a combined day; nobody else is shown that there are any (CI-15)."""

    @property
    def is_over(self) -> bool:
        """Whether nobody is expected to do anything more."""
        return self.state in OVER

    @property
    def is_wished(self) -> bool:
        """Whether it can be sent (D12)."""
        return self.wish is not GroupWish.NOT_NOW

    def may(self, step: str) -> bool:
        """Whether a step can be taken from where it stands."""
        return GroupStep(step) in TRANSITIONS[self.state]


def group_case(actor: Actor, group: GroupSupport, capacity: Capacity) -> GroupCase:
    """One of them, with the meetings of a combined day for its therapist. Two queries at most."""
    (case,) = group_cases([group], capacity)
    if capacity is not Capacity.THERAPIST or not group.is_combined or group.at is None:
        return case
    sessions = list_sessions_on(actor, group, group.at)
    met = tuple(IndividualMeeting(each.referral_id, each.at, each.mode) for each in sessions if each.at is not None)
    return _shown(group, capacity, case.organisation_name, case.therapist_name, met)


def group_cases(groups: Iterable[GroupSupport], capacity: Capacity) -> list[GroupCase]:
    """Several, without what belongs to the page of one. One query."""
    groups = list(groups)
    names = names_of(
        organisations=[each.organisation_id for each in groups], people=[each.therapist_user_id for each in groups]
    )
    return [
        _shown(each, capacity, names.get(each.organisation_id, ""), names.get(each.therapist_user_id))
        for each in groups
    ]


def _shown(
    group: GroupSupport,
    capacity: Capacity,
    organisation_name: str,
    therapist_name: str | None,
    meetings: tuple[IndividualMeeting, ...] = (),
) -> GroupCase:
    return GroupCase(
        id=group.id,
        version=group.version,
        reference=group.reference,
        capacity=capacity,
        state=group.state,
        organisation_name=organisation_name,
        therapist_name=therapist_name,
        position=group.position,
        asked_on=group.asked_on,
        asked_by=group.asked_by,
        wish=group.wish,
        submitted_at=group.submitted_at,
        provider_limit_on=group.provider_limit_on,
        arranged_at=group.arranged_at,
        at=group.at,
        mode=group.mode,
        is_combined=group.is_combined,
        attendance=group.attendance if capacity in {Capacity.LEAD, Capacity.THERAPIST} else None,
        closed_at=group.closed_at,
        meetings=meetings,
    )
