"""The service of an organisation: whether it is on, since when, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.incidents.models import EligibleDepartment, IncidentModule
from network.organisations.models import Department, Organisation, Standing
from network.organisations.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The service as a referral meets it. `go_live_on` is None where the organisation does not offer it."""

    go_live_on: date | None
    provider_id: UUID | None
    department_ids: frozenset[UUID]

    def is_taken_on(self, day: date) -> bool:
        """Whether a referral can be made on this day at all."""
        return self.go_live_on is not None and day >= self.go_live_on


def find_module(actor: Actor) -> IncidentModule | None:
    """The service of the actor's organisation, on or off; None where nobody has set it up."""
    return db.session.scalars(scoped(select(IncidentModule), actor, IncidentModule)).one_or_none()


def list_eligible_department_ids(actor: Actor) -> frozenset[UUID]:
    """The departments whose staff can be referred; none listed means all (CI-1)."""
    listed = scoped(select(EligibleDepartment.department_id), actor, EligibleDepartment)
    return frozenset(db.session.scalars(listed))


def get_service(actor: Actor) -> ServiceSettings:
    """The settings that a referral of the actor's organisation is held against. Two queries."""
    module = find_module(actor)
    if module is None:
        return ServiceSettings(None, None, frozenset())
    return ServiceSettings(
        go_live_on=module.go_live_on if module.is_on else None,
        provider_id=module.provider_organisation_id,
        department_ids=list_eligible_department_ids(actor),
    )


def is_taken(actor: Actor, clock: Clock) -> bool:
    """Whether the actor's organisation takes referrals today."""
    return get_service(actor).is_taken_on(clock.today())


def list_departments(actor: Actor) -> list[Department]:
    """The departments of the actor's organisation, by name."""
    own = scoped(select(Department), actor, Department).where(Department.organisation_id == actor.organisation_id)
    return list(db.session.scalars(own.order_by(Department.name)))


def selectable_providers(actor: Actor) -> Select[Organisation]:
    """Partners that provide support, and are not the actor's own organisation."""
    return (
        select(Organisation)
        .where(
            Organisation.sector == Sector.PROVIDER,
            Organisation.standing == Standing.PARTNER,
            Organisation.id != actor.organisation_id,
        )
        .order_by(Organisation.name, Organisation.id)
    )


def list_providers(actor: Actor) -> list[Organisation]:
    """The providers that can be chosen, by name."""
    return list(db.session.scalars(selectable_providers(actor)))
