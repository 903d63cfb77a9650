"""What the worker does for declarations: remind whoever confirms them, and forget them in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from network.accounts.public import list_holders
from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job, Reminder
from network.training.declarations import queries
from network.training.permissions import POLICY, TrainingPermission
from network.ui.filters import plural

DECLARATIONS: Final = "/training/declarations"
MOST_AT_ONCE: Final = 500


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For whoever confirms: how many declarations wait. Said once for each that comes."""
    waiting = queries.list_waiting(SystemActor("training: reminders"))
    holders = [list_holders(role, waiting, clock) for role in POLICY[TrainingPermission.ANSWER_DECLARATIONS]]
    for organisation_id, each in waiting.items():
        wait = plural(each.people, "training declaration waits", "training declarations wait")
        key = f"training.declarations:{organisation_id}:{each.last_at.isoformat()}"
        for person_id in {person.id for held in holders for person in held.get(organisation_id, ())}:
            yield Reminder(person_id, key, f"{wait} for a lead or champion.", DECLARATIONS)


def forget(clock: Clock) -> None:
    """Removes declarations 90 days after they were answered, and those that waited for a year (`B30`).

    What was confirmed stands as a completion; that it was declared stands with it.
    """
    with system_scope(db.session(), "forget declarations of training") as system:
        for row in queries.list_to_forget(system, clock, MOST_AT_ONCE):
            action, owner = "training.declaration.forgotten", row.organisation_id
            audit.record(system, clock.now(), action, "training_declaration", row.id, organisation_id=owner)
            db.session.delete(row)


JOBS: Final = (Job("training.forget_declarations", timedelta(hours=6), forget),)
