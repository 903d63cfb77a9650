"""What is left once nobody's name is: a pseudonym for as long as it is counted, then nothing (B30)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Final

from sqlalchemy import select

from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.erasures import erase
from network.core.tenancy import scoped
from network.incidents.models import ClosingSummary, GroupSupport, Referral, Talk
from network.incidents.queries.keeping import list_closed_groups, list_spent_talks, past
from network.incidents.queries.module import keeping_of
from network.incidents.rules.setup import KEPT
from network.incidents.service.referring import random_letters
from network.incidents.service.steps import note

LEAST: Final = timedelta(days=28 * KEPT["skeleton_months"].least)
"""Nothing that is counted in these months has its day sooner."""
NOT_COUNTED: Final[Mapping[str, object]] = {
    "department_id": None,
    "therapist_user_id": None,
    "are_others_affected": None,
    "is_manager_affected": None,
    "is_gp_advised": False,
    "paused_until": None,
}
"""What no measure reads of a referral, and what its skeleton is therefore without.

A therapist stands on each session that they held, and stays there while M2 and M7 count it. Who wrote it stays with
it until the end: a manager reads the closing summary as long as there is one, and is never shown as a lead what they
may not see as a manager (D10).
"""


def give_pseudonym(system: SystemActor, referral: Referral) -> None:
    """A reference that nobody was told; from now on it leads from no letter and no notebook to anybody."""
    for name, value in NOT_COUNTED.items():
        setattr(referral, name, value)
    while True:
        pseudonym = f"P-{random_letters()}"
        taken = scoped(select(Referral.id), system, Referral).where(Referral.reference == pseudonym)
        if db.session.scalar(taken) is None:
            referral.reference = pseudonym
            return


def forget_summaries(system: SystemActor, clock: Clock) -> None:
    """Closing summaries go so many months after the end."""
    due = past(system, Referral.summary_until, clock).with_only_columns(Referral.id)
    summaries = scoped(select(ClosingSummary), system, ClosingSummary).where(ClosingSummary.referral_id.in_(due))
    for summary in db.session.scalars(summaries).all():
        _note(system, "summary", summary, clock)
        erase(summary, clock)


def forget_skeletons(system: SystemActor, clock: Clock) -> None:
    """Referrals go whole, with their steps and sessions; what was published of them stays. Then the talks go."""
    for referral in db.session.scalars(past(system, Referral.skeleton_until, clock)).all():
        note(system, referral, "skeleton-forgotten", clock)
        erase(referral, clock)
    db.session.flush()
    _forget_talks(system, clock)
    _forget_groups(system, clock)


def _forget_talks(system: SystemActor, clock: Clock) -> None:
    """That two people talked is kept as long as a skeleton, and for as long as a referral stands on it."""
    keeping = cache(keeping_of)
    for talk in list_spent_talks(system, clock.now() - LEAST):
        if keeping(talk.organisation_id).skeleton_until(talk.recorded_at) <= clock.now():
            _note(system, "talk", talk, clock)
            erase(talk, clock)


def _forget_groups(system: SystemActor, clock: Clock) -> None:
    """Nobody was ever named in what is kept of a group; it has its day all the same."""
    keeping = cache(keeping_of)
    for group in list_closed_groups(system, clock.now() - LEAST):
        if group.closed_at and keeping(group.organisation_id).skeleton_until(group.closed_at) <= clock.now():
            _note(system, "group", group, clock)
            erase(group, clock)


def _note(system: SystemActor, entity: str, row: ClosingSummary | Talk | GroupSupport, clock: Clock) -> None:
    organisation_id = row.organisation_id
    audit.record(system, clock.now(), f"incidents.{entity}.forgotten", entity, row.id, organisation_id=organisation_id)
