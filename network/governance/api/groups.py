"""Groups and the twelve areas as JSON."""

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
from network.governance.models import Group
from network.governance.permissions import GovernancePermission
from network.governance.queries import groups, meetings
from network.governance.rules.calendar import area_standings
from network.governance.rules.drafts import GroupDraft
from network.governance.schemas import (
    GroupChangeSchema,
    GroupDraftSchema,
    GroupEndSchema,
    GroupListSchema,
    GroupQuerySchema,
    GroupSchema,
    KeyAreaQuerySchema,
    KeyAreasSchema,
)
from network.governance.service import groups as service

_SHOWN = ("id", "organisation_id", "is_network", "name", "kind", "purpose", "rhythm")
_SHOWN_TOO = ("chair_name", "chair_title", "ended_on", "version")


def _shown(group: Group) -> dict[str, Any]:
    said = {name: getattr(group, name) for name in (*_SHOWN, *_SHOWN_TOO)}
    return {**said, "members": group.members.splitlines()}


def _lines(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "members": "\n".join(said["members"])} if "members" in said else said


@blueprint.route("/groups")
@requires(GovernancePermission.READ)
@blueprint.arguments(GroupQuerySchema, location="query")
@blueprint.response(200, GroupListSchema)
def list_groups(asked: dict[str, Any]) -> Page[Any]:
    """The groups that the token's person reads: the network's first."""
    page = groups.list_groups(
        current_actor(),
        asked.get("whose"),
        current_clock().today(),
        asked["page"],
        asked["page_size"],
        is_ended=asked["is_ended"],
    )
    return page.map(lambda line: _shown(line.group))


@blueprint.route("/groups", methods=["POST"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
@blueprint.arguments(GroupDraftSchema)
@blueprint.response(201, GroupSchema)
def add_group(said: dict[str, Any]) -> Any:
    """Adds a group: the network's, where the coordinator does."""
    group = service.add_group(current_actor(), GroupDraft(**_lines(said)), current_clock())
    return _shown(group), 201, {"Location": url_for("governance_api.show_group", group_id=group.id)}


@blueprint.route("/groups/<uuid:group_id>")
@requires(GovernancePermission.READ)
@blueprint.etag
@blueprint.response(200, GroupSchema)
def show_group(group_id: UUID) -> dict[str, Any]:
    """One group."""
    return _shown(groups.get_group(current_actor(), group_id))


@blueprint.route("/groups/<uuid:group_id>", methods=["PATCH"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
@blueprint.etag
@blueprint.arguments(GroupChangeSchema)
@blueprint.response(200, GroupSchema)
def edit_group(said: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    """Changes what is sent of a group; needs `If-Match`."""
    group = groups.get_group(current_actor(), group_id)
    blueprint.check_etag(_shown(group), GroupSchema)
    draft = replace(service.draft_of(group), **_lines(said))
    return _shown(service.edit_group(current_actor(), group_id, draft, group.version, current_clock()))


@blueprint.route("/groups/<uuid:group_id>/end", methods=["POST"])
@requires(GovernancePermission.KEEP_GROUPS)
@commits
@blueprint.arguments(GroupEndSchema)
@blueprint.response(200, GroupSchema)
def end_group(said: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    """Ends a group; what it did stays."""
    group = groups.get_group(current_actor(), group_id)
    return _shown(service.end_group(current_actor(), group_id, said["ended_on"], group.version, current_clock()))


@blueprint.route("/key-areas")
@requires(GovernancePermission.READ)
@blueprint.arguments(KeyAreaQuerySchema, location="query")
@blueprint.response(200, KeyAreasSchema)
def list_areas(asked: dict[str, Any]) -> dict[str, Any]:
    """The twelve areas, those that no meeting touched for three months first (ORG-8)."""
    touches = meetings.last_touches(current_actor(), whose_of(current_actor(), asked))
    last = {area: touch.held_on for area, touch in touches.items()}
    items = [
        {
            "area": each.area,
            "is_stale": each.is_stale,
            "last_on": each.last_on,
            "meeting_id": touches[each.area].meeting_id if each.area in touches else None,
            "group_id": touches[each.area].group_id if each.area in touches else None,
        }
        for each in area_standings(last, current_clock().today())
    ]
    return {"items": items}
