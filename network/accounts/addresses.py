"""The address that an invitation is bound to: plain, or sealed where being invited is nobody else's business."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from network.accounts.models import Invitation
from network.core import crypto
from network.core.clock import Clock
from network.core.crypto import Place
from network.core.tenancy import NO_ORGANISATION

PURPOSE = "the address of a private invitation"


def seal_address(invitation: Invitation, email: str, clock: Clock) -> None:
    """Binds a private invitation to an address that nobody reads in the database (`B24`)."""
    invitation.email = None
    invitation.email_sealed = crypto.seal(email, _place(invitation), clock)
    invitation.email_mark = crypto.mark_of(email, NO_ORGANISATION, PURPOSE, clock)


def address_of(invitation: Invitation) -> str:
    """The address, in lower case, that the invitation was sent to."""
    if invitation.email is not None:
        return invitation.email
    if invitation.email_sealed is None:
        raise ValueError(f"Invitation {invitation.id} is bound to no address")
    return crypto.unseal(invitation.email_sealed, _place(invitation))


def is_sent_to(email: str) -> ColumnElement[bool]:
    """The invitations, private ones too, that are bound to this address, which is in lower case."""
    marks = crypto.marks_of(email, NO_ORGANISATION, PURPOSE)
    return or_(Invitation.email == email, Invitation.email_mark.in_(marks))


def _place(invitation: Invitation) -> Place:
    return Place(NO_ORGANISATION, Invitation.__tablename__, "email_sealed", invitation.id)
