"""Codes by hand: giving an organisation one, and taking back what was typed."""

from __future__ import annotations

from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db
from network.organisations import rules
from network.organisations.models import OrganisationIdentifier
from network.organisations.queries import get_identifier, get_own_organisation
from network.organisations.service.profiles import Code, free_code, give_code


def add_code(actor: Anyone, organisation_id: UUID, code: Code, clock: Clock) -> OrganisationIdentifier:
    """Gives an organisation a code, so that its register knows it from then on.

    Raises NotFound, and RuleBroken on `code`, or on `scheme` for one that is not this actor's to give.
    """
    organisation = get_own_organisation(actor, organisation_id)
    rules.check_keeps_code(code.scheme, is_coordinator=actor.is_network_wide)
    free = free_code(actor, code)
    identifier = give_code(organisation, free)
    _record(actor, clock, "code_added", organisation_id, free)
    return identifier


def remove_code(actor: Anyone, organisation_id: UUID, identifier_id: UUID, clock: Clock) -> None:
    """Takes a code back that was typed in. Raises NotFound, and RuleBroken for one that a register gave."""
    get_own_organisation(actor, organisation_id)
    identifier = get_identifier(actor, organisation_id, identifier_id)
    rules.check_keeps_code(identifier.scheme, is_coordinator=actor.is_network_wide)
    rules.check_was_typed(identifier.code, organisation_id, is_published=identifier.published is not None)
    db.session.delete(identifier)
    _record(actor, clock, "code_removed", organisation_id, Code(identifier.scheme, identifier.code))


def _record(actor: Anyone, clock: Clock, verb: str, organisation_id: UUID, code: Code) -> None:
    audit.record(
        actor,
        clock.now(),
        f"organisations.organisation.{verb}",
        "organisation",
        organisation_id,
        organisation_id=organisation_id,
        changes={"code": f"{code.scheme} {code.text}"},
    )
