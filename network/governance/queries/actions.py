"""Every read of actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select

from network.accounts.models import Membership, User
from network.core.actor import Actor, Anyone, SystemActor
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import PAGE_SIZE, Page, paginate
from network.core.tenancy import scoped
from network.governance.models import Action, Group, MeetingArea
from network.governance.permissions import POLICY, GovernancePermission
from network.governance.queries.groups import belongs, within_reach
from network.governance.vocabulary import ActionState, ActionView, Whose
from network.organisations.models import Organisation
from network.organisations.vocabulary import KeyArea

_LINE: tuple[Any, ...] = (Action, Group.name, Organisation.name)


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """What a list of actions is cut by: those of one group, or of whose groups.

    `area` is one that the action's meeting touched.
    """

    whose: Whose
    view: ActionView = ActionView.OPEN
    owner: str = ""
    is_mine: bool = False
    area: KeyArea | None = None
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as lists show it."""

    action: Action
    group_name: str
    organisation_name: str


def visible_actions(actor: Anyone) -> Select[Action]:
    """The actions of the groups that the actor reads."""
    return scoped(select(Action), actor, Action).where(within_reach(actor, Action))


def get_action(actor: Anyone, action_id: UUID, *, for_update: bool = False) -> Action:
    """One action. Raises NotFound."""
    wanted = visible_actions(actor).where(Action.id == action_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise NotFound("We could not find that action.")
    return found


def action_lines(actor: Actor, filters: ActionFilters, today: date) -> Select[Any]:
    """The actions that the filters leave: what is open first, by the day on which it is due."""
    lines: Select[Any] = (
        scoped(select(*_LINE), actor, Action, Group)
        .join(Group, Group.id == Action.group_id)
        .join(Organisation, Organisation.id == Action.organisation_id)
        .where(within_reach(actor, Action))
        .order_by(case((Action.state == ActionState.OPEN, 0), else_=1), Action.due_on, Action.id)
    )
    if filters.group_id is not None:
        lines = lines.where(Action.group_id == filters.group_id)
    else:
        lines = lines.where(belongs(actor, Action, filters.whose))
    if filters.view is not ActionView.ALL:
        state = ActionState.OPEN if filters.view is ActionView.WAS_DUE else ActionState(filters.view.value)
        lines = lines.where(Action.state == state)
    if filters.view is ActionView.WAS_DUE:
        lines = lines.where(Action.due_on < today)
    if filters.owner:
        lines = lines.where(func.lower(Action.owner_name).contains(filters.owner.lower(), autoescape=True))
    if filters.is_mine:
        lines = lines.where(Action.owner_id == actor.user_id)
    if filters.area is not None:
        touching = scoped(select(MeetingArea.meeting_id), actor, MeetingArea).where(MeetingArea.area == filters.area)
        lines = lines.where(Action.meeting_id.in_(touching))
    return lines


def list_actions(
    actor: Actor, filters: ActionFilters, today: date, page: int, size: int = PAGE_SIZE
) -> Page[ActionLine]:
    """One page of actions. Two queries."""
    return paginate(action_lines(actor, filters, today), page, size).map(lambda row: ActionLine(*row))


def list_for_file(actor: Actor, filters: ActionFilters, today: date) -> list[ActionLine]:
    """Every action that the filters leave. One query."""
    return [ActionLine(*row) for row in db.session.execute(action_lines(actor, filters, today))]


def list_of_group(actor: Actor, group_id: UUID, *, is_open: bool, most: int = PAGE_SIZE) -> Sequence[Action]:
    """A group's open actions, the soonest due first; or its closed ones, the latest due first."""
    found = visible_actions(actor).where(Action.group_id == group_id)
    if is_open:
        found = found.where(Action.state == ActionState.OPEN).order_by(Action.due_on, Action.id)
    else:
        found = found.where(Action.state != ActionState.OPEN).order_by(Action.due_on.desc(), Action.id.desc())
    return db.session.scalars(found.limit(most)).all()


def list_of_meeting(actor: Anyone, meeting_id: UUID) -> Sequence[Action]:
    """The actions that a meeting agreed on, in the order in which they were written."""
    return db.session.scalars(visible_actions(actor).where(Action.meeting_id == meeting_id).order_by(Action.id)).all()


@dataclass(frozen=True, slots=True)
class Reminded:
    """An open action, and the address of the colleague whose it is."""

    action: Action
    email: str


def list_due_soon(system: SystemActor, today: date, within: timedelta) -> list[Reminded]:
    """Open actions of colleagues that are due within a span from tomorrow on, each with whom to write to.

    Whoever may not read groups any more, or has no account, is left out.
    """
    readers = scoped(select(Membership.id), system, Membership).where(
        Membership.user_id == Action.owner_id,
        Membership.organisation_id == Action.organisation_id,
        Membership.role.in_(POLICY[GovernancePermission.READ]),
        Membership.held_on(today),
    )
    wanted = (
        scoped(select(Action, User.email), system, Action, User)
        .join(User, User.id == Action.owner_id)
        .where(
            Action.state == ActionState.OPEN,
            Action.due_on > today,
            Action.due_on <= today + within,
            User.active,
            readers.exists(),
        )
        .order_by(Action.id)
    )
    return [Reminded(*row) for row in db.session.execute(wanted)]
