"""The service of an organisation: whether it is on, since when, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from network.accounts.public import list_people_with_role
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.directory.public import is_filled
from network.incidents.models import EligibleDepartment, IncidentModule
from network.incidents.rules.answers import MeetingMode
from network.incidents.rules.retention import Keeping
from network.incidents.rules.setup import ASK_HOURS, KEPT, Checklist, GroupReferrer, Part, Setup, modes_offered
from network.organisations.models import Department, Organisation, Standing
from network.organisations.vocabulary import Sector

COLUMNS: Final = {
    "go_live_on": "go_live_on",
    "is_small": "is_small",
    "provider_id": "provider_organisation_id",
    "agreed_on": "agreed_on",
    "agreement_kept_at": "agreement_kept_at",
    "fallback_id": "fallback_organisation_id",
    "fallback_agreed_on": "fallback_agreed_on",
    "is_virtual_only": "is_virtual_only",
    "group_referrers": "group_referrers",
    "allows_self_request": "allows_self_request",
    "allows_late": "allows_late",
    "ask_hours": "ask_hours",
    **{name: name for name in KEPT},
    "data_protection_email": "data_protection_email",
}
"""Where each answer is stored; departments have rows of their own."""


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The service as a referral meets it. `go_live_on` is None where the organisation does not offer it."""

    go_live_on: date | None
    provider_ids: tuple[UUID, ...]
    """Who provides the support: the first choice, then the fallback where there is one."""
    department_ids: frozenset[UUID]
    allows_late: bool = False
    allows_self_request: bool = False
    """Whether people may ask for themselves, without their manager."""
    group_referrers: frozenset[GroupReferrer] = frozenset(GroupReferrer)
    """Who may ask for support for a group (CI-14)."""

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
        return ServiceSettings(None, (), frozenset())
    chosen = (module.provider_organisation_id, module.fallback_organisation_id)
    return ServiceSettings(
        go_live_on=module.go_live_on if module.is_on else None,
        provider_ids=tuple(each for each in chosen if each is not None),
        department_ids=list_eligible_department_ids(actor),
        allows_late=module.allows_late,
        allows_self_request=module.allows_self_request,
        group_referrers=frozenset(map(GroupReferrer, module.group_referrers)),
    )


def read_setup(actor: Actor, module: IncidentModule | None) -> Setup:
    """What the organisation has answered so far, with the usual answer where it has not. One query."""
    if module is None:
        return Setup()
    said: dict[str, Any] = {name: getattr(module, column) for name, column in COLUMNS.items()}
    said["group_referrers"] = frozenset(map(GroupReferrer, said["group_referrers"]))
    return Setup(**said, department_ids=list_eligible_department_ids(actor))


def read_checklist(actor: Actor, module: IncidentModule | None, clock: Clock) -> Checklist:
    """How far the actor's organisation has come with setting the service up. Three queries."""
    provider_id = module.provider_organisation_id if module else None
    return Checklist(
        answered=frozenset(map(Part, module.answered)) if module else frozenset(),
        leads=len(list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, clock)),
        is_directory_filled=is_filled(actor.organisation_id),
        has_allocator=provider_id is not None
        and bool(list_people_with_role(provider_id, Role.PROVIDER_ALLOCATOR, clock)),
    )


def keeping_of(organisation_id: UUID) -> Keeping:
    """How long an organisation keeps what is said of people, whoever asks. One query."""
    with system_scope(db.session(), "how long an organisation keeps things") as system:
        times = scoped(select(*(getattr(IncidentModule, name) for name in KEPT)), system, IncidentModule)
        found = db.session.execute(times.where(IncidentModule.organisation_id == organisation_id)).one_or_none()
        return Keeping(*found) if found else Keeping()


def ask_hours_of(organisation_id: UUID) -> int:
    """For how many working hours a therapist is asked on behalf of an organisation, whoever asks (CI-7). One query."""
    with system_scope(db.session(), "how long a therapist is asked") as system:
        hours = scoped(select(IncidentModule.ask_hours), system, IncidentModule)
        found = db.session.scalar(hours.where(IncidentModule.organisation_id == organisation_id))
        return ASK_HOURS.usual if found is None else found


def providers_for(actor: Actor, handed_back_by: UUID | None = None) -> tuple[UUID, ...]:
    """Whom a referral of the actor's organisation can go to, the first choice first; who handed it back comes last."""
    chosen = get_service(actor).provider_ids
    return tuple(sorted(chosen, key=lambda each: each == handed_back_by))


def list_modes(organisation_id: UUID) -> tuple[MeetingMode, ...]:
    """How people of an organisation can meet a therapist, whoever asks: the setting alone (CI-15). One query."""
    with system_scope(db.session(), "how people of an organisation can meet a therapist") as system:
        modules = scoped(select(IncidentModule.is_virtual_only), system, IncidentModule)
        is_virtual_only = db.session.scalar(modules.where(IncidentModule.organisation_id == organisation_id))
        return modes_offered(is_virtual_only=bool(is_virtual_only))


def is_taken(actor: Actor, clock: Clock) -> bool:
    """Whether the actor's organisation takes referrals today."""
    return get_service(actor).is_taken_on(clock.today())


def is_self_request_offered(actor: Actor) -> bool:
    """Whether people of the actor's organisation may ask for support for themselves. One query."""
    module = find_module(actor)
    return module is not None and module.is_on and module.allows_self_request


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
