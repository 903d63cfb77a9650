"""Reading what one is asked to give: by whoever is asked, and by nobody else of their organisation.

The request is read through the open invitation, or through the yes. With a no, or once the time is over, its row names
their organisation no more, and the database shows it to none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.public import PersonName
from network.core.actor import Actor
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped, system_scope
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.queries.requests import RequestLine, about_of, describe, organisation_names, people_of
from network.tailoring.vocabulary import WITH_GIVER, InvitationState, RequestState
from network.training.public import titles_of

_MISSING = "We could not find that."
_READING = (InvitationState.OPEN, InvitationState.ACCEPTED)
MOST_SHOWN = 50


def visible_invitations(actor: Actor) -> Select[TailoredInvitation]:
    """What the actor was asked to give in the organisation that they act in: nobody else's, whatever their role."""
    return scoped(select(TailoredInvitation), actor, TailoredInvitation).where(
        TailoredInvitation.user_id == actor.user_id,
        TailoredInvitation.partner_organisation_id == actor.organisation_id,
    )


def get_invitation(actor: Actor, invitation_id: UUID) -> TailoredInvitation:
    """One of them. Raises NotFound."""
    found = db.session.scalars(visible_invitations(actor).where(TailoredInvitation.id == invitation_id)).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def requests_to_give(actor: Actor) -> Select[TailoredRequest]:
    """The requests that the actor is asked to give, or has agreed to give: shared with their organisation for them."""
    theirs = visible_invitations(actor).where(TailoredInvitation.state.in_(_READING))
    return scoped(select(TailoredRequest), actor, TailoredRequest).where(
        TailoredRequest.partner_organisation_id == actor.organisation_id,
        TailoredRequest.id.in_(theirs.with_only_columns(TailoredInvitation.request_id)),
    )


def find_request(actor: Actor, invitation: TailoredInvitation) -> TailoredRequest | None:
    """The request of an invitation, while it is open or was accepted; None after that. One query."""
    if invitation.state not in _READING:
        return None
    return db.session.scalars(requests_to_give(actor).where(TailoredRequest.id == invitation.request_id)).first()


def list_agreed_times(user_id: UUID) -> list[tuple[datetime, int]]:
    """When somebody gives what they agreed to, for whichever partner and in whichever role of theirs: start and
    minutes. One query; whoever asks is that person."""
    with system_scope(db.session(), "when somebody has agreed to give training, for themselves") as system:
        rows = scoped(select(TailoredRequest.starts_at, TailoredRequest.minutes), system, TailoredRequest).where(
            TailoredRequest.giver_id == user_id, TailoredRequest.state == RequestState.AGREED
        )
        return [(row.starts_at, row.minutes) for row in db.session.execute(rows)]


@dataclass(frozen=True, slots=True)
class ShownInvitation:
    """What somebody is asked to give: what they need to answer, and no more."""

    invitation: TailoredInvitation
    organisation_name: str
    line: RequestLine | None
    """The request; None once they said no, or it is over."""
    asker: PersonName | None
    """Whom to write to, once they said yes."""


def show_invitation(actor: Actor, invitation_id: UUID) -> ShownInvitation:
    """One invitation of the actor's own. A fixed number of queries. Raises NotFound."""
    invitation = get_invitation(actor, invitation_id)
    names = organisation_names([invitation.organisation_id])
    request = find_request(actor, invitation)
    if request is None:
        return ShownInvitation(invitation, names[invitation.organisation_id], None, None)
    (line,) = describe([request])
    has_agreed = request.state in WITH_GIVER and request.asked_by_id is not None
    people = people_of([request.asked_by_id]) if has_agreed and request.asked_by_id else {}
    return ShownInvitation(invitation, line.organisation_name, line, next(iter(people.values()), None))


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    """What somebody was asked, as their own list shows it."""

    invitation: TailoredInvitation
    organisation_name: str
    about: str
    """Empty where it is theirs to read no more."""
    request: TailoredRequest | None


def list_own(actor: Actor) -> list[OwnInvitation]:
    """What the actor was asked to give, the latest first. Four queries."""
    rows = db.session.scalars(
        visible_invitations(actor).order_by(TailoredInvitation.sent_at.desc(), TailoredInvitation.id).limit(MOST_SHOWN)
    ).all()
    reading = {row.request_id for row in rows if row.state in _READING}
    found = db.session.scalars(requests_to_give(actor).where(TailoredRequest.id.in_(reading))).all() if rows else []
    reading_now = {request.id: request for request in found}
    titles = titles_of({request.course_id for request in found if request.course_id})
    names = organisation_names(row.organisation_id for row in rows)
    shown = []
    for row in rows:
        request = reading_now.get(row.request_id) if row.state in _READING else None
        about = about_of(request, titles) if request is not None else ""
        shown.append(OwnInvitation(row, names.get(row.organisation_id, ""), about, request))
    return shown
