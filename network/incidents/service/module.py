"""Switching the service on and off for an organisation. Whoever does it never sees a referral by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete

from network.accounts.public import list_people_with_role
from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.incidents.models import EligibleDepartment, IncidentModule
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import find_module, list_departments, list_providers

FURTHEST_GO_LIVE = timedelta(days=366)
EARLIEST_GO_LIVE = timedelta(days=20 * 365)


@dataclass(frozen=True, slots=True)
class Setup:
    """How an organisation offers the service. No department means every department (CI-1)."""

    go_live_on: date
    provider_id: UUID
    department_ids: frozenset[UUID] = frozenset()


def switch_on(actor: Actor, setup: Setup, clock: Clock, *, seen_version: int | None = None) -> IncidentModule:
    """Opens the service for the actor's organisation, or changes how it is offered (CI-1).

    Raises RuleBroken until somebody there is an incident lead and the provider has somebody to receive,
    Conflict where somebody else changed it since `seen_version`.
    """
    _check_right(actor)
    _check_setup(actor, setup, clock)
    module = find_module(actor)
    if module is None:
        module = IncidentModule(id=new_id(), organisation_id=actor.organisation_id)
        db.session.add(module)
    else:
        _check_version(module, seen_version)
    module.is_on = True
    module.go_live_on = setup.go_live_on
    module.provider_organisation_id = setup.provider_id
    module.switched_by_id, module.switched_at = actor.user_id, clock.now()
    db.session.flush()
    _replace_departments(actor, module, setup.department_ids)
    changes = {
        "go_live_on": setup.go_live_on.isoformat(),
        "provider": str(setup.provider_id),
        "departments": len(setup.department_ids),
    }
    audit.record(actor, clock.now(), "incidents.module.switched-on", "incident_module", module.id, changes=changes)
    return module


def switch_off(actor: Actor, clock: Clock, *, seen_version: int | None = None) -> IncidentModule:
    """Takes no new referral from now on; support that runs goes on to its end. Raises Conflict as `switch_on`."""
    _check_right(actor)
    module = find_module(actor)
    if module is None or not module.is_on:
        raise Conflict("The service is already off. Open the page again to see how it stands.")
    _check_version(module, seen_version)
    module.is_on = False
    module.switched_by_id, module.switched_at = actor.user_id, clock.now()
    audit.record(actor, clock.now(), "incidents.module.switched-off", "incident_module", module.id)
    return module


def _check_right(actor: Actor) -> None:
    if not actor.can(IncidentPermission.SWITCH):
        raise NotAllowed()


def _check_version(module: IncidentModule, seen_version: int | None) -> None:
    if seen_version is not None and seen_version != module.version:
        raise Conflict("Somebody else changed how the service is offered. Open the page again to see it as it is now.")


def _check_setup(actor: Actor, setup: Setup, clock: Clock) -> None:
    if setup.go_live_on > clock.today() + FURTHEST_GO_LIVE:
        raise RuleBroken("go_live_on", "Check the year. The service can go live up to a year from now")
    if setup.go_live_on < clock.today() - EARLIEST_GO_LIVE:
        raise RuleBroken("go_live_on", "Check the year. Enter a day within the last 20 years, or one to come")
    if not list_people_with_role(actor.organisation_id, Role.INCIDENT_LEAD, clock):
        raise RuleBroken(
            "go_live_on", "First invite an incident lead, who receives the referrals. Then switch the service on"
        )
    if setup.provider_id not in {provider.id for provider in list_providers(actor)}:
        raise RuleBroken("provider_id", "Choose a provider from the list")
    if not list_people_with_role(setup.provider_id, Role.PROVIDER_ALLOCATOR, clock):
        raise RuleBroken(
            "provider_id",
            "Nobody at this provider can receive referrals yet. Ask them to name somebody, or choose another",
        )
    if not setup.department_ids <= {department.id for department in list_departments(actor)}:
        raise RuleBroken("department_ids", "Choose departments from the list")


def _replace_departments(actor: Actor, module: IncidentModule, department_ids: frozenset[UUID]) -> None:
    db.session.execute(scoped(delete(EligibleDepartment), actor, EligibleDepartment))
    for department_id in sorted(department_ids):
        db.session.add(
            EligibleDepartment(
                id=new_id(),
                organisation_id=actor.organisation_id,
                module_id=module.id,
                department_id=department_id,
            )
        )
