"""What waits for somebody whose role is to end, and passing it on before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from network.accounts.models import Membership, User
from network.accounts.queries import get_membership
from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import OtherRoute, RuleBroken
from network.core.tenancy import scoped, system_scope
from network.feature import Leaving, OpenStep

Ask = Callable[[Leaving, Clock], Iterable[OpenStep]]


class StepsOpen(RuleBroken):
    """The role holds something that nobody else would see to."""

    code = "steps-open"


def list_open_steps(membership: Membership, clock: Clock) -> list[OpenStep]:
    """What the end of this role would leave behind. A private role holds nothing that anybody could be asked about."""
    if membership.is_private:
        return []
    asked: tuple[Ask, ...] = current_app.extensions["open_steps"]
    leaving = Leaving(
        membership.user_id,
        membership.organisation_id,
        membership.role,
        keeps_another=_keeps_another(membership, clock),
    )
    with system_scope(db.session(), "what somebody leaves behind whose role ends"):
        return [step for ask in asked for step in ask(leaving, clock)]


def _keeps_another(membership: Membership, clock: Clock) -> bool:
    with system_scope(db.session(), "whether somebody stays in another role") as system:
        others = scoped(select(Membership.id), system, Membership).where(
            Membership.user_id == membership.user_id,
            Membership.organisation_id == membership.organisation_id,
            Membership.id != membership.id,
            ~Membership.is_private,
            Membership.held_or_coming(clock.today()),
        )
        return db.session.scalar(others.limit(1)) is not None


def check_nothing_open(membership: Membership, clock: Clock) -> None:
    """Raises `StepsOpen`, with where to pass them on, while the role holds open steps."""
    steps = list_open_steps(membership, clock)
    if steps:
        where = f"/people/roles/{membership.id}/handover"
        raise StepsOpen(
            None,
            "Something still waits for this person. Pass it on first, then end the role.",
            routes=(
                OtherRoute("See what is open, and pass it on", where),
                OtherRoute("Leave the role as it is", "/people"),
            ),
        )


def pass_on(actor: Anyone, membership_id: UUID, colleague_id: UUID | None, clock: Clock) -> int:
    """Gives all that can be passed on to a colleague of the same organisation; how many things that were.

    Raises NotFound, and `RuleBroken` on `colleague` for somebody who holds no role there, or for the person themselves.
    """
    membership = get_membership(actor, membership_id)
    if colleague_id not in {person.id for person in list_successors(membership, clock)}:
        raise RuleBroken("colleague", "Choose a colleague from the list")
    steps = [step for step in list_open_steps(membership, clock) if step.pass_on is not None]
    with system_scope(db.session(), "what somebody leaves behind goes to a colleague"):
        for step in steps:
            if step.pass_on is not None and colleague_id is not None:
                step.pass_on(colleague_id, clock)
    audit.record(
        actor,
        clock.now(),
        "accounts.membership.passed_on",
        "membership",
        membership.id,
        organisation_id=membership.organisation_id,
        changes={"to": str(colleague_id), "steps": len(steps)},
    )
    return len(steps)


def list_successors(membership: Membership, clock: Clock) -> list[User]:
    """Everybody else who holds a role in the same organisation today, by name; private roles aside."""
    with system_scope(db.session(), "colleagues who could take something on") as system:
        holders = scoped(select(Membership.user_id), system, Membership).where(
            Membership.organisation_id == membership.organisation_id,
            Membership.user_id != membership.user_id,
            ~Membership.is_private,
            Membership.held_on(clock.today()),
        )
        people = scoped(select(User), system, User).where(User.active, User.id.in_(holders))
        return list(db.session.scalars(people.order_by(User.name, User.id)))
