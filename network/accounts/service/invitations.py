"""Inviting, sending again, withdrawing (`B5`). What is sent reads the same whoever the address belongs to (`B4`)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import delete, or_, select

from network.accounts.addresses import address_of, seal_address
from network.accounts.messages import ROLE_IN_MAIL, InvitationSent
from network.accounts.models import Invitation, Membership, User
from network.accounts.queries import get_invitation, get_organisation, place_of
from network.accounts.rules import granting, holding, inviting
from network.accounts.rules.holding import Span
from network.accounts.rules.inviting import InvitationState
from network.accounts.service.memberships import check_department, granter_of
from network.core import audit, outbox
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.organisations.models import Organisation
from network.organisations.public import mark_invited
from network.ui.filters import as_date

TOKEN_BYTES = 32
"""256 bits; 128 would do (`B25`)."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """Who is asked to be what, where. Without a first day the role begins when it is accepted."""

    email: str
    name: str
    role: Role
    organisation_id: UUID
    starts_on: date | None = None
    ends_on: date | None = None
    department_id: UUID | None = None
    hides_address: bool = False
    """Whether they were chosen by name from a list: the address is then shown in no list of invitations."""


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """An invitation, and the text of its link, which is known here, now, and to nobody later."""

    invitation: Invitation
    token: str = field(repr=False)


def hash_of_invitation(token: str) -> str:
    """What is stored of an invitation's token. The purpose is part of it: no other key opens an invitation (`B5`)."""
    return hashlib.sha256(f"invitation {token}".encode("utf-8", "surrogatepass")).hexdigest()


def invite(actor: Anyone, new: NewInvitation, clock: Clock) -> SentInvitation:
    """Invites somebody to a role (`B15`), by an e-mail that leaves after the commit.

    Raises NotFound for an organisation that the actor does not look after, and `RuleBroken` on `email`, `name`,
    `role`, `department`, `starts_on` or `ends_on`.
    """
    organisation = get_organisation(actor, new.organisation_id)
    email, name = inviting.clean_email(new.email), inviting.clean_name(new.name)
    granting.check_grant(granter_of(actor, clock), new.role, place_of(organisation))
    check_department(new.organisation_id, new.role, new.department_id)
    _check_days(new, clock.today())
    _check_address(actor, email, new, clock)
    invitation = Invitation(
        id=new_id(),
        organisation_id=organisation.id,
        email=email,
        hides_address=new.hides_address,
        name=name,
        role=new.role,
        department_id=new.department_id,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        made_at=clock.now(),
    )
    sent = _send(actor, invitation, organisation, clock)
    db.session.add(invitation)
    _record(actor, "sent", invitation, clock)
    mark_invited(actor, organisation.id, clock)
    return sent


def invite_privately(email: str, organisation_id: UUID, clock: Clock) -> str:
    """Invites somebody to a page of their own, as staff member, and gives the link's token for the caller to send.

    For what nobody else is to know of: no e-mail of ours leaves, no list shows the invitation or the role that comes
    of it, it carries no name, and its address is sealed. Raises `RuleBroken` on `email` for no address.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with system_scope(db.session(), "a private invitation") as system:
        invitation = Invitation(
            id=new_id(),
            organisation_id=organisation_id,
            name="",
            role=Role.STAFF_MEMBER,
            token_hash=hash_of_invitation(token),
            made_at=clock.now(),
            expires_at=clock.now() + inviting.LIFETIME,
        )
        seal_address(invitation, inviting.clean_email(email), clock)
        db.session.add(invitation)
        # In the network's own chain, which no organisation reads.
        audit.record(system, clock.now(), "accounts.invitation.sent_privately", "invitation", invitation.id)
    return token


def send_again(actor: Anyone, invitation_id: UUID, clock: Clock) -> SentInvitation:
    """The same invitation with a new link and a new fortnight; the old link is void. Whoever sends it now invites.

    Raises NotFound, NotAllowed for a role above the actor's, Conflict where it was accepted or withdrawn.
    """
    invitation, organisation = _changeable(actor, invitation_id, clock)
    if invitation.ends_on is not None and invitation.ends_on < clock.today():
        raise RuleBroken(None, "The last day of this role is past. Withdraw the invitation and send another one.")
    sent = _send(actor, invitation, organisation, clock)
    _record(actor, "sent_again", invitation, clock)
    return sent


def withdraw_invitation(actor: Anyone, invitation_id: UUID, clock: Clock) -> Invitation:
    """Takes an invitation back: its link is void from the commit on. Raises as `send_again` does."""
    invitation, _ = _changeable(actor, invitation_id, clock)
    invitation.withdrawn_at = clock.now()
    _record(actor, "withdrawn", invitation, clock)
    return invitation


def _send(actor: Anyone, invitation: Invitation, organisation: Organisation, clock: Clock) -> SentInvitation:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_hash = hash_of_invitation(token)
    invitation.invited_by_id = actor.user_id
    invitation.expires_at = clock.now() + inviting.LIFETIME
    message = InvitationSent(
        to=address_of(invitation),
        name=invitation.name,
        organisation=organisation.name,
        role=ROLE_IN_MAIL[invitation.role],
        invited_by=_name_of(actor),
        expires_on=as_date(invitation.expires_at),
        token=token,
    )
    outbox.enqueue(message, clock, unique_key=f"invitation {invitation.token_hash}")
    return SentInvitation(invitation, token)


def _name_of(actor: Anyone) -> str:
    if actor.user_id is None:
        return "The network"
    own = scoped(select(User.name), actor, User).where(User.id == actor.user_id)
    return db.session.scalars(own).one()


def _check_days(new: NewInvitation, today: date) -> None:
    if new.starts_on is None and new.ends_on is not None and new.ends_on < today:
        raise RuleBroken("ends_on", "The last day is today or later")
    holding.check_span(Span(new.starts_on or today, new.ends_on), today)


def _check_address(actor: Anyone, email: str, new: NewInvitation, clock: Clock) -> None:
    """Says no only about what the actor sees anyway: roles and invitations of this organisation."""
    with system_scope(db.session(), "the roles and invitations of an address") as system:
        holders = (
            scoped(select(User.id, User.email, Membership), system, User, Membership)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == new.organisation_id,
                Membership.role == new.role,
                Membership.department_id.is_not_distinct_from(new.department_id),
                ~Membership.is_private,
                Membership.held_or_coming(clock.today()),
            )
        )
        alike = db.session.execute(holders).all()
        own_address = scoped(select(User.email), system, User).where(User.id == actor.user_id)
        is_own = db.session.scalar(own_address) == email
        open_ones = scoped(select(Invitation), system, Invitation).where(
            Invitation.organisation_id == new.organisation_id,
            Invitation.email == email,
            Invitation.role == new.role,
            Invitation.department_id.is_not_distinct_from(new.department_id),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        waiting = [i for i in db.session.scalars(open_ones) if _state(i, clock) is InvitationState.OPEN]
    if is_own:
        raise RuleBroken("email", "This is your own address. Another lead, or the network coordinator, can invite you")
    if any(row.email == email and row.Membership.ends_on is None for row in alike):
        raise RuleBroken("email", "This person holds that role here already")
    if waiting:
        raise RuleBroken("email", "This address has an invitation to that role. You can send it again instead")
    others = [Span(row.Membership.starts_on, row.Membership.ends_on) for row in alike]
    holding.check_stays_covered(new.role, Span(new.starts_on or clock.today(), new.ends_on), others)


def forget_private_invitations(clock: Clock) -> None:
    """Deletes the private invitations that lead nowhere any more: accepted, or run out (`B30`)."""
    with system_scope(db.session(), "private invitations that are over") as system:
        over = or_(Invitation.accepted_at.is_not(None), Invitation.expires_at <= clock.now())
        db.session.execute(scoped(delete(Invitation), system, Invitation).where(Invitation.email.is_(None), over))


def _changeable(actor: Anyone, invitation_id: UUID, clock: Clock) -> tuple[Invitation, Organisation]:
    found = get_invitation(actor, invitation_id)
    with system_scope(db.session(), "an invitation that is about to change") as system:
        locked = scoped(select(Invitation), system, Invitation).where(Invitation.id == found.id)
        invitation = db.session.scalars(locked.with_for_update().execution_options(populate_existing=True)).one()
    organisation = get_organisation(actor, invitation.organisation_id)
    state = _state(invitation, clock)
    if state is InvitationState.ACCEPTED:
        raise Conflict("This invitation was accepted. You can end the role under People instead.")
    if state is InvitationState.WITHDRAWN:
        raise Conflict("This invitation was withdrawn already.")
    if not granting.may_grant(granter_of(actor, clock), invitation.role, place_of(organisation)):
        raise NotAllowed(f"Your role does not include inviting a {invitation.role.label.lower()}.")
    return invitation, organisation


def _state(invitation: Invitation, clock: Clock) -> InvitationState:
    return inviting.state_of(invitation, clock.now(), clock.today())


def _record(actor: Anyone, what: str, invitation: Invitation, clock: Clock) -> None:
    audit.record(
        actor,
        clock.now(),
        f"accounts.invitation.{what}",
        "invitation",
        invitation.id,
        organisation_id=invitation.organisation_id,
        changes={"role": invitation.role.value},
    )
