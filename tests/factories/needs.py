"""Training needs for tests, built through the services."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from network.core.actor import Actor
from network.core.clock import Clock
from network.organisations.public import get_organisation, list_workforce
from network.organisations.rules.workforce import GroupSaid
from network.organisations.service.workforce import add_workforce_group
from network.organisations.vocabulary import WorkforceLevel
from network.training.models import NeedsAssessment
from network.training.needs import rules, service

SKILLED, INFORMED, IN_DEPTH = WorkforceLevel.SKILLED, WorkforceLevel.INFORMED, WorkforceLevel.IN_DEPTH


def say(
    actor: Actor,
    clock: Clock,
    headcount: int,
    *,
    role_group: str = "Practitioners",
    level: WorkforceLevel = SKILLED,
    department_id: UUID | None = None,
    needed_by: date | None = None,
) -> None:
    """A row of the workforce of the actor's organisation."""
    said = GroupSaid(role_group, level, headcount, department_id, needed_by)
    add_workforce_group(actor, actor.organisation_id, said, clock)


def assess(actor: Actor, clock: Clock, note: str = "") -> NeedsAssessment:
    """The rows as they stand, kept as today's assessment."""
    seen = rules.fingerprint(
        list_workforce(actor, actor.organisation_id), get_organisation(actor.organisation_id).workforce_size
    )
    return service.assess(actor, actor.organisation_id, note, seen, clock)
