"""Accepting an invitation: once, by whoever it was sent to, while whoever sent it still could (`B5`, `B15`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from network.accounts.addresses import address_of, is_sent_to
from network.accounts.models import Invitation, User
from network.accounts.passwords import check_password_rules, hash_password
from network.accounts.queries import names_of, place_of
from network.accounts.rules import granting, holding, inviting
from network.accounts.rules.granting import Granter
from network.accounts.rules.holding import Span
from network.accounts.rules.inviting import InvitationState
from network.accounts.service.invitations import hash_of_invitation
from network.accounts.service.memberships import Grant, add_membership, granters_today, roles_alike, span_of
from network.accounts.sign_ins import new_uniquifier
from network.core import audit
from network.core.actor import Newcomer, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import NO_ORGANISATION, scoped, system_scope
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation


class InvitationUnusable(NotFound):
    """There is no such invitation, or not any more. Which of these it is, is nobody's business (`B4`)."""

    code = "invitation-unusable"

    def __init__(self) -> None:
        super().__init__("This invitation cannot be used.")


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can be accepted at this moment, as the invited person is shown it."""

    id: UUID
    organisation_name: str
    role: Role
    email: str
    name: str
    invited_by: str
    expires_at: datetime
    starts_on: date | None
    ends_on: date | None
    is_private: bool
    """Whether nobody else is to see that it was accepted."""
    has_account: bool
    """Whether the address can sign in already; told only to whoever holds the link."""


def get_open_invitation(token: str, clock: Clock) -> OpenInvitation:
    """The invitation behind a link. Raises `InvitationUnusable`, alike for every link that does not work."""
    with system_scope(db.session(), "an invitation's link is opened") as system:
        invitation, organisation = _usable(_with_token(token, system), clock)
        names = _names(system, [invitation])
        account = scoped(select(User.id), system, User).where(User.email == address_of(invitation))
        has_account = db.session.scalar(account) is not None
    return _shown(invitation, organisation, names, has_account=has_account)


def list_invitations_to(user_id: UUID, clock: Clock) -> list[OpenInvitation]:
    """What the address of this person is invited to, at this moment; the newest first."""
    with system_scope(db.session(), "the invitations to somebody's address") as system:
        email = db.session.scalars(scoped(select(User.email), system, User).where(User.id == user_id)).one()
        waiting = (
            scoped(select(Invitation, Organisation), system, Invitation)
            .join(Organisation, Organisation.id == Invitation.organisation_id)
            .where(
                is_sent_to(email),
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at >= clock.now(),
            )
            .order_by(Invitation.made_at.desc())
        )
        found = [(row.Invitation, row.Organisation) for row in db.session.execute(waiting)]
        names = _names(system, [invitation for invitation, _ in found])
    granters = granters_today([invitation.invited_by_id for invitation, _ in found], clock)
    return [
        _shown(invitation, organisation, names, has_account=True)
        for invitation, organisation in found
        if _is_usable(invitation, organisation, granters, clock) and invitation.invited_by_id != user_id
    ]


def redeem(token: str, name: str, password: str, clock: Clock) -> User:
    """Makes the account of a new person and gives them the role. Of several tries at once, one succeeds (`B5`).

    Raises `InvitationUnusable`, `RuleBroken` on `name` or `password` (`B2`), and `RuleBroken` where the address has
    an account: whoever holds the link then signs in and accepts there.
    """
    with system_scope(db.session(), "an invitation is redeemed") as system:
        invitation, organisation = _usable(_with_token(token, system).with_for_update(of=Invitation), clock)
        email = address_of(invitation)
        account = scoped(select(User.id), system, User).where(User.email == email)
        if db.session.scalar(account) is not None:
            raise RuleBroken(None, "You have an account already. Sign in, and accept the invitation there.")
        kept_name = inviting.clean_name(name)
        check_password_rules(password, kept_name, email, organisation.name)
        user = User(
            id=new_id(),
            name=kept_name,
            email=email,
            password=hash_password(password),
            fs_uniquifier=new_uniquifier(),
            confirmed_at=clock.now(),
            made_at=clock.now(),
        )
        db.session.add(user)
        try:
            db.session.flush()
        except IntegrityError:
            # Another invitation to the same address was redeemed at this moment.
            raise InvitationUnusable from None
        _accept(invitation, user, clock)
    return user


def accept_invitation(user_id: UUID, invitation_id: UUID, clock: Clock) -> OpenInvitation:
    """Gives somebody who has an account the role that their own address is invited to.

    Raises `InvitationUnusable`, also for an invitation to another address (`B12`) and for one's own (`B15`).
    """
    with system_scope(db.session(), "an invitation is accepted") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == user_id)).one()
        bound = _invitations(system).where(Invitation.id == invitation_id, is_sent_to(user.email))
        invitation, organisation = _usable(bound.with_for_update(of=Invitation), clock)
        if invitation.invited_by_id == user.id:
            raise InvitationUnusable
        _accept(invitation, user, clock)
        names = _names(system, [invitation])
    return _shown(invitation, organisation, names, has_account=True)


def _invitations(system: SystemActor) -> Select[Invitation, Organisation]:
    found = scoped(select(Invitation, Organisation), system, Invitation)
    joined = found.join(Organisation, Organisation.id == Invitation.organisation_id)
    return joined.execution_options(populate_existing=True)


def _with_token(token: str, system: SystemActor) -> Select[Invitation, Organisation]:
    return _invitations(system).where(Invitation.token_hash == hash_of_invitation(token))


def _usable(statement: Select[Invitation, Organisation], clock: Clock) -> tuple[Invitation, Organisation]:
    row = db.session.execute(statement).first()
    if row is None:
        raise InvitationUnusable
    invitation, organisation = row.Invitation, row.Organisation
    if not _is_usable(invitation, organisation, granters_today([invitation.invited_by_id], clock), clock):
        raise InvitationUnusable
    return invitation, organisation


def _is_usable(
    invitation: Invitation, organisation: Organisation, granters: Mapping[UUID, Granter], clock: Clock
) -> bool:
    if inviting.state_of(invitation, clock.now(), clock.today()) is not InvitationState.OPEN:
        return False
    inviter = invitation.invited_by_id
    granter = Granter(None, is_system=True) if inviter is None else granters[inviter]
    return granting.may_grant(granter, invitation.role, place_of(organisation))


def _accept(invitation: Invitation, user: User, clock: Clock) -> None:
    hold_organisation(invitation.organisation_id)
    invitation.accepted_at = clock.now()
    accepting = Newcomer(user.id)
    today = clock.today()
    offered = Span(max(invitation.starts_on or today, today), invitation.ends_on)
    # A private role counts only for what is private: the others see nobody hold it, so this makes one they do see.
    held = [
        span_of(other)
        for other in roles_alike(invitation.organisation_id, invitation.role, invitation.department_id)
        if other.user_id == user.id and (invitation.is_private or not other.is_private)
    ]
    span = holding.not_yet_held(offered, held)
    if span is not None:
        grant = Grant(user.id, invitation.organisation_id, invitation.role, span, invitation.department_id)
        add_membership(accepting, grant, invitation.invited_by_id, clock, is_private=invitation.is_private)
    audit.record(
        accepting,
        clock.now(),
        "accounts.invitation.accepted",
        "invitation",
        invitation.id,
        organisation_id=NO_ORGANISATION if invitation.is_private else invitation.organisation_id,
        changes={"role": invitation.role.value},
    )


def _names(system: SystemActor, invitations: Iterable[Invitation]) -> dict[UUID, str]:
    return names_of(system, (invitation.invited_by_id for invitation in invitations))


def _shown(
    invitation: Invitation, organisation: Organisation, names: Mapping[UUID, str], *, has_account: bool
) -> OpenInvitation:
    inviter = invitation.invited_by_id
    return OpenInvitation(
        id=invitation.id,
        organisation_name=organisation.name,
        role=invitation.role,
        email=address_of(invitation),
        name=invitation.name,
        invited_by="The network" if inviter is None else names[inviter],
        expires_at=invitation.expires_at,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        is_private=invitation.is_private,
        has_account=has_account,
    )
