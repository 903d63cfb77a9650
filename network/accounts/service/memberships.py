"""Granting and ending roles (`B15`). A change holds from the commit on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from network.accounts.messages import ROLE_IN_MAIL, RoleEnded, RoleEndedNotice, RoleGranted
from network.accounts.models import Membership, User
from network.accounts.queries import get_membership, place_of
from network.accounts.rules import granting, holding
from network.accounts.rules.granting import Granter
from network.accounts.rules.holding import Span
from network.accounts.service.handover import check_nothing_open
from network.accounts.service.showing import forget_entries
from network.accounts.sign_ins import end_all_sign_ins
from network.core import audit, news, outbox
from network.core.actor import Actor, Anyone, Newcomer, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import NO_ORGANISATION, scoped, system_scope
from network.organisations.models import Organisation
from network.organisations.public import hold_organisation, list_departments
from network.ui.filters import as_date


@dataclass(frozen=True, slots=True)
class Grant:
    """Who is to hold which role, where, and from when until when; without a last day, until somebody ends it."""

    user_id: UUID
    organisation_id: UUID
    role: Role
    span: Span
    department_id: UUID | None = None
    """Which department, for a department lead; None for every other role."""


def check_department(organisation_id: UUID, role: Role, department_id: UUID | None) -> None:
    """Raises `RuleBroken` on `department` unless a department lead, and nobody else, is given one of these here."""
    with system_scope(db.session(), "the departments that there are to lead") as system:
        present = {department.id for department in list_departments(system, organisation_id)}
    granting.check_department(role, department_id, present)


def granter_of(actor: Anyone, clock: Clock) -> Granter:
    """The actor as a granter, from the roles as they stand at this moment: a right just lost is lost."""
    if not isinstance(actor, Actor):
        return granting.granter_acting(actor)
    today = granters_today([actor.user_id], clock)[actor.user_id]
    acting = granting.granter_acting(actor)
    return Granter(actor.user_id, acting.is_coordinator and today.is_coordinator, acting.leads & today.leads)


def granters_today(user_ids: Iterable[UUID | None], clock: Clock) -> dict[UUID, Granter]:
    """People as granters, wherever they hold a role today: whether who invited still could. Two queries.

    An account that was closed grants nothing.
    """
    wanted = {user_id for user_id in user_ids if user_id is not None}
    with system_scope(db.session(), "whether the inviter is still there") as system:
        open_accounts = scoped(select(User.id), system, User).where(User.id.in_(wanted), User.active)
        active = set(db.session.scalars(open_accounts))
        roles = scoped(select(Membership.user_id, Membership.organisation_id, Membership.role), system, Membership)
        held = db.session.execute(roles.where(Membership.user_id.in_(active), Membership.held_on(clock.today()))).all()
    return {
        user_id: Granter(
            user_id,
            is_coordinator=any(m.role is Role.COORDINATOR for m in held if m.user_id == user_id),
            leads=frozenset(
                m.organisation_id for m in held if m.user_id == user_id and m.role is Role.ORGANISATION_LEAD
            ),
        )
        for user_id in wanted
    }


def grant_role(actor: Anyone, grant: Grant, clock: Clock) -> Membership:
    """Gives somebody a role (`B15`). A system actor is held to what the organisation is, not to the granter's table.

    Raises `RuleBroken` on `role`, `starts_on` or `ends_on`, and where the person holds the role already.
    """
    organisation = hold_organisation(grant.organisation_id)
    granter = granter_of(actor, clock)
    granting.check_grant(granter, grant.role, place_of(organisation))
    check_department(grant.organisation_id, grant.role, grant.department_id)
    if granter.user_id == grant.user_id:
        raise RuleBroken("role", "Nobody gives themselves a role. Another lead, or the network coordinator, can")
    today = clock.today()
    holding.check_span(grant.span, today)
    others = roles_alike(grant.organisation_id, grant.role, grant.department_id)
    held = [span_of(other) for other in others if other.user_id == grant.user_id and not other.is_private]
    if holding.not_yet_held(grant.span, held) != grant.span:
        raise RuleBroken("role", "This person holds that role already")
    still = [span_of(other) for other in others if not holding.is_over(span_of(other), today)]
    holding.check_stays_covered(grant.role, grant.span, still)
    return add_membership(actor, grant, granter.user_id, clock)


def add_membership(
    actor: Anyone, grant: Grant, granted_by_id: UUID | None, clock: Clock, *, is_private: bool = False
) -> Membership:
    """Writes the role down, once it is known that it may be granted. The caller has locked the organisation."""
    membership = Membership(
        id=new_id(),
        organisation_id=grant.organisation_id,
        user_id=grant.user_id,
        role=grant.role,
        department_id=grant.department_id,
        starts_on=grant.span.starts_on,
        ends_on=grant.span.ends_on,
        granted_by_id=granted_by_id,
        is_private=is_private,
    )
    with system_scope(db.session(), "a role is granted"):
        db.session.add(membership)
    _record(actor, "granted", membership, clock)
    news.announce(
        RoleGranted(
            membership.id,
            membership.organisation_id,
            membership.user_id,
            membership.role,
            membership.starts_on,
            membership.ends_on,
        )
    )
    return membership


def end_role(actor: Anyone, membership_id: UUID, clock: Clock, *, last_day: date | None = None) -> Membership:
    """Ends somebody's role: at once, or with `last_day`, which is still held (`B15`). The row stays, as history.

    Whoever may grant a role may end it. Raises NotAllowed for a role above the actor's, `RuleBroken` for one's own
    role, for the last lead or coordinator and, on `last_day`, for a day that is past; `StepsOpen` while something
    waits for this person; Conflict where it is over.
    """
    membership = get_membership(actor, membership_id)
    organisation = hold_organisation(membership.organisation_id)
    _reread(membership)
    today = clock.today()
    holding.check_not_oneself(actor.user_id, membership.user_id)
    if not granting.may_grant(granter_of(actor, clock), membership.role, place_of(organisation)):
        raise NotAllowed(f"Your role does not include ending the role {membership.role.label.lower()}.")
    if holding.is_over(span_of(membership), today):
        raise Conflict("This role has ended already.")
    if last_day is not None:
        holding.check_last_day(last_day, today)
    check_nothing_open(membership, clock)
    ends_on = last_day or holding.ended_now(today)
    _check_not_left_empty(membership, ends_on, today)
    was_held = span_of(membership).covers(today)
    membership.ends_on, membership.ended_by_id = ends_on, actor.user_id
    _record(actor, "ended", membership, clock)
    _tell(membership, organisation, is_now=last_day is None, clock=clock)
    if was_held and not span_of(membership).covers(today):
        end_all_sign_ins(_person(membership.user_id))
        db.session.flush()
        forget_entries(clock, membership.user_id)
    return membership


def give_private_role(user_id: UUID, organisation_id: UUID, clock: Clock) -> None:
    """Makes somebody a staff member here as a private invitation would: for a page that nobody else knows of.

    Nothing where they are one already, privately or not.
    """
    hold_organisation(organisation_id)
    alike = roles_alike(organisation_id, Role.STAFF_MEMBER)
    held = [span_of(each) for each in alike if each.user_id == user_id]
    span = holding.not_yet_held(Span(clock.today(), None), held)
    if span is not None:
        grant = Grant(user_id, organisation_id, Role.STAFF_MEMBER, span)
        add_membership(Newcomer(user_id), grant, None, clock, is_private=True)


def forget_private_role(user_id: UUID, organisation_id: UUID, clock: Clock) -> None:
    """Deletes what a private invitation made of somebody here, because what it was for is forgotten (`B30`).

    The one role that is deleted rather than ended: that it was ever held says something of its person. An account
    that never held another role, anywhere, goes with it.
    """
    with system_scope(db.session(), "a role that nobody sees, after what it was for") as system:
        theirs = scoped(select(Membership), system, Membership).where(Membership.user_id == user_id)
        held = db.session.scalars(theirs).all()
        private = [each for each in held if each.is_private and each.organisation_id == organisation_id]
        for membership in private:
            _note_forgotten(system, "membership", clock)
            db.session.delete(membership)
        db.session.flush()
        if private and len(private) == len(held):
            _note_forgotten(system, "person", clock)
            db.session.delete(_person(user_id))
    if private and len(private) < len(held):
        end_all_sign_ins(_person(user_id))


def _note_forgotten(system: SystemActor, what: str, clock: Clock) -> None:
    """That it happened, and not to whom: an entry stays for good."""
    audit.record(system, clock.now(), f"accounts.{what}.forgotten", what, None, organisation_id=NO_ORGANISATION)


def span_of(membership: Membership) -> Span:
    """The days of a role."""
    return Span(membership.starts_on, membership.ends_on)


def roles_alike(organisation_id: UUID, role: Role, department_id: UUID | None = None) -> list[Membership]:
    """Everybody who holds, held or will hold this role here, in this department, as it stands behind the lock."""
    with system_scope(db.session(), "who else holds this role") as system:
        alike = (
            scoped(select(Membership), system, Membership)
            .where(
                Membership.organisation_id == organisation_id,
                Membership.role == role,
                Membership.department_id.is_not_distinct_from(department_id),
            )
            .execution_options(populate_existing=True)
        )
        return list(db.session.scalars(alike))


def _check_not_left_empty(membership: Membership, ends_on: date, today: date) -> None:
    alike = roles_alike(membership.organisation_id, membership.role, membership.department_id)
    rest = [span_of(other) for other in alike if other.id != membership.id]
    before, after = [*rest, span_of(membership)], [*rest, Span(membership.starts_on, ends_on)]
    holding.check_not_left_empty(membership.role, before, after, today)


def _reread(membership: Membership) -> None:
    """As it stands now that nobody else can change it."""
    with system_scope(db.session(), "a role that is about to end"):
        db.session.refresh(membership)


def _person(user_id: UUID) -> User:
    with system_scope(db.session(), "whose role ends") as system:
        found = db.session.scalars(scoped(select(User), system, User).where(User.id == user_id)).first()
    if found is None:
        raise NotFound
    return found


def _tell(membership: Membership, organisation: Organisation, *, is_now: bool, clock: Clock) -> None:
    ends_on = membership.ends_on
    if ends_on is None:
        raise ValueError("A role that ends has a last day")
    person = _person(membership.user_id)
    notice = RoleEndedNotice(
        to=person.email,
        name=person.name,
        organisation=organisation.name,
        role=ROLE_IN_MAIL[membership.role],
        when="has ended" if is_now else f"ends on {as_date(ends_on)}",
    )
    outbox.enqueue(notice, clock, unique_key=f"role ended {membership.id} {ends_on.isoformat()} {is_now}")
    news.announce(
        RoleEnded(
            clock.now(),
            membership.id,
            membership.organisation_id,
            membership.user_id,
            membership.role,
            membership.starts_on,
            ends_on,
        )
    )


def _record(actor: Anyone, what: str, membership: Membership, clock: Clock) -> None:
    audit.record(
        actor,
        clock.now(),
        f"accounts.membership.{what}",
        "membership",
        membership.id,
        # A private one stands in the network's own chain, which no organisation reads.
        organisation_id=NO_ORGANISATION if membership.is_private else membership.organisation_id,
        changes={
            "person": str(membership.user_id),
            "role": membership.role.value,
            **({"department": str(membership.department_id)} if membership.department_id else {}),
            "starts_on": membership.starts_on.isoformat(),
            "ends_on": membership.ends_on.isoformat() if membership.ends_on else None,
        },
    )
