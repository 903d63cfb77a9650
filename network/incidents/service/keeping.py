"""How long a referral is kept, as it closes and is opened again (B30)."""

from __future__ import annotations

from network.core.clock import Clock
from network.incidents.models import Referral
from network.incidents.queries.module import keeping_of
from network.incidents.rules.retention import starts_the_time
from network.incidents.rules.states import is_closed


def keep_as_long_as_told(referral: Referral, clock: Clock) -> None:
    """Everything goes on days that are known from the moment it closes, whatever is set later.

    What is open has no day. To be opened again starts the time once more, and only once: what closes after that goes
    on the days that were told already.
    """
    if not is_closed(referral.state):
        _is_open(referral, clock)
        return
    referral.closed_at = clock.now()
    if starts_the_time(referral.kept_from, referral.reopened_at):
        days = keeping_of(referral.organisation_id).days(clock.now())
        referral.kept_from, referral.kept_until = clock.now(), days.particulars
        referral.summary_until, referral.skeleton_until = days.summary, days.skeleton


def _is_open(referral: Referral, clock: Clock) -> None:
    if referral.closed_at is not None:
        referral.closed_at = None
        referral.reopened_at = referral.reopened_at or clock.now()
    elif referral.kept_from is None:
        # Until it was sent, it was to be deleted as a draft.
        referral.kept_until = None
