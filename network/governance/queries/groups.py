"""Who sees which groups, and every read of a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true

from network.accounts.models import Membership, User
from network.accounts.public import PersonName
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.governance.models import Action, Group, Meeting
from network.governance.permissions import POLICY, GovernancePermission
from network.governance.vocabulary import ActionState, Whose
from network.organisations.models import Organisation, Standing


def within_reach(actor: Anyone, entity: Any) -> ColumnElement[bool]:
    """Which rows of governance the actor reads: the single statement of it, for every table (ORG-5).

    One's own organisation's; the network's where that organisation is a partner; every one for the coordinator.
    """
    if isinstance(actor, SystemActor):
        return true()
    if not actor.can(GovernancePermission.READ):
        return false()
    if actor.is_network_wide:
        return true()
    in_partner = exists().where(Organisation.id == actor.organisation_id, Organisation.standing == Standing.PARTNER)
    return or_(entity.organisation_id == actor.organisation_id, and_(entity.is_network, in_partner))


def belongs(actor: Actor, entity: Any, whose: Whose) -> ColumnElement[bool]:
    """The rows that are whose, as the actor would say it."""
    if whose is Whose.NETWORK:
        return and_(entity.is_network)
    is_own = entity.organisation_id == actor.organisation_id
    return and_(~entity.is_network, is_own if whose is Whose.OWN else ~is_own)


def visible_groups(actor: Anyone) -> Select[Group]:
    """The groups that the actor reads."""
    return scoped(select(Group), actor, Group).where(within_reach(actor, Group))


def get_group(actor: Anyone, group_id: UUID, *, for_update: bool = False) -> Group:
    """One group, to be changed or to be read. Raises NotFound."""
    wanted = visible_groups(actor).where(Group.id == group_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise NotFound("We could not find that group.")
    return found


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as lists show it."""

    group: Group
    organisation_name: str
    last_held: date | None
    next_on: date | None
    open_actions: int


def list_groups(
    actor: Actor, whose: Whose | None, today: date, page: int, size: int = PAGE_SIZE, *, is_ended: bool = False
) -> Page[GroupLine]:
    """Groups, the network's first, then by organisation and name. Five queries."""
    wanted = (
        scoped(select(Group, Organisation.name), actor, Group)
        .join(Organisation, Organisation.id == Group.organisation_id)
        .where(within_reach(actor, Group), Group.ended_on.is_not(None) if is_ended else Group.ended_on.is_(None))
        .order_by(Group.is_network.desc(), Organisation.name, Organisation.id, Group.name, Group.id)
    )
    if whose is not None:
        wanted = wanted.where(belongs(actor, Group, whose))
    found = paginate(wanted, page, size)
    ids = [group.id for group, _ in found.items]
    held, planned, still_open = last_held(actor, ids), _next_planned(actor, ids, today), _count_open(actor, ids)
    return found.map(
        lambda row: GroupLine(row[0], row[1], held.get(row[0].id), planned.get(row[0].id), still_open.get(row[0].id, 0))
    )


def last_held(actor: Anyone, group_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The day of each group's last meeting that was written up."""
    rows = scoped(select(Meeting.group_id, func.max(Meeting.held_on)), actor, Meeting).where(
        Meeting.group_id.in_(list(group_ids)), Meeting.written_up_at.is_not(None)
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Meeting.group_id))}


def _next_planned(actor: Anyone, group_ids: Iterable[UUID], today: date) -> dict[UUID, date]:
    rows = scoped(select(Meeting.group_id, func.min(Meeting.held_on)), actor, Meeting).where(
        Meeting.group_id.in_(list(group_ids)),
        Meeting.written_up_at.is_(None),
        Meeting.called_off_at.is_(None),
        Meeting.held_on >= today,
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Meeting.group_id))}


def _count_open(actor: Anyone, group_ids: Iterable[UUID]) -> dict[UUID, int]:
    rows = scoped(select(Action.group_id, func.count()), actor, Action).where(
        Action.group_id.in_(list(group_ids)), Action.state == ActionState.OPEN
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(Action.group_id))}


def list_meeting_days(actor: Anyone, group_id: UUID) -> list[date]:
    """The days of a group's meetings that were not called off."""
    days = scoped(select(Meeting.held_on), actor, Meeting).where(
        Meeting.group_id == group_id, Meeting.called_off_at.is_(None)
    )
    return list(db.session.scalars(days))


def list_possible_owners(actor: Anyone, organisation_id: UUID, clock: Clock) -> list[PersonName]:
    """Colleagues who can own an action: whoever reads groups in this organisation today, by name. One query."""
    readers = scoped(select(Membership.user_id), actor, Membership).where(
        Membership.organisation_id == organisation_id,
        Membership.role.in_(POLICY[GovernancePermission.READ]),
        ~Membership.is_private,
        Membership.held_on(clock.today()),
    )
    found = scoped(select(User), actor, User).where(User.active, User.id.in_(readers)).order_by(User.name, User.id)
    return [PersonName(user.id, user.name, user.email) for user in db.session.scalars(found)]
