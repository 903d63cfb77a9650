"""Setting the service up for an organisation, and opening it. Whoever does it never sees a referral by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict, NotAllowed, OtherRoute, RuleBroken
from network.core.permissions import Role
from network.core.tenancy import scoped
from network.incidents.models import EligibleDepartment, IncidentModule
from network.incidents.permissions import IncidentPermission
from network.incidents.queries.module import (
    COLUMNS,
    find_module,
    list_departments,
    list_providers,
    read_checklist,
    read_setup,
)
from network.incidents.queries.people import list_handlers
from network.incidents.rules import setup as rules
from network.incidents.rules.setup import Part, Setup

SERVICE = "/support/service"
ADDRESS = "data_protection_email"
"""Somebody's: the audit says that it changed, and not to whose."""


def set_up(
    actor: Actor,
    setup: Setup,
    clock: Clock,
    *,
    parts: Collection[Part] = tuple(Part),
    seen_version: int | None = None,
) -> IncidentModule:
    """Keeps the answers to these pages of questions, before the service is on or while it is (CI-1).

    Raises RuleBroken for an answer that cannot be right, Conflict where somebody else changed it since `seen_version`.
    """
    _check_right(actor)
    setup = rules.tidy(setup)
    rules.check(setup, parts, clock.today())
    _check_choices(actor, setup, parts, clock)
    module = _find_or_begin(actor, seen_version)
    before = read_setup(actor, module)
    for name, column in COLUMNS.items():
        setattr(module, column, _stored(getattr(setup, name)))
    module.answered = sorted({*module.answered, *parts})
    db.session.flush()
    if setup.department_ids != before.department_ids:
        _replace_departments(actor, module, setup.department_ids)
    audit.record(
        actor,
        clock.now(),
        "incidents.module.set-up",
        "incident_module",
        module.id,
        changes=_changes(before, setup),
    )
    return module


def switch_on(actor: Actor, clock: Clock, *, seen_version: int | None = None) -> IncidentModule:
    """Opens the service for the actor's organisation, once its checklist is complete (CI-1).

    Raises RuleBroken with what is still to do, Conflict where it is on already or changed since `seen_version`.
    """
    _check_right(actor)
    module = find_module(actor)
    checklist = read_checklist(actor, module, clock)
    if module is None or not checklist.is_complete:
        raise RuleBroken(
            None,
            "The service opens when its checklist is complete.",
            routes=tuple(OtherRoute(words, SERVICE) for words in checklist.missing),
        )
    _check_version(module, seen_version)
    if module.is_on:
        raise Conflict("The service is on already. Open the page again to see how it stands.")
    _switch(actor, module, clock, is_on=True)
    return module


def switch_off(actor: Actor, clock: Clock, *, seen_version: int | None = None) -> IncidentModule:
    """Takes no new referral from now on; support that runs goes on to its end. Raises Conflict as `switch_on`."""
    _check_right(actor)
    module = find_module(actor)
    if module is None or not module.is_on:
        raise Conflict("The service is already off. Open the page again to see how it stands.")
    _check_version(module, seen_version)
    _switch(actor, module, clock, is_on=False)
    return module


def _switch(actor: Actor, module: IncidentModule, clock: Clock, *, is_on: bool) -> None:
    module.is_on = is_on
    module.switched_by_id, module.switched_at = actor.user_id, clock.now()
    verb = "on" if is_on else "off"
    audit.record(actor, clock.now(), f"incidents.module.switched-{verb}", "incident_module", module.id)


def _check_right(actor: Actor) -> None:
    if not actor.can(IncidentPermission.SWITCH):
        raise NotAllowed()


def _find_or_begin(actor: Actor, seen_version: int | None) -> IncidentModule:
    module = find_module(actor)
    if module is not None:
        _check_version(module, seen_version)
        return module
    module = IncidentModule(id=new_id(), organisation_id=actor.organisation_id, answered=[])
    db.session.add(module)
    db.session.flush()
    return module


def _check_version(module: IncidentModule, seen_version: int | None) -> None:
    if seen_version is not None and seen_version != module.version:
        raise Conflict("Somebody else changed how the service is offered. Open the page again to see it as it is now.")


def _check_choices(actor: Actor, setup: Setup, parts: Collection[Part], clock: Clock) -> None:
    """What was chosen from a list is on it, and somebody at a provider can receive what is sent there."""
    if Part.WHO in parts and not setup.department_ids <= {each.id for each in list_departments(actor)}:
        raise RuleBroken("department_ids", "Choose departments from the list")
    if Part.PROVIDER not in parts:
        return
    providers = {each.id for each in list_providers(actor)}
    for field, provider_id in (("provider_id", setup.provider_id), ("fallback_id", setup.fallback_id)):
        if provider_id is not None:
            _check_provider(field, provider_id, providers, clock)


def _check_provider(field: str, provider_id: UUID, providers: Collection[UUID], clock: Clock) -> None:
    if provider_id not in providers:
        raise RuleBroken(field, "Choose a provider from the list")
    if not list_handlers(provider_id, Role.PROVIDER_ALLOCATOR, (), clock):
        raise RuleBroken(
            field, "Nobody at this provider can receive referrals yet. Ask them to name somebody, or choose another"
        )


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


def _stored(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _changes(before: Setup, after: Setup) -> dict[str, Any]:
    was = asdict(before)
    changed = {name: value for name, value in asdict(after).items() if value != was[name]}
    return {name: "changed" if name == ADDRESS else _noted(value) for name, value in changed.items()}


def _noted(value: Any) -> Any:
    match value:
        case frozenset():
            return len(value)
        case date() | UUID():
            return str(value)
        case _:
            return value
