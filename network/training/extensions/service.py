"""Letting training stand longer, and taking that back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import update

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, insert_all, new_id
from network.core.errors import RuleBroken
from network.core.parts import in_parts
from network.core.tenancy import scoped
from network.core.text import several_lines
from network.training.coverage import settled
from network.training.extensions import queries, rules
from network.training.extensions.rules import Ending
from network.training.models import Completion
from network.training.models.renewals import ExtendedCompletion, Extension

NOBODY = "Nobody’s training runs out there any more. Look at the list again"


def extend(actor: Actor, endings: Iterable[Ending], until: date, reason: str, clock: Clock) -> Extension:
    """Lets what runs out on these days, in these tiers, and was not renewed, stand until a later day.

    For whoever works there. RuleBroken names `endings`, `until` or `reason`. (TR-11)
    """
    chosen, reason = sorted(set(endings)), several_lines(reason)
    rules.check(chosen, until, reason, clock.today())
    found = queries.list_ending(actor, chosen)
    if not found:
        raise RuleBroken("endings", NOBODY)
    extension = Extension(
        id=new_id(),
        organisation_id=actor.organisation_id,
        until=until,
        reason=reason,
        people=len({person_id for _, person_id, _ in found}),
        decided_by_id=actor.user_id,
        decided_at=clock.now(),
    )
    db.session.add(extension)
    db.session.flush()
    for some in in_parts(found):
        with settled(actor, extension.organisation_id, [person_id for _, person_id, _ in some]):
            insert_all(ExtendedCompletion, [_moved(extension, completion_id, was) for completion_id, _, was in some])
            _stand_until(actor, [completion_id for completion_id, _, _ in some], until)
    changes = {"until": until.isoformat(), "people": extension.people, "completions": len(found), "reason": reason}
    audit.record(actor, clock.now(), "training.extension.decided", "training_extension", extension.id, changes=changes)
    return extension


def take_back(actor: Actor, extension_id: UUID, clock: Clock) -> Extension:
    """What an extension moved stands as before. Twice is as good as once.

    Raises NotFound, and RuleBroken where a later extension moved some of it again: that one is taken back first.
    """
    extension = queries.get_extension(actor, extension_id, for_update=True)
    if extension.taken_back_at is not None:
        return extension
    extended = queries.list_extended(actor, extension)
    # With its people locked, so that nobody extends it again in this moment.
    if queries.is_extended_again(actor, extension):
        raise RuleBroken(None, "Some of this was extended again later. Take that extension back first.")
    for some in in_parts(extended):
        with settled(actor, extension.organisation_id, [person_id for _, person_id, _ in some]):
            for was, ids in _by_day(some).items():
                _stand_until(actor, ids, was)
    extension.taken_back_at = clock.now()
    audit.record(actor, clock.now(), "training.extension.taken_back", "training_extension", extension.id)
    return extension


def _moved(extension: Extension, completion_id: UUID, was_until: date) -> dict[str, object]:
    return {
        "organisation_id": extension.organisation_id,
        "extension_id": extension.id,
        "completion_id": completion_id,
        "was_until": was_until,
    }


def _by_day(rows: Sequence[tuple[UUID, UUID, date]]) -> dict[date, list[UUID]]:
    days: dict[date, list[UUID]] = defaultdict(list)
    for completion_id, _, was_until in rows:
        days[was_until].append(completion_id)
    return days


def _stand_until(actor: Actor, completion_ids: list[UUID], until: date) -> None:
    completions = scoped(update(Completion), actor, Completion).where(Completion.id.in_(completion_ids))
    db.session.execute(completions.values(expires_on=until))
