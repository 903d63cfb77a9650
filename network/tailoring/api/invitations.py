"""What one is asked to give oneself, and one's answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from network.core.commit import commits
from network.core.guard import requires
from network.core.request import current_actor, current_clock
from network.tailoring.api.blueprint import blp, own_item, own_whole
from network.tailoring.permissions import TailoringPermission
from network.tailoring.queries import invitations as queries
from network.tailoring.schemas import HelpInvitationListSchema, HelpInvitationSchema, SayHeldSchema, SayYesSchema
from network.tailoring.service import afterwards, inviting
from network.tailoring.service.inviting import Yes

LIST = "/training-invitations"
ONE = f"{LIST}/<uuid:invitation_id>"


def _whole(invitation_id: UUID) -> dict[str, Any]:
    return own_whole(queries.show_invitation(current_actor(), invitation_id))


def _version(shown: dict[str, Any]) -> int | None:
    return shown["request"]["version"] if shown["request"] is not None else None


@blp.route(LIST)
@requires(TailoringPermission.ANSWER)
@blp.response(200, HelpInvitationListSchema)
def list_training_invitations() -> dict[str, Any]:
    """What one was asked to give, the latest first."""
    return {"items": [own_item(each) for each in queries.list_own(current_actor())]}


@blp.route(ONE)
@requires(TailoringPermission.ANSWER)
@blp.etag
@blp.response(200, HelpInvitationSchema)
def show_training_invitation(invitation_id: UUID) -> dict[str, Any]:
    """One of them."""
    return _whole(invitation_id)


@blp.route(f"{ONE}/yes", methods=["PUT"])
@requires(TailoringPermission.ANSWER)
@commits
@blp.etag
@blp.arguments(SayYesSchema)
@blp.response(200, HelpInvitationSchema)
def say_yes_to_training(body: dict[str, Any], invitation_id: UUID) -> dict[str, Any]:
    """Say yes, with day, start and length."""
    seen = _whole(invitation_id)
    blp.check_etag(seen, HelpInvitationSchema)
    inviting.say_yes(current_actor(), invitation_id, Yes(**body), _version(seen), current_clock())
    return _whole(invitation_id)


@blp.route(f"{ONE}/no", methods=["POST"])
@requires(TailoringPermission.ANSWER)
@commits
@blp.response(200, HelpInvitationSchema)
def say_no_to_training(invitation_id: UUID) -> dict[str, Any]:
    """Say no, or that one cannot after all. No reason is asked."""
    inviting.say_no(current_actor(), invitation_id, current_clock())
    return _whole(invitation_id)


@blp.route(f"{ONE}/delivery", methods=["PUT"])
@requires(TailoringPermission.ANSWER)
@commits
@blp.etag
@blp.arguments(SayHeldSchema)
@blp.response(200, HelpInvitationSchema)
def say_training_given(body: dict[str, Any], invitation_id: UUID) -> dict[str, Any]:
    """Say that one gave it."""
    actor, seen = current_actor(), _whole(invitation_id)
    blp.check_etag(seen, HelpInvitationSchema)
    afterwards.say_given(actor, invitation_id, body["day"], body["trained"], _version(seen), current_clock())
    return _whole(invitation_id)
