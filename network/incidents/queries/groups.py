"""Support for groups: who sees which, stated once (CI-14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, false, select
from sqlalchemy.sql import ColumnElement

from network.core.actor import Actor
from network.core.clock import LONDON, day_begins, local_date
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.incidents.models import GroupSupport, SupportSession
from network.incidents.permissions import RIGHT_OF
from network.incidents.rules.groups import WITH_THE_PROVIDER, GroupState
from network.incidents.rules.measures import Period
from network.incidents.rules.readers import Capacity
from network.incidents.rules.sessions import SESSION_LASTS, SessionState, overlaps


def visible_groups(actor: Actor, capacity: Capacity) -> Select[GroupSupport]:
    """The one statement of who sees support for which group.

    A manager sees what they asked for; a lead what was sent in their organisation; an allocator what was passed to
    theirs; a therapist what was given to them. It says nothing of anybody in the group.
    """
    return scoped(select(GroupSupport), actor, GroupSupport).where(_restriction(actor, capacity))


def _restriction(actor: Actor, capacity: Capacity) -> ColumnElement[bool]:
    if not actor.can(RIGHT_OF[capacity]):
        return false()
    is_at_home = GroupSupport.organisation_id == actor.organisation_id
    is_passed_here = and_(
        GroupSupport.provider_organisation_id == actor.organisation_id, GroupSupport.state.in_(WITH_THE_PROVIDER)
    )
    match capacity:
        case Capacity.REFERRER:
            return and_(is_at_home, GroupSupport.referrer_user_id == actor.user_id)
        case Capacity.LEAD:
            return and_(is_at_home, GroupSupport.state != GroupState.ASKED)
        case Capacity.ALLOCATOR:
            return is_passed_here
        case Capacity.THERAPIST:
            return and_(is_passed_here, GroupSupport.therapist_user_id == actor.user_id)
        case Capacity.ASKED | Capacity.STAFF_MEMBER:
            return false()


def list_held(groups: Select[GroupSupport], days: Period) -> list[datetime]:
    """When each group session of these was held, on one of these days (M3). One query."""
    held = groups.with_only_columns(GroupSupport.at).where(
        GroupSupport.state == GroupState.HELD,
        GroupSupport.at >= day_begins(days.first_day),
        GroupSupport.at < day_begins(days.last_day + timedelta(days=1)),
    )
    return list(db.session.scalars(held))


def get_group(actor: Actor, capacity: Capacity, group_id: UUID) -> GroupSupport:
    """One of them. Raises NotFound where there is none that the actor sees in this capacity."""
    found = db.session.scalars(visible_groups(actor, capacity).where(GroupSupport.id == group_id)).one_or_none()
    if found is None:
        raise NotFound()
    return found


def hold_group(actor: Actor, capacity: Capacity, group_id: UUID) -> GroupSupport:
    """One of them, which nobody else changes until the transaction ends. Raises NotFound as `get_group`."""
    held = visible_groups(actor, capacity).where(GroupSupport.id == group_id)
    found = db.session.scalars(held.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound()
    return found


def list_page(actor: Actor, capacity: Capacity, number: int, size: int) -> Page[GroupSupport]:
    """A page of what the actor sees in a capacity: what is open first, by the day that its clock names. Two queries."""
    listed: Any = visible_groups(actor, capacity).order_by(
        GroupSupport.closed_at.is_not(None), GroupSupport.provider_limit_on, GroupSupport.started_at, GroupSupport.id
    )
    return paginate(listed, number, size)


def list_sessions_on(actor: Actor, group: GroupSupport, at: datetime) -> Sequence[SupportSession]:
    """The actor’s own sessions with people of the group’s organisation on London’s day of an instant (CI-15)."""
    day = local_date(at, LONDON)
    begins = datetime.combine(day, time(), LONDON)
    ends = datetime.combine(day + timedelta(days=1), time(), LONDON)
    listed = scoped(select(SupportSession), actor, SupportSession).where(
        SupportSession.organisation_id == group.organisation_id,
        SupportSession.therapist_user_id == actor.user_id,
        SupportSession.state.in_([SessionState.BOOKED, SessionState.HELD, SessionState.HELD_LATE]),
        SupportSession.at >= begins,
        SupportSession.at < ends,
    )
    return db.session.scalars(listed.order_by(SupportSession.at, SupportSession.id)).all()


def is_with_a_group(actor: Actor, at: datetime, besides: UUID | None = None) -> bool:
    """Whether a group’s session that was arranged for the acting therapist would run into one at this instant."""
    near = scoped(select(GroupSupport.id, GroupSupport.at), actor, GroupSupport).where(
        GroupSupport.therapist_user_id == actor.user_id,
        GroupSupport.state == GroupState.ARRANGED,
        GroupSupport.at.between(at - SESSION_LASTS, at + SESSION_LASTS),
    )
    return any(key != besides and other is not None and overlaps(other, at) for key, other in db.session.execute(near))
