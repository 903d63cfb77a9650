"""What two organisations that become one both assessed."""

from __future__ import annotations

from sqlalchemy import func, select, update

from network.core.actor import SystemActor
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.training.models import NeedsAssessment


def keep_one_assessment(system: SystemActor, merger: Merger) -> list[str]:
    """One day has one denominator: where both assessed their needs, the successor's assessments are what holds.

    The former's stay to be read, and no figure rests on them: nor where it alone assessed, for its needs are not those
    of both; but those of an entry that was made twice are. What the coordinator is told of it.
    """
    made = scoped(select(func.count()).select_from(NeedsAssessment), system, NeedsAssessment)
    both = [
        db.session.scalar(made.where(NeedsAssessment.organisation_id == each)) or 0
        for each in (merger.former_id, merger.successor_id)
    ]
    former, successor = both
    if not (former or successor) or (merger.is_same and not all(both)):
        return []
    whose = "both" if former and successor else "one of them"
    said = [f"training needs that {whose} assessed: assess them again, for both together"]
    if not former:
        return said
    theirs = scoped(update(NeedsAssessment), system, NeedsAssessment).where(
        NeedsAssessment.organisation_id == merger.former_id
    )
    db.session.execute(theirs.values(superseded_on=NeedsAssessment.assessed_on))
    return said
