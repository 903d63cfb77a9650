"""Who stands in for an organisation's contact. They are people: nothing of them is copied into the audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import ContactDeputy
from network.organisations.queries import get_own_organisation
from network.organisations.queries.people import get_deputy, list_deputies
from network.organisations.rules.deputies import LABELS, DeputySaid, check_room, checked_deputy
from network.organisations.service.profiles import flush_or_conflict


def add_deputy(actor: Anyone, organisation_id: UUID, said: DeputySaid, clock: Clock) -> ContactDeputy:
    """Names a deputy. Raises NotFound for a foreign organisation, RuleBroken on the field to mend."""
    get_own_organisation(actor, organisation_id)
    check_room(len(list_deputies(actor, organisation_id)))
    deputy = ContactDeputy(id=new_id(), organisation_id=organisation_id, **asdict(checked_deputy(said)))
    db.session.add(deputy)
    flush_or_conflict()
    _record(actor, clock, "added", deputy, LABELS)
    return deputy


def change_deputy(
    actor: Anyone, organisation_id: UUID, deputy_id: UUID, said: DeputySaid, seen_version: int, clock: Clock
) -> ContactDeputy:
    """Changes how a deputy is reached.

    Raises NotFound, RuleBroken on the field to mend, and Conflict with both texts where it changed since
    `seen_version`.
    """
    deputy = get_deputy(actor, organisation_id, deputy_id)
    checked = checked_deputy(said)
    changed = {field: getattr(checked, field) for field in LABELS if getattr(checked, field) != getattr(deputy, field)}
    if not changed:
        return deputy
    if deputy.version != seen_version:
        raise Conflict(
            "This deputy was changed after you opened it. Yours is not saved yet.",
            yours={LABELS[field]: value or "Not given" for field, value in changed.items()},
            theirs={LABELS[field]: getattr(deputy, field) or "Not given" for field in changed},
        )
    for field, value in changed.items():
        setattr(deputy, field, value)
    flush_or_conflict()
    _record(actor, clock, "changed", deputy, changed)
    return deputy


def remove_deputy(actor: Anyone, organisation_id: UUID, deputy_id: UUID, clock: Clock) -> None:
    """Removes a deputy and all that was kept of them. Raises NotFound."""
    deputy = get_deputy(actor, organisation_id, deputy_id)
    _record(actor, clock, "removed", deputy, ())
    db.session.delete(deputy)
    db.session.flush()


def _record(actor: Anyone, clock: Clock, verb: str, deputy: ContactDeputy, fields: Iterable[str]) -> None:
    audit.record(
        actor,
        clock.now(),
        f"organisations.deputy.{verb}",
        "contact_deputy",
        deputy.id,
        organisation_id=deputy.organisation_id,
        changes=dict.fromkeys(fields, "changed"),
    )
