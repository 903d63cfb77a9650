"""Whoever is a champion of two organisations that become one is one champion from then on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from network.champions.models import Champion
from network.champions.vocabulary import ChampionState
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.ui.filters import plural

JOB: Final = SystemActor("champions: two organisations become one")
OPEN: Final = (ChampionState.PROPOSED, ChampionState.ACTIVE)


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """The one of the two that the person has agreed to stays; of two alike, the successor's."""
    theirs, ours = aliased(Champion), aliased(Champion)
    pairs = scoped(select(theirs.id, theirs.state, ours.id, ours.state), JOB, theirs, ours).where(
        theirs.organisation_id == merger.former_id,
        theirs.state.in_(OPEN),
        ours.organisation_id == merger.successor_id,
        ours.state.in_(OPEN),
        ours.user_id == theirs.user_id,
    )
    given_up = [
        our_id if their_state is ChampionState.ACTIVE and our_state is ChampionState.PROPOSED else their_id
        for their_id, their_state, our_id, our_state in db.session.execute(pairs)
    ]
    active = scoped(select(func.count()).select_from(Champion), JOB, Champion).where(
        Champion.organisation_id == merger.former_id, Champion.state == ChampionState.ACTIVE
    )
    count = db.session.scalar(active) or 0
    if given_up:
        ended = scoped(update(Champion), JOB, Champion).where(Champion.id.in_(given_up))
        db.session.execute(ended.values(state=ChampionState.ENDED, ended_on=clock.today()))
    yield [plural(count, "champion", "champions")] if count else []
