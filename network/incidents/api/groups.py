"""Support for a group, for each of those who act on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from network.core.api import PageQuerySchema, fields_named
from network.core.commit import commits, records_reading
from network.core.pagination import Page
from network.core.request import current_actor, current_clock
from network.incidents import service
from network.incidents.api.blueprint import blueprint
from network.incidents.group_cases import GroupCase, group_case
from network.incidents.marks import about
from network.incidents.models import GroupSupport
from network.incidents.rules.readers import Capacity
from network.incidents.schemas import TherapistSchema
from network.incidents.schemas.groups import (
    GroupAnsweredSchema,
    GroupAskingSchema,
    GroupHeldSchema,
    GroupSessionSchema,
    SupportedGroupPageSchema,
    SupportedGroupSchema,
)

MINE, DESK = about("group", Capacity.REFERRER), about("group", Capacity.LEAD)
ALLOCATION, CASELOAD = about("group", Capacity.ALLOCATOR), about("group", Capacity.THERAPIST)
GROUP = "groups/<uuid:group_id>"


def _listed(capacity: Capacity, query: dict[str, int]) -> Page[GroupCase]:
    actor, clock = current_actor(), current_clock()
    return service.list_groups(actor, capacity, clock, number=query["page"], size=query["page_size"])


def _opened(capacity: Capacity, group_id: UUID) -> GroupCase:
    return service.open_group(current_actor(), capacity, group_id, current_clock())


def _changed(capacity: Capacity, group: GroupSupport) -> GroupCase:
    return group_case(current_actor(), group, capacity)


@blueprint.route("/incidents/groups")
@MINE
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, SupportedGroupPageSchema)
def list_groups(query: dict[str, int]) -> Page[GroupCase]:
    """What the manager asked for."""
    return _listed(Capacity.REFERRER, query)


@blueprint.route("/incidents/groups", methods=["POST"])
@MINE
@commits
@blueprint.arguments(GroupAskingSchema)
@blueprint.response(201, SupportedGroupSchema)
def ask_group(body: dict[str, Any]) -> tuple[GroupCase, int, dict[str, str]]:
    """Keeps that a group was asked, and what it said. An Idempotency-Key makes it safe to repeat."""
    position = body.pop("position")
    group = service.ask_group(current_actor(), position, service.GroupAsked(**body), current_clock())
    location = url_for("incidents_api.get_group", group_id=group.id)
    return _changed(Capacity.REFERRER, group), 201, {"Location": location}


@blueprint.route(f"/incidents/{GROUP}")
@MINE
@records_reading
@blueprint.etag
@blueprint.response(200, SupportedGroupSchema)
def get_group(group_id: UUID) -> GroupCase:
    """One of those that the manager asked for."""
    return _opened(Capacity.REFERRER, group_id)


@blueprint.route(f"/incidents/{GROUP}/asked", methods=["POST"])
@MINE
@commits
@blueprint.arguments(GroupAnsweredSchema)
@blueprint.response(200, SupportedGroupSchema)
def ask_group_again(body: dict[str, Any], group_id: UUID) -> GroupCase:
    """What it said the next time, until it is sent."""
    group = service.ask_group_again(current_actor(), group_id, service.GroupAsked(**body), current_clock())
    return _changed(Capacity.REFERRER, group)


@blueprint.route(f"/incidents/{GROUP}/send", methods=["POST"])
@MINE
@commits
@blueprint.response(200, SupportedGroupSchema)
def send_group(group_id: UUID) -> GroupCase:
    """Sends it to the incident leads, where the group wishes it."""
    return _changed(Capacity.REFERRER, service.send_group(current_actor(), group_id, current_clock()))


@blueprint.route(f"/incidents/{GROUP}/call-off", methods=["POST"])
@MINE
@commits
@blueprint.response(200, SupportedGroupSchema)
def call_off_group(group_id: UUID) -> GroupCase:
    """Calls it off, by whoever asked for it."""
    return _called_off(Capacity.REFERRER, group_id)


def _called_off(capacity: Capacity, group_id: UUID) -> GroupCase:
    return _changed(capacity, service.call_off_group(current_actor(), capacity, group_id, current_clock()))


@blueprint.route("/incidents/desk/groups")
@DESK
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, SupportedGroupPageSchema)
def list_groups_at_the_desk(query: dict[str, int]) -> Page[GroupCase]:
    """What was sent in the organisation."""
    return _listed(Capacity.LEAD, query)


@blueprint.route(f"/incidents/desk/{GROUP}")
@DESK
@records_reading
@blueprint.etag
@blueprint.response(200, SupportedGroupSchema)
def get_group_at_the_desk(group_id: UUID) -> GroupCase:
    """One of them, for an incident lead."""
    return _opened(Capacity.LEAD, group_id)


@blueprint.route(f"/incidents/desk/{GROUP}/pass-on", methods=["POST"])
@DESK
@commits
@blueprint.response(200, SupportedGroupSchema)
def pass_group_on(group_id: UUID) -> GroupCase:
    """Passes it to the provider."""
    return _changed(Capacity.LEAD, service.pass_group_on(current_actor(), group_id, current_clock()))


@blueprint.route(f"/incidents/desk/{GROUP}/call-off", methods=["POST"])
@DESK
@commits
@blueprint.response(200, SupportedGroupSchema)
def call_off_group_at_the_desk(group_id: UUID) -> GroupCase:
    """Calls it off, by an incident lead."""
    return _called_off(Capacity.LEAD, group_id)


@blueprint.route("/incidents/allocation/groups")
@ALLOCATION
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, SupportedGroupPageSchema)
def list_groups_at_allocation(query: dict[str, int]) -> Page[GroupCase]:
    """What was passed to the provider."""
    return _listed(Capacity.ALLOCATOR, query)


@blueprint.route(f"/incidents/allocation/{GROUP}/therapist", methods=["POST"])
@ALLOCATION
@commits
@blueprint.arguments(TherapistSchema)
@blueprint.response(200, SupportedGroupSchema)
def allocate_group(body: dict[str, Any], group_id: UUID) -> GroupCase:
    """Gives it to a therapist."""
    group = service.allocate_group(current_actor(), group_id, body["therapist_id"], current_clock())
    return _changed(Capacity.ALLOCATOR, group)


@blueprint.route("/incidents/caseload/groups")
@CASELOAD
@records_reading
@blueprint.arguments(PageQuerySchema, location="query")
@blueprint.response(200, SupportedGroupPageSchema)
def list_groups_in_the_caseload(query: dict[str, int]) -> Page[GroupCase]:
    """What was given to the therapist."""
    return _listed(Capacity.THERAPIST, query)


@blueprint.route(f"/incidents/caseload/{GROUP}")
@CASELOAD
@records_reading
@blueprint.etag
@blueprint.response(200, SupportedGroupSchema)
def get_group_in_the_caseload(group_id: UUID) -> GroupCase:
    """One of them, for its therapist, with their own meetings of a combined day."""
    return _opened(Capacity.THERAPIST, group_id)


@blueprint.route(f"/incidents/caseload/{GROUP}/session", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(GroupSessionSchema)
@blueprint.response(200, SupportedGroupSchema)
def arrange_group(body: dict[str, Any], group_id: UUID) -> GroupCase:
    """Arranges the one session, or gives it another time."""
    with fields_named(day="at", time="at"):
        group = service.arrange_group(current_actor(), group_id, service.GroupSession(**body), current_clock())
    return _changed(Capacity.THERAPIST, group)


@blueprint.route(f"/incidents/caseload/{GROUP}/held", methods=["POST"])
@CASELOAD
@commits
@blueprint.arguments(GroupHeldSchema)
@blueprint.response(200, SupportedGroupSchema)
def note_group_held(body: dict[str, Any], group_id: UUID) -> GroupCase:
    """Says that it was held, and how many came."""
    group = service.note_group_held(current_actor(), group_id, body["attendance"], current_clock())
    return _changed(Capacity.THERAPIST, group)


@blueprint.route(f"/incidents/caseload/{GROUP}/call-off", methods=["POST"])
@CASELOAD
@commits
@blueprint.response(200, SupportedGroupSchema)
def call_off_group_in_the_caseload(group_id: UUID) -> GroupCase:
    """Calls it off, by its therapist."""
    return _called_off(Capacity.THERAPIST, group_id)
