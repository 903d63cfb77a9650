"""Complaints: who sees which, and to whom one can be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, select

from network.accounts.public import list_people_with_role
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.incidents.models import Complaint, KeyDate, Referral
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import find_module
from network.incidents.rules.complaints import ComplaintState, is_over

READERS = (Role.INCIDENT_LEAD, Role.ORGANISATION_LEAD)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can be chosen to read a complaint, and in which role."""

    id: UUID
    name: str
    role: Role


def is_complaint_offered(actor: Actor) -> bool:
    """Whether there is a support service of the actor's organisation to complain of. One query."""
    module = find_module(actor)
    return actor.can(IncidentPermission.COMPLAIN) and module is not None and module.go_live_on is not None


def list_readers(actor: Actor, clock: Clock) -> list[Reader]:
    """Every lead of the actor's organisation but themselves: incident leads first, each of them once. Two queries."""
    found: dict[UUID, Reader] = {}
    for role in READERS:
        for person in list_people_with_role(actor.organisation_id, role, clock):
            found.setdefault(person.id, Reader(person.id, person.name, role))
    return [reader for reader in found.values() if reader.id != actor.user_id]


def own_complaints(actor: Actor) -> Select[Complaint]:
    """What the actor made, here."""
    return _visible(actor, IncidentPermission.COMPLAIN).where(Complaint.complainant_user_id == actor.user_id)


def complaints_to_read(actor: Actor) -> Select[Complaint]:
    """What was made to the actor, as long as they lead here: nobody else learns that there is any."""
    return _visible(actor, IncidentPermission.ANSWER_COMPLAINTS).where(Complaint.reader_user_id == actor.user_id)


def _visible(actor: Actor, right: IncidentPermission) -> Select[Complaint]:
    visible = scoped(select(Complaint), actor, Complaint).where(Complaint.organisation_id == actor.organisation_id)
    return visible if actor.can(right) else visible.where(false())


def list_complaints(seen: Select[Complaint]) -> Sequence[Complaint]:
    """Of these, the latest first."""
    return db.session.scalars(seen.order_by(Complaint.made_at.desc(), Complaint.id)).all()


def hold_complaint(seen: Select[Complaint], complaint_id: UUID) -> Complaint:
    """One of these, which nobody else changes until the transaction ends. Raises NotFound."""
    one = seen.where(Complaint.id == complaint_id).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(one).first()
    if found is None:
        raise NotFound()
    return found


def list_lead_ids(organisation_id: UUID, clock: Clock) -> frozenset[UUID]:
    """Everybody who can read a complaint there today."""
    return frozenset(each.id for role in READERS for each in list_people_with_role(organisation_id, role, clock))


def list_unanswered(system: SystemActor) -> Sequence[Complaint]:
    """Every complaint that waits for somebody to do something."""
    waiting = scoped(select(Complaint), system, Complaint).where(
        Complaint.state.in_([state for state in ComplaintState if not is_over(state)])
    )
    return db.session.scalars(waiting.order_by(Complaint.made_at, Complaint.id)).all()


def has_complained(system: SystemActor, organisation_id: UUID, person_id: UUID) -> bool:
    """Whether something is kept that they made here, which they can look at."""
    theirs = scoped(select(Complaint.id), system, Complaint).where(
        Complaint.organisation_id == organisation_id, Complaint.complainant_user_id == person_id
    )
    return db.session.scalar(theirs.limit(1)) is not None


def quiet_days_of(person_id: UUID) -> tuple[frozenset[date], date | None]:
    """The days on which somebody is not written to, and the last day of a pause that they took (U33)."""
    with system_scope(db.session(), "the days on which somebody is not written to") as system:
        theirs = scoped(select(Referral.id, Referral.paused_until), system, Referral).where(
            Referral.staff_user_id == person_id
        )
        rows = db.session.execute(theirs).all()
        days = scoped(select(KeyDate.on), system, KeyDate).where(
            KeyDate.referral_id.in_([row.id for row in rows]), KeyDate.on.is_not(None), KeyDate.dropped_at.is_(None)
        )
        dates = frozenset(day for day in db.session.scalars(days) if day is not None)
    return dates, max((row.paused_until for row in rows if row.paused_until), default=None)
