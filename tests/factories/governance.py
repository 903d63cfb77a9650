"""Groups, meetings and actions for tests, made through the services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, has_app_context
from sqlalchemy import select

from network.core import tenancy
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.governance.models import Action, Decision, Group, Meeting
from network.governance.permissions import POLICY
from network.governance.rules.drafts import ActionDraft, GroupDraft, WriteUp
from network.governance.service import actions, groups, meetings
from network.governance.vocabulary import GroupKind, Rhythm
from network.organisations.vocabulary import KeyArea
from tests.support.client import Client
from tests.support.world import Person, World

DRAFT = GroupDraft(
    name="Strategic group",
    kind=GroupKind.STRATEGIC_GROUP,
    purpose="Drives the twelve areas.",
    rhythm=Rhythm.MONTHLY,
    chair_name="Ada Chair",
    chair_title="Assistant Director",
    members="Bo Member, Housing\nCy Member",
)
Row = TypeVar("Row", Group, Meeting, Decision, Action)

GROUP_FORM = {
    "name": "Housing working group",
    "kind": "working-group",
    "purpose": "Looks at letters.",
    "rhythm": "every-month",
    "chair_name": "Ada Chair",
    "chair_title": "Head of Service",
    "members": "Bo Member, Housing\nCy Member",
}
WRITE_UP_FORM: dict[str, str | list[str]] = {
    "held_on": "2026-11-16",
    "areas": ["leadership", "supervision"],
    "attended": "9",
    "note": "How teams begin.",
    "decisions-0": "We begin in May.",
    "decisions-1": "",
    "decisions-2": "Housing goes first.",
    "actions-0-what": "Write to housing",
    "actions-0-owner_name": "Dee Owner",
    "actions-0-due_on": "2026-12-01",
}
KEEPERS = {"host": Role.COORDINATOR}
"""Who keeps the groups of a place; its lead, where nothing is said."""


def actor_of(person: Person) -> Actor:
    """The person as they act, with the rights of their role over groups."""
    rights = frozenset(permission for permission, roles in POLICY.items() if person.role in roles)
    return Actor(person.user_id, person.organisation_id, frozenset({person.role}), rights)


def keeper_of(world: World, at: str) -> Person:
    """Who keeps the groups of a place."""
    return world.person(KEEPERS.get(at, Role.ORGANISATION_LEAD), at)


@contextmanager
def acting(app: Flask, person: Person) -> Iterator[Actor]:
    """This person at work; what they did is committed, in the test's own context if it is in one."""
    actor = actor_of(person)
    with nullcontext() if has_app_context() else app.app_context():
        try:
            tenancy.enter(db.session(), actor)
            yield actor
            commit()
        finally:
            db.session.remove()


def add_group(app: Flask, world: World, clock: Clock, at: str = "own", **changes: Any) -> UUID:
    """A group that meets every month."""
    with acting(app, keeper_of(world, at)) as actor:
        return groups.add_group(actor, replace(DRAFT, **changes), clock).id


def plan(
    app: Flask, world: World, clock: Clock, group_id: UUID, held_on: date, *areas: KeyArea, at: str = "own"
) -> UUID:
    """A meeting that is planned, or waits to be written up."""
    with acting(app, keeper_of(world, at)) as actor:
        return meetings.plan_meeting(actor, group_id, held_on, areas, clock).id


def hold(
    app: Flask, world: World, clock: Clock, group_id: UUID, held_on: date, *areas: KeyArea, at: str = "own"
) -> UUID:
    """A meeting that was held and written up, with one decision and one action."""
    with acting(app, keeper_of(world, at)) as actor:
        meeting = meetings.plan_meeting(actor, group_id, held_on, areas, clock)
        said = WriteUp(held_on, frozenset(areas), 7, "What was said.", ("We go on.",))
        agreed = [ActionDraft("Write the letter", "Dee Owner", None, held_on + timedelta(days=30))]
        meetings.write_up(actor, meeting.id, said, meeting.version, clock, agreed)
        return meeting.id


def add_action(
    app: Flask, world: World, clock: Clock, group_id: UUID, due_on: date, at: str = "own", owner: Person | None = None
) -> UUID:
    """An action that is open: a colleague's, or somebody's without an account."""
    draft = ActionDraft("Book the hall", "" if owner else "Dee Owner", owner.user_id if owner else None, due_on)
    with acting(app, keeper_of(world, at)) as actor:
        return actions.add_action(actor, group_id, draft, clock).id


def action_form(**changes: str) -> dict[str, str]:
    """An action as somebody fills it in, with nobody yet who does it."""
    return {"what": "Book the hall", "due_on": "2026-12-01", **changes}


def stored(app: Flask, table: type[Row]) -> list[Row]:
    """Everything of a kind that is kept."""
    with app.app_context(), tenancy.system_scope(db.session(), "a test looks") as system:
        return list(db.session.scalars(tenancy.scoped(select(table), system, table).order_by(table.id)))


def stored_action(app: Flask, lead: Client, group: UUID) -> UUID:
    """The key of an action that this lead wrote down."""
    lead.post(f"/groups/{group}/actions/new", action_form(owner_name="Dee"))
    return stored(app, Action)[0].id
