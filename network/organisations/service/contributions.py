"""What partners give towards the coordinator (ORG-10): kept by the coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from network.core import audit
from network.core.actor import Anyone
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.models import Contribution
from network.organisations.queries import get_own_organisation
from network.organisations.queries.contributions import get_contribution
from network.organisations.rules.contributions import LABELS, ContributionSaid, checked_contribution
from network.organisations.service.profiles import flush_or_conflict


def add_contribution(actor: Anyone, organisation_id: UUID, said: ContributionSaid, clock: Clock) -> Contribution:
    """Keeps what a partner promised. Raises NotFound, and RuleBroken on the field to mend."""
    get_own_organisation(actor, organisation_id)
    checked = checked_contribution(said, clock.today())
    row = Contribution(id=new_id(), organisation_id=organisation_id, **_columns(checked))
    db.session.add(row)
    flush_or_conflict()
    _record(actor, clock, "added", row, {field: checked.in_words(field) for field in LABELS})
    return row


def change_contribution(
    actor: Anyone,
    organisation_id: UUID,
    contribution_id: UUID,
    said: ContributionSaid,
    seen_version: int,
    clock: Clock,
) -> Contribution:
    """Corrects a contribution, or says that it came.

    Raises NotFound, RuleBroken on the field to mend, and Conflict with both texts where it changed since
    `seen_version`.
    """
    row = get_contribution(actor, organisation_id, contribution_id)
    checked, before = checked_contribution(said, clock.today()), said_of(row)
    changed = [field for field in LABELS if getattr(checked, field) != getattr(before, field)]
    if not changed:
        return row
    if row.version != seen_version:
        raise Conflict(
            "This contribution was changed after you opened it. Yours is not saved yet.",
            yours={LABELS[field]: checked.in_words(field) for field in changed},
            theirs={LABELS[field]: before.in_words(field) for field in changed},
        )
    for field, value in _columns(checked).items():
        setattr(row, field, value)
    flush_or_conflict()
    changes = {field: [before.in_words(field), checked.in_words(field)] for field in changed}
    _record(actor, clock, "changed", row, changes)
    return row


def remove_contribution(actor: Anyone, organisation_id: UUID, contribution_id: UUID, clock: Clock) -> None:
    """Removes one that was kept by mistake; what it said stays in the audit. Raises NotFound."""
    row = get_contribution(actor, organisation_id, contribution_id)
    _record(actor, clock, "removed", row, {field: said_of(row).in_words(field) for field in LABELS})
    db.session.delete(row)
    db.session.flush()


def said_of(row: Contribution) -> ContributionSaid:
    """What a row says."""
    return ContributionSaid(row.year, row.kind, row.pence, row.in_kind, row.promised_on, row.received_on)


def _columns(said: ContributionSaid) -> dict[str, Any]:
    return {field: getattr(said, field) for field in LABELS}


def _record(actor: Anyone, clock: Clock, verb: str, row: Contribution, changes: Mapping[str, Any]) -> None:
    action, owner = f"organisations.contribution.{verb}", row.organisation_id
    audit.record(actor, clock.now(), action, "contribution", row.id, organisation_id=owner, changes=changes)
