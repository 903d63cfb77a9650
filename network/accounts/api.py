"""The JSON twin: the same services as the pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from network.accounts import queries, shown
from network.accounts.models import DirectoryEntry, Invitation, Membership
from network.accounts.permissions import AccountPermission
from network.accounts.rules.inviting import state_of
from network.accounts.rules.showing import Shown
from network.accounts.schemas import (
    EndOfRoleSchema,
    InvitationSchema,
    MembershipSchema,
    MeSchema,
    NewInvitationSchema,
    PeopleQuerySchema,
    PlaceQuerySchema,
    ShownPersonSchema,
    ShownQuerySchema,
    ShownSchema,
)
from network.accounts.service import showing
from network.accounts.service.invitations import NewInvitation, invite, withdraw_invitation
from network.accounts.service.memberships import end_role
from network.core.api import api_blueprint, page_of
from network.core.commit import commits
from network.core.errors import NotFound
from network.core.guard import requires, signed_in
from network.core.request import current_actor, current_clock

blueprint = api_blueprint("accounts", "People, their roles and invitations.")


@blueprint.route("/me")
@signed_in("a key may always ask whom it acts for")
@blueprint.response(200, MeSchema)
def get_me() -> dict[str, Any]:
    """Whom this key acts for, in which organisation, and what it may do."""
    actor = current_actor()
    return {
        "id": actor.user_id,
        "name": queries.get_person(actor, actor.user_id).name,
        "organisation_id": actor.organisation_id,
        "organisation": queries.get_organisation(actor, actor.organisation_id).name,
        "roles": sorted(actor.roles),
        "scopes": sorted(actor.permissions),
    }


@blueprint.route("/memberships")
@requires(AccountPermission.LIST_PEOPLE)
@blueprint.arguments(PeopleQuerySchema, location="query")
@blueprint.response(200, page_of(MembershipSchema))
def list_memberships(asked: dict[str, Any]) -> Any:
    """Roles, past ones too, newest first."""
    actor = current_actor()
    page = queries.list_memberships(actor, _place(asked), asked["page"], asked["page_size"])
    names = queries.names_of(actor, (membership.user_id for membership in page.items))
    return page.map(lambda membership: _membership(membership, names))


@blueprint.route("/memberships/<uuid:membership_id>/end", methods=["POST"])
@requires(AccountPermission.END_ROLE)
@commits
@blueprint.arguments(EndOfRoleSchema)
@blueprint.response(200, MembershipSchema)
def end_membership(asked: dict[str, Any], membership_id: UUID) -> dict[str, Any]:
    """Ends a role, at once or with a last day. The row stays, as history."""
    actor = current_actor()
    ended = end_role(actor, membership_id, current_clock(), last_day=asked["last_day"])
    return _membership(ended, queries.names_of(actor, [ended.user_id]))


@blueprint.route("/invitations")
@requires(AccountPermission.INVITE)
@blueprint.arguments(PeopleQuerySchema, location="query")
@blueprint.response(200, page_of(InvitationSchema))
def list_invitations(asked: dict[str, Any]) -> Any:
    """Invitations that were neither accepted nor withdrawn, newest first."""
    page = queries.list_invitations(current_actor(), _place(asked), asked["page"], asked["page_size"])
    return page.map(_invitation)


@blueprint.route("/invitations", methods=["POST"])
@requires(AccountPermission.INVITE)
@commits
@blueprint.arguments(NewInvitationSchema)
@blueprint.arguments(PlaceQuerySchema, location="query")
@blueprint.response(201, InvitationSchema)
def send_invitation(new: dict[str, Any], asked: dict[str, Any]) -> Any:
    """Invites somebody to a role; the link goes to their address alone."""
    invited = NewInvitation(organisation_id=_place(asked), **new)
    invitation = invite(current_actor(), invited, current_clock()).invitation
    location = url_for("accounts_api.get_invitation", invitation_id=invitation.id)
    return _invitation(invitation), {"Location": location}


@blueprint.route("/invitations/<uuid:invitation_id>")
@requires(AccountPermission.INVITE)
@blueprint.etag
@blueprint.response(200, InvitationSchema)
def get_invitation(invitation_id: UUID) -> dict[str, Any]:
    """One invitation, whatever became of it."""
    return _invitation(queries.get_invitation(current_actor(), invitation_id))


@blueprint.route("/invitations/<uuid:invitation_id>", methods=["DELETE"])
@requires(AccountPermission.INVITE)
@commits
@blueprint.response(204)
def withdraw(invitation_id: UUID) -> None:
    """Takes an invitation back: its link is void at once."""
    withdraw_invitation(current_actor(), invitation_id, current_clock())


@blueprint.route("/people-of-the-network")
@requires(AccountPermission.SEE_SHOWN)
@blueprint.arguments(ShownQuerySchema, location="query")
@blueprint.response(200, page_of(ShownPersonSchema))
def list_shown(asked: dict[str, Any]) -> Any:
    """Everybody who chose to be shown to the members of the network, by name."""
    wanted = shown.ShownAsked(asked["search"], asked["role"], asked["sector"], asked["organisation_id"])
    return shown.list_shown(current_actor(), wanted, current_clock(), asked["page"], asked["page_size"])


@blueprint.route("/me/shown")
@requires(AccountPermission.SHOW_ONESELF)
@blueprint.response(200, ShownSchema)
def get_own_entry() -> DirectoryEntry:
    """What one shows of oneself. 404 while one is not shown."""
    entry = shown.find_entry(current_actor())
    if entry is None:
        raise NotFound("You are not shown to the network.")
    return entry


@blueprint.route("/me/shown", methods=["PUT"])
@requires(AccountPermission.SHOW_ONESELF)
@commits
@blueprint.arguments(ShownSchema)
@blueprint.response(200, ShownSchema)
def show_oneself(parts: dict[str, Any]) -> DirectoryEntry:
    """Shows one to the members of the network, with these parts and no others."""
    return showing.show_oneself(current_actor(), Shown(**parts), current_clock())


@blueprint.route("/me/shown", methods=["DELETE"])
@requires(AccountPermission.SHOW_ONESELF)
@commits
@blueprint.response(204)
def hide_oneself() -> None:
    """Shows one no more, and deletes what was shown."""
    showing.hide_oneself(current_actor(), current_clock())


def _place(asked: dict[str, Any]) -> UUID:
    actor = current_actor()
    return queries.get_organisation(actor, asked["organisation_id"] or actor.organisation_id).id


def _membership(membership: Membership, names: dict[UUID, str]) -> dict[str, Any]:
    kept: dict[str, UUID | str | date | None] = {
        key: getattr(membership, key)
        for key in ("id", "organisation_id", "user_id", "role", "department_id", "starts_on", "ends_on")
    }
    return {**kept, "name": names[membership.user_id]}


def _invitation(invitation: Invitation) -> dict[str, Any]:
    clock = current_clock()
    shown = (
        "id",
        "organisation_id",
        "name",
        "role",
        "department_id",
        "starts_on",
        "ends_on",
        "made_at",
        "expires_at",
    )
    kept = {key: getattr(invitation, key) for key in shown}
    state = state_of(invitation, clock.now(), clock.today())
    return {**kept, "email": invitation.shown_email, "state": state}
