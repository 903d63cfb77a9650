"""Answering: an organisation that asked is invited, or declined with a reason and other ways."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from network.accounts.public import NewInvitation, invite
from network.core import outbox
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.outbox import Message
from network.core.permissions import Role
from network.joining import rules
from network.joining.messages import InvitedThroughAnother, RequestDeclined
from network.joining.models import JoinRequest
from network.joining.queries import requests
from network.joining.service.asking import contact_in_words, record
from network.joining.vocabulary import DeclineReason, RequestState
from network.organisations.models import Organisation
from network.organisations.public import Code, add_organisation, find_by_code
from network.organisations.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who is invited, and as which organisation."""

    organisation_id: UUID | None
    """One of the directory; None for one that is added to it now."""
    asker_id: UUID | None = None
    """Whose request brings the invitation, where several people asked; the first one's without it."""
    is_another: bool = False
    """Whether it is known to be another organisation than those with the same name."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of it."""

    organisation_id: UUID
    organisation: str
    person: str


def accept(actor: Actor, request_id: UUID, chosen: Acceptance, clock: Clock) -> Accepted:
    """Invites whoever asked as the lead of their organisation, which is added where the directory lacks it.

    Raises NotFound, Conflict where it was answered before, and `RuleBroken` on `which` (an organisation that is a
    partner by now, or is in the directory after all) or `asker`.
    """
    asked = _open(actor, request_id)
    lead = _lead(asked, chosen.asker_id)
    said = requests.read_parts(asked)
    organisation = _organisation(actor, asked[0], chosen, clock)
    _invite(actor, organisation, said[lead.id], clock)
    _close(asked, RequestState.ACCEPTED, clock)
    for each in asked:
        each.became_id = organisation.id
        record(actor, "accepted", each, clock, {"organisation": str(organisation.id), "lead": str(lead.id)})
    contact = contact_in_words()
    others = [each for each in asked if each is not lead and said[each.id]["email"] != said[lead.id]["email"]]
    _tell({each: InvitedThroughAnother(said[each.id]["email"], each.name, contact) for each in others}, clock)
    return Accepted(organisation.id, organisation.name, said[lead.id]["person"])


def decline(actor: Actor, request_id: UUID, reason: DeclineReason, clock: Clock) -> JoinRequest:
    """Writes to everybody who asked that it is not to be, why, and what else there is (`U37`).

    Raises NotFound, and Conflict where it was answered before.
    """
    asked = _open(actor, request_id)
    said, contact = requests.read_parts(asked), contact_in_words()
    _close(asked, RequestState.DECLINED, clock)
    for each in asked:
        each.reason = reason
        record(actor, "declined", each, clock, {"reason": reason.value})
    _tell({each: RequestDeclined(said[each.id]["email"], each.name, reason.value, contact) for each in asked}, clock)
    return asked[0]


def _open(actor: Actor, request_id: UUID) -> list[JoinRequest]:
    """The request and those beside it, the row held: of two coordinators at once, the second finds it answered."""
    request = requests.get_request(actor, request_id, for_update=True)
    rules.check_answerable(request.state)
    return [request, *requests.list_beside(actor, request.id)]


def _lead(asked: list[JoinRequest], asker_id: UUID | None) -> JoinRequest:
    found = next((each for each in asked if each.id == (asker_id or asked[0].id)), None)
    if found is None:
        raise RuleBroken("asker", "Choose who is invited")
    return found


def _organisation(actor: Actor, request: JoinRequest, chosen: Acceptance, clock: Clock) -> Organisation:
    if chosen.organisation_id is None:
        return _add(actor, request, clock, is_another=chosen.is_another)
    found = db.session.get(Organisation, chosen.organisation_id)
    if found is None or found.standing is Standing.MERGED:
        raise RuleBroken("which", "Choose an organisation of the directory, or add it as a new one")
    if found.standing is Standing.PARTNER:
        raise RuleBroken(
            "which",
            f"{found.name} is a partner already. Decline with that reason, or invite this person under People",
        )
    return found


def _add(actor: Actor, request: JoinRequest, clock: Clock, *, is_another: bool) -> Organisation:
    code = Code(request.scheme, request.code) if request.scheme is not None and request.code else None
    holder = find_by_code(code.scheme, code.text) if code is not None else None
    if holder is not None:
        raise RuleBroken("which", f"{holder.name} has the code that they gave. Choose it from the list")
    profile = {name: getattr(request, name) for name in ("name", "sector", "nation", "town", "postcode")}
    try:
        return add_organisation(actor, profile, code, clock, is_another=is_another)
    except RuleBroken as broken:
        broken.field = "which"
        raise


def _invite(actor: Actor, organisation: Organisation, said: dict[str, str], clock: Clock) -> None:
    new = NewInvitation(said["email"], said["person"], Role.ORGANISATION_LEAD, organisation.id)
    try:
        invite(actor, new, clock)
    except RuleBroken as broken:
        broken.field = "which"
        raise


def _close(asked: list[JoinRequest], state: RequestState, clock: Clock) -> None:
    for each in asked:
        each.state, each.answered_at, each.waits_for = state, clock.now(), None


def _tell(messages: dict[JoinRequest, Message], clock: Clock) -> None:
    outbox.enqueue_all({f"joining.answered:{each.id}": message for each, message in messages.items()}, clock)
