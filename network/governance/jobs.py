"""What the worker does for governance: reminds an action's owner, once, in the week before it is due."""

from __future__ import annotations

from datetime import timedelta

from network.core import outbox
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import system_scope
from network.feature import Job
from network.governance.messages import ActionReminder
from network.governance.queries import actions
from network.governance.rules import calendar
from network.ui.filters import as_date


def remind(clock: Clock) -> None:
    """Tells colleagues of what is theirs and due in seven days (`U33`, `U34`). What moves is reminded of anew."""
    today = calendar.reminder_day(clock.now())
    if today is None:
        return
    with system_scope(db.session(), "remind of actions") as system:
        due = [
            each
            for each in actions.list_due_soon(system, today, calendar.REMINDED_BEFORE)
            if calendar.is_to_remind(each.action.due_on, each.action.set_on, today)
        ]
        outbox.enqueue_all(
            {
                f"governance.reminder:{each.action.id}:{each.action.owner_id}:{each.action.due_on}": ActionReminder(
                    each.email, str(each.action.id), as_date(each.action.due_on)
                )
                for each in due
            },
            clock,
        )


JOBS = (Job("governance.remind", timedelta(hours=1), remind),)
