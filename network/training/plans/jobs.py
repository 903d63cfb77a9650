"""What the worker does for plans: remind the lead, once, of one that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from network.accounts.public import list_holders
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.permissions import Role
from network.feature import Reminder
from network.training.plans import queries

WAITS_FOR: Final = timedelta(days=7)
"""How long a lead has before they are reminded."""


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For the leads: a plan that they were sent a week ago, and of which lines wait. Said once (`U34`)."""
    waiting = queries.list_unanswered(SystemActor("training: reminders"), clock.now() - WAITS_FOR)
    leads = list_holders(Role.ORGANISATION_LEAD, set(waiting.values()), clock)
    for plan_id, organisation_id in waiting.items():
        for lead in leads.get(organisation_id, ()):
            words = "A plan from the network’s coordinator waits for your answer."
            yield Reminder(lead.id, f"training.plan_waits:{plan_id}", words, f"/training/plans/{plan_id}")
