"""Actions as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import url_for

from network.core.commit import commits
from network.core.guard import requires
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.governance.api.blueprint import blueprint, whose_of
from network.governance.models import Action
from network.governance.permissions import GovernancePermission
from network.governance.queries import actions
from network.governance.queries.actions import ActionFilters
from network.governance.rules.drafts import ActionDraft
from network.governance.schemas import (
    GroupActionChangeSchema,
    GroupActionDraftSchema,
    GroupActionDropSchema,
    GroupActionFinishSchema,
    GroupActionListSchema,
    GroupActionQuerySchema,
    GroupActionSchema,
)
from network.governance.service import actions as service

_SHOWN = ("id", "group_id", "meeting_id", "what", "owner_name", "owner_id", "due_on", "state", "done_on")


def _shown(action: Action) -> dict[str, Any]:
    return {name: getattr(action, name) for name in (*_SHOWN, "dropped_because", "version")}


def _changed(action: Action, said: dict[str, Any]) -> ActionDraft:
    """The draft as it stands with what was sent: a new owner, by key or by name, replaces the old one."""
    draft = service.draft_of(action)
    if said.keys() & {"owner_id", "owner_name"}:
        draft = replace(draft, owner_id=None, owner_name="")
    return replace(draft, **said)


@blueprint.route("/actions")
@requires(GovernancePermission.READ)
@blueprint.arguments(GroupActionQuerySchema, location="query")
@blueprint.response(200, GroupActionListSchema)
def list_actions(asked: dict[str, Any]) -> Page[Any]:
    """Actions, the open ones first, by the day on which they are due."""
    actor = current_actor()
    filters = ActionFilters(
        whose_of(actor, asked), asked["view"], asked["owner"], asked["mine"], asked.get("area"), asked.get("group_id")
    )
    page = actions.list_actions(actor, filters, current_clock().today(), asked["page"], asked["page_size"])
    return page.map(lambda line: _shown(line.action))


@blueprint.route("/groups/<uuid:group_id>/actions", methods=["POST"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
@blueprint.arguments(GroupActionDraftSchema)
@blueprint.response(201, GroupActionSchema)
def add_action(said: dict[str, Any], group_id: UUID) -> Any:
    """Adds an action of a group, or of one of its meetings."""
    meeting_id = said.pop("meeting_id")
    draft = ActionDraft(**said)
    action = service.add_action(current_actor(), group_id, draft, current_clock(), meeting_id=meeting_id)
    return _shown(action), 201, {"Location": url_for("governance_api.show_action", action_id=action.id)}


@blueprint.route("/actions/<uuid:action_id>")
@requires(GovernancePermission.READ)
@blueprint.etag
@blueprint.response(200, GroupActionSchema)
def show_action(action_id: UUID) -> dict[str, Any]:
    """One action."""
    return _shown(actions.get_action(current_actor(), action_id))


@blueprint.route("/actions/<uuid:action_id>", methods=["PATCH"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
@blueprint.etag
@blueprint.arguments(GroupActionChangeSchema)
@blueprint.response(200, GroupActionSchema)
def edit_action(said: dict[str, Any], action_id: UUID) -> dict[str, Any]:
    """Changes what is sent of an open action; needs `If-Match`."""
    action = actions.get_action(current_actor(), action_id)
    blueprint.check_etag(_shown(action), GroupActionSchema)
    draft = _changed(action, said)
    return _shown(service.edit_action(current_actor(), action_id, draft, action.version, current_clock()))


@blueprint.route("/actions/<uuid:action_id>/finish", methods=["POST"])
@requires(GovernancePermission.FINISH_ACTIONS)
@commits
@blueprint.arguments(GroupActionFinishSchema)
@blueprint.response(200, GroupActionSchema)
def finish_action(said: dict[str, Any], action_id: UUID) -> dict[str, Any]:
    """Says that an action is done: its owner, or whoever keeps the group."""
    action = actions.get_action(current_actor(), action_id)
    return _shown(service.finish_action(current_actor(), action_id, said["done_on"], action.version, current_clock()))


@blueprint.route("/actions/<uuid:action_id>/drop", methods=["POST"])
@requires(GovernancePermission.KEEP_ACTIONS)
@commits
@blueprint.arguments(GroupActionDropSchema)
@blueprint.response(200, GroupActionSchema)
def drop_action(said: dict[str, str], action_id: UUID) -> dict[str, Any]:
    """Drops an action, for a reason."""
    action = actions.get_action(current_actor(), action_id)
    return _shown(service.drop_action(current_actor(), action_id, said["reason"], action.version, current_clock()))
