"""Counting everybody anew where tiers are counted another way: some people at a time, in the order of their keys."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.training.coverage import settled
from network.training.models import Learner, OfferSetting

AT_ONCE: Final = 1_000
ROUNDS_APART: Final = timedelta(hours=1)
"""Longer than anything takes that was begun while tiers were still counted the other way."""


def recount_some(system: SystemActor, clock: Clock, most: int = AT_ONCE) -> int:
    """Counts some people anew since it was switched; how many. What is written meanwhile is right already.

    Two rounds over everybody, the second an hour later. The number of statements goes with the organisations.
    """
    setting = db.session.scalars(select(OfferSetting).with_for_update()).first()
    if setting is None or setting.switched_at is None or setting.rounds_left == 0:
        return 0
    is_last = setting.rounds_left == 1
    if is_last and setting.counted_to is None and clock.now() - setting.switched_at < ROUNDS_APART:
        return 0
    people = _next_people(system, setting.counted_to, most)
    by_organisation: dict[UUID, list[UUID]] = defaultdict(list)
    for learner_id, organisation_id in people:
        by_organisation[organisation_id].append(learner_id)
    for organisation_id, ids in sorted(by_organisation.items()):
        with settled(system, organisation_id, ids):
            pass  # where they count now follows from what they completed
    is_round = len(people) < most
    _keep_place(setting.rounds_left - is_round, None if is_round else people[-1][0])
    return len(people)


def _keep_place(rounds_left: int, counted_to: UUID | None) -> None:
    """Not an edit, so the version stays: nobody who is about to switch it back is in the way."""
    db.session.execute(update(OfferSetting).values(rounds_left=rounds_left, counted_to=counted_to))


def _next_people(system: SystemActor, after: UUID | None, most: int) -> list[tuple[UUID, UUID]]:
    rows = (
        scoped(select(Learner.id, Learner.organisation_id), system, Learner)
        .where(Learner.same_as_id.is_(None))
        .order_by(Learner.id)
        .limit(most)
        .with_for_update()
    )
    if after is not None:
        rows = rows.where(Learner.id > after)
    return [(row.id, row.organisation_id) for row in db.session.execute(rows)]
