"""Every read of roles, invitations and keys. The `visible_x` say who sees what; all else starts from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from network.accounts.actors import list_memberships_today
from network.accounts.models import ApiToken, Invitation, Membership, User
from network.accounts.permissions import AccountPermission
from network.accounts.rules.granting import Kind, Place
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.organisations.models import Organisation, Standing
from network.organisations.vocabulary import Sector


def place_of(organisation: Organisation) -> Place:
    """The organisation as the rules of granting see it. A host stays the host, whatever its sector."""
    if organisation.is_host:
        return Place(organisation.id, Kind.HOST)
    return Place(organisation.id, Kind.PROVIDER if organisation.sector is Sector.PROVIDER else Kind.PARTNER)


def get_organisation(actor: Anyone, organisation_id: UUID) -> Organisation:
    """The organisation whose people this actor looks after: their own, or any for the coordinator.

    Raises NotFound, also for one that became part of another: its people are there.
    """
    may_look = actor.is_network_wide or actor.organisation_id == organisation_id
    organisation = db.session.get(Organisation, organisation_id) if may_look else None
    if organisation is None or organisation.standing is Standing.MERGED:
        raise NotFound
    return organisation


def visible_memberships(actor: Anyone) -> Select[Membership]:
    """Roles in the actor's organisation, in all for the coordinator; for everybody else, their own.

    A private role is seen by nobody else: that there was such an invitation says something of its person.
    """
    found = scoped(select(Membership), actor, Membership)
    if isinstance(actor, SystemActor):
        return found
    if _looks_after_people(actor):
        return found.where(or_(~Membership.is_private, Membership.user_id == actor.user_id))
    return found.where(Membership.user_id == actor.user_id)


def visible_people(actor: Anyone) -> Select[User]:
    """Everybody who holds or held a role that the actor sees, and oneself. A private role makes nobody seen."""
    found = scoped(select(User), actor, User)
    if isinstance(actor, SystemActor):
        return found
    roles = visible_memberships(actor).where(Membership.user_id == User.id)
    return found.where(or_(User.id == actor.user_id, roles.exists()))


def visible_invitations(actor: Anyone) -> Select[Invitation]:
    """Invitations into the actor's organisation, into all for the coordinator; none for anybody else.

    Private ones are in nobody's list.
    """
    found = scoped(select(Invitation), actor, Invitation).where(Invitation.email.is_not(None))
    if _may(actor, AccountPermission.INVITE):
        return found
    return found.where(Invitation.id.is_(None))


def visible_tokens(actor: Actor) -> Select[ApiToken]:
    """One's own keys for programs; whoever may end a person's role sees their keys too."""
    found = scoped(select(ApiToken), actor, ApiToken)
    if actor.can(AccountPermission.END_ROLE):
        return found
    return found.where(ApiToken.user_id == actor.user_id)


def _looks_after_people(actor: Anyone) -> bool:
    return _may(actor, AccountPermission.LIST_PEOPLE)


def _may(actor: Anyone, permission: AccountPermission) -> bool:
    return isinstance(actor, SystemActor) or actor.can(permission)


def get_membership(actor: Anyone, membership_id: UUID) -> Membership:
    """One role of one person. NotFound for what the actor may not see."""
    found = db.session.scalars(visible_memberships(actor).where(Membership.id == membership_id)).first()
    if found is None:
        raise NotFound
    return found


def get_invitation(actor: Anyone, invitation_id: UUID) -> Invitation:
    """One invitation. NotFound for what the actor may not see."""
    found = db.session.scalars(visible_invitations(actor).where(Invitation.id == invitation_id)).first()
    if found is None:
        raise NotFound
    return found


def get_person(actor: Anyone, user_id: UUID) -> User:
    """One person. NotFound for whom the actor may not see."""
    found = db.session.scalars(visible_people(actor).where(User.id == user_id)).first()
    if found is None:
        raise NotFound
    return found


def get_token(actor: Actor, token_id: UUID) -> ApiToken:
    """One key. NotFound for what the actor may not see."""
    found = db.session.scalars(visible_tokens(actor).where(ApiToken.id == token_id)).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class PersonWithRoles:
    """A line of the list of people: somebody and their roles here, the earliest first."""

    id: UUID
    name: str
    email: str
    roles: Sequence[Membership]


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Which people of an organisation a list is to show."""

    organisation_id: UUID
    is_former: bool = False
    """Those whose roles are over, instead of those who hold one or will."""
    text: str = ""
    """Part of a name or an address."""


def list_people(actor: Anyone, asked: PeopleAsked, today: date, number: int) -> Page[PersonWithRoles]:
    """One page of people by name, each with the roles asked for. Three queries."""
    wanted = Membership.held_or_coming(today)
    roles = visible_memberships(actor).where(
        Membership.organisation_id == asked.organisation_id, ~wanted if asked.is_former else wanted
    )
    people = visible_people(actor).where(User.id.in_(roles.with_only_columns(Membership.user_id)))
    if asked.text:
        people = people.where(
            or_(User.name.icontains(asked.text, autoescape=True), User.email.icontains(asked.text, autoescape=True))
        )
    page = paginate(people.order_by(User.name, User.id), number)
    found = roles.where(Membership.user_id.in_([user.id for user in page.items]))
    held: dict[UUID, list[Membership]] = {}
    for membership in db.session.scalars(found.order_by(Membership.starts_on, Membership.role)):
        held.setdefault(membership.user_id, []).append(membership)
    return page.map(lambda user: PersonWithRoles(user.id, user.name, user.email, held.get(user.id, [])))


def list_memberships(actor: Anyone, organisation_id: UUID | None, number: int, size: int) -> Page[Membership]:
    """One page of roles, past ones too, newest first."""
    found = visible_memberships(actor)
    if organisation_id is not None:
        found = found.where(Membership.organisation_id == organisation_id)
    return paginate(found.order_by(Membership.starts_on.desc(), Membership.id), number, size)


def count_waiting(actor: Anyone, organisation_id: UUID | None, now: datetime) -> int:
    """How many invitations can still be accepted, in one organisation or in all that the actor sees. One query."""
    found = visible_invitations(actor).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > now
    )
    if organisation_id is not None:
        found = found.where(Invitation.organisation_id == organisation_id)
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def organisation_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these organisations. One query."""
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def list_invitations(actor: Anyone, organisation_id: UUID | None, number: int, size: int) -> Page[Invitation]:
    """One page of invitations that were neither accepted nor withdrawn, newest first."""
    found = visible_invitations(actor).where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    if organisation_id is not None:
        found = found.where(Invitation.organisation_id == organisation_id)
    return paginate(found.order_by(Invitation.made_at.desc(), Invitation.id), number, size)


def list_tokens(actor: Actor, number: int) -> Page[ApiToken]:
    """One page of keys that still work, or did until they ran out, newest first."""
    found = visible_tokens(actor).where(ApiToken.revoked_at.is_(None))
    return paginate(found.order_by(ApiToken.made_at.desc(), ApiToken.id), number)


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """An organisation in which somebody holds roles today."""

    id: UUID
    name: str
    roles: Sequence[Role]


def list_own_roles(user_id: UUID, clock: Clock) -> list[OwnPlace]:
    """Where somebody can act today, by name, and as what. Two queries."""
    roles: dict[UUID, list[Role]] = {}
    for membership in list_memberships_today(user_id, clock):
        roles.setdefault(membership.organisation_id, []).append(membership.role)
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(roles)).order_by(Organisation.name)
    return [OwnPlace(row.id, row.name, roles[row.id]) for row in db.session.execute(named)]


def names_of(actor: Anyone, user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of those of these people whom the actor may see. One query."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    rows = visible_people(actor).with_only_columns(User.id, User.name).where(User.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(rows)}
