"""The verb of training needs: to assess them, whole, on a day (TR-8)."""

from __future__ import annotations

from uuid import UUID

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.organisations.public import list_workforce
from network.training.models import Need, NeedsAssessment
from network.training.needs import queries, rules


def assess(actor: Actor, organisation_id: UUID, note: str, seen: str, clock: Clock) -> NeedsAssessment:
    """Keeps what the workforce's rows say today as the assessment that holds from today.

    The one that held until now stays as it is, for the figures of its days. `seen` is the `rules.fingerprint` of what
    was looked at. Raises NotFound for a foreign organisation, `RuleBroken` on `note` or where there is nobody to
    assess, and `Conflict` where the rows were changed since they were looked at.
    """
    organisation = queries.get_within_reach(actor, organisation_id)
    lines = list_workforce(actor, organisation_id)
    rules.check_assessable(lines, f"/organisations/{organisation_id}/workforce/new")
    tidy = rules.checked_note(note)
    if rules.fingerprint(lines, organisation.workforce_size) != seen:
        raise Conflict("The rows were changed after you opened this page. Look at them again, then keep them.")
    today = clock.today()
    before = queries.find_assessment(actor, organisation_id, today)
    if before is not None:
        before.superseded_on = today
        db.session.flush()
    needs = rules.denominators(lines, organisation.workforce_size, today)
    kept = NeedsAssessment(
        id=new_id(),
        organisation_id=organisation_id,
        assessed_on=today,
        assessed_at=clock.now(),
        assessed_by_id=actor.user_id,
        note=tidy,
        workforce=organisation.workforce_size,
        informed=needs.informed,
        skilled=needs.skilled,
        in_depth=needs.in_depth,
    )
    db.session.add(kept)
    db.session.flush()
    for line in lines:
        db.session.add(
            Need(
                id=new_id(),
                organisation_id=organisation_id,
                assessment_id=kept.id,
                department_id=line.department_id,
                role_group=line.role_group,
                level=line.level,
                headcount=line.headcount,
                needed_by=line.needed_by,
            )
        )
    db.session.flush()
    _record(actor, clock, kept, len(lines))
    return kept


def _record(actor: Actor, clock: Clock, kept: NeedsAssessment, lines: int) -> None:
    audit.record(
        actor,
        clock.now(),
        "training.need.assess",
        "needs_assessment",
        kept.id,
        organisation_id=kept.organisation_id,
        changes={"lines": lines, "informed": kept.informed, "skilled": kept.skilled, "in_depth": kept.in_depth},
    )
