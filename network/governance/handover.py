"""What somebody leaves behind in governance: the open actions that are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from sqlalchemy import select

from network.accounts.public import find_person
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped
from network.feature import Leaving, OpenStep
from network.governance import addresses
from network.governance.models import Action
from network.governance.service.changes import record
from network.governance.vocabulary import ActionState
from network.ui.filters import as_date

JOB = "governance: handover"


def open_actions(leaving: Leaving, _clock: Clock) -> Iterator[OpenStep]:
    """Open actions of somebody who keeps no other role in the organisation."""
    if leaving.keeps_another:
        return
    system = SystemActor(JOB)
    theirs = scoped(select(Action), system, Action).where(
        Action.owner_id == leaving.user_id,
        Action.organisation_id == leaving.organisation_id,
        Action.state == ActionState.OPEN,
    )
    for action in db.session.scalars(theirs.order_by(Action.due_on, Action.id)):
        yield OpenStep(
            f"{action.what} (due on {as_date(action.due_on)})",
            addresses.action(action.id),
            partial(_give, action.id),
        )


def _give(action_id: UUID, colleague_id: UUID, clock: Clock) -> None:
    system = SystemActor(JOB)
    action = db.session.scalars(scoped(select(Action), system, Action).where(Action.id == action_id)).one()
    colleague = find_person(colleague_id)
    if colleague is None:
        raise NotFound
    action.owner_id, action.owner_name, action.set_on = colleague.id, colleague.name, clock.today()
    db.session.flush()
    record(system, clock, "pass_on", action, {"owner_id": colleague.id})
