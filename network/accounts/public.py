"""What other features may know of people, and ask of their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from network.accounts.guesses import GuessKind, Try, check_guess, domain_of, network_of
from network.accounts.messages import RoleEnded, RoleGranted
from network.accounts.models import Invitation, Membership, User
from network.accounts.passwords import check_password_rules, hash_password
from network.accounts.queries import OwnPlace, list_own_roles
from network.accounts.rules.holding import Span
from network.accounts.rules.inviting import clean_email, clean_name
from network.accounts.service.invitations import NewInvitation, SentInvitation, invite, invite_privately
from network.accounts.service.memberships import (
    Grant,
    end_role,
    forget_private_role,
    give_private_role,
    grant_role,
)
from network.accounts.sign_in import sessions
from network.accounts.sign_in.resealing import reseal_codes
from network.accounts.sign_ins import new_uniquifier
from network.core import audit
from network.core.actor import Actor, Newcomer, SystemActor, Visitor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import RuleBroken
from network.core.permissions import NEEDS_SECOND_FACTOR, Role
from network.core.tenancy import scoped, system_scope

__all__ = [
    "Grant",
    "NewInvitation",
    "OwnPlace",
    "PersonName",
    "RoleEnded",
    "RoleGranted",
    "SentInvitation",
    "Span",
    "add_person",
    "check_flood",
    "check_letter",
    "check_link",
    "check_sheet_code",
    "clean_email",
    "end_role",
    "find_person",
    "find_user_id",
    "forget_private_role",
    "give_private_role",
    "grant_role",
    "holds_role",
    "invite",
    "invite_privately",
    "list_colleagues",
    "list_holders",
    "list_invited",
    "list_own_roles",
    "list_people_with_role",
    "reseal_codes",
    "verified_email_of",
]


@dataclass(frozen=True, slots=True)
class PersonName:
    """Somebody, as far as another feature needs to know: to show the name, or to write to the address."""

    id: UUID
    name: str
    email: str


def find_person(user_id: UUID) -> PersonName | None:
    """One person wherever they work: to write to them, or to fill in what is their own."""
    with system_scope(db.session(), "somebody who is to be told") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == user_id)).first()
    return _named(user) if user is not None else None


def list_people_with_role(organisation_id: UUID, role: Role, clock: Clock) -> list[PersonName]:
    """Everybody who holds this role in this organisation today, by name: those to write to. One query.

    Whoever asks may be from elsewhere (a provider who writes to the incident leads), so it looks as the system.
    """
    with system_scope(db.session(), "who holds a role, to write to them") as system:
        holders = scoped(select(Membership.user_id), system, Membership).where(
            Membership.organisation_id == organisation_id,
            Membership.role == role,
            Membership.held_on(clock.today()),
        )
        found = scoped(select(User), system, User).where(User.active, User.id.in_(holders)).order_by(User.name, User.id)
        return [_named(user) for user in db.session.scalars(found)]


def list_holders(role: Role, organisation_ids: Iterable[UUID], clock: Clock) -> dict[UUID, list[PersonName]]:
    """Everybody who holds this role today in each of these organisations, by name: those to write to. One query."""
    with system_scope(db.session(), "who holds a role, to write to them") as system:
        held = (
            scoped(select(Membership.organisation_id, User), system, Membership, User)
            .join(User, User.id == Membership.user_id)
            .where(
                Membership.organisation_id.in_(list(organisation_ids)),
                Membership.role == role,
                ~Membership.is_private,
                Membership.held_on(clock.today()),
                User.active,
            )
        )
        found: dict[UUID, list[PersonName]] = {}
        for organisation_id, user in db.session.execute(held.order_by(User.name, User.id)):
            found.setdefault(organisation_id, []).append(_named(user))
        return found


def list_invited(organisation_id: UUID, role: Role, clock: Clock) -> frozenset[UUID]:
    """The accounts that an invitation to this role here waits for, which they can still accept. One query.

    Whoever asks may not see those people, so it looks as the system; the keys are for a feature's own use.
    """
    with system_scope(db.session(), "who was invited to a role") as system:
        waiting = (
            scoped(select(User.id), system, User, Invitation)
            .join(Invitation, Invitation.email == User.email)
            .where(
                Invitation.organisation_id == organisation_id,
                Invitation.role == role,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at >= clock.now(),
            )
        )
        return frozenset(db.session.scalars(waiting))


def list_colleagues(actor: Actor, clock: Clock) -> list[PersonName]:
    """Everybody who holds a role today in the organisation that the actor acts in, by name; private roles aside."""
    holders = scoped(select(Membership.user_id), actor, Membership).where(
        Membership.organisation_id == actor.organisation_id, ~Membership.is_private, Membership.held_on(clock.today())
    )
    found = scoped(select(User), actor, User).where(User.active, User.id.in_(holders)).order_by(User.name, User.id)
    return [_named(user) for user in db.session.scalars(found)]


def find_user_id(email: str) -> UUID | None:
    """The account that signs in with this address, wherever its person works; for a feature's own use, not to show."""
    with system_scope(db.session(), "whether somebody has an account") as system:
        return db.session.scalar(scoped(select(User.id), system, User).where(User.email == email.strip().lower()))


def holds_role(user_id: UUID, organisation_id: UUID, role: Role, clock: Clock) -> bool:
    """Whether somebody holds this role in this organisation today."""
    with system_scope(db.session(), "whether somebody holds a role") as system:
        found = scoped(select(Membership.id), system, Membership).where(
            Membership.user_id == user_id,
            Membership.organisation_id == organisation_id,
            Membership.role == role,
            Membership.held_on(clock.today()),
        )
        return db.session.scalar(found.limit(1)) is not None


def add_person(actor: SystemActor, name: str, email: str, clock: Clock, *, password: str | None = None) -> PersonName:
    """An account without an invitation: for the demonstration network, and for nothing that a person can ask for.

    Raises `RuleBroken` on `name`, `email` (also where it is taken) or `password`.
    """
    kept_name, kept_email = clean_name(name), clean_email(email)
    if password is not None:
        check_password_rules(password, kept_name, kept_email)
    with system_scope(db.session(), actor.job) as system:
        taken = scoped(select(User.id), system, User).where(User.email == kept_email)
        if db.session.scalar(taken) is not None:
            raise RuleBroken("email", "This address has an account already")
        user = User(
            id=new_id(),
            name=kept_name,
            email=kept_email,
            password=hash_password(password) if password is not None else None,
            fs_uniquifier=new_uniquifier(),
            confirmed_at=clock.now(),
            made_at=clock.now(),
        )
        db.session.add(user)
    audit.record(actor, clock.now(), "accounts.person.added", "user", user.id)
    return _named(user)


def check_flood(address: str | None, clock: Clock, *, writes_to: str | None = None) -> None:
    """Counts what somebody without an account sends, before anything is changed; raises `TooMany` (`B22`).

    `writes_to` is an e-mail address that is written to because of it, and is not to be flooded either.
    """
    check_guess(GuessKind.FEEDBACK, clock, address=address, account=writes_to)


def check_letter(address: str | None, clock: Clock, *, writes_to: str) -> None:
    """Counts that somebody asks for a link by e-mail, before anything is looked up; raises `TooMany` (`B3`).

    A whole room may ask from one place at the end of a training, so only one address is asked for few times.
    """
    email = writes_to.strip().lower()
    check_guess(GuessKind.RECORD, clock, address=address, account=email, organisation=domain_of(email))


def verified_email_of(visitor: Actor | Newcomer | Visitor) -> str | None:
    """The address of whoever is signed in as far as their roles need, where they showed that it is theirs."""
    if visitor.user_id is None or (visitor.roles & NEEDS_SECOND_FACTOR and not visitor.has_second_factor):
        return None
    own = sessions.person()
    return own.email if own.confirmed_at is not None else None


def check_link(address: str | None, clock: Clock) -> Try:
    """Counts the opening of a link that was sent to somebody without an account, before it is looked at (`B3`).

    Raises `TooMany`. `was_right_at_once` on the answer strikes it off again.
    """
    return check_guess(GuessKind.LINK, clock, address=address, account=network_of(address))


def check_sheet_code(address: str | None, clock: Clock) -> Try:
    """Counts that somebody types the code of a sign-in sheet, before it is looked at (`B3`).

    Raises `TooMany`. `was_right_at_once` on the answer strikes it off again.
    """
    return check_guess(GuessKind.SHEET, clock, address=address)


def _named(user: User) -> PersonName:
    return PersonName(user.id, user.name, user.email)
