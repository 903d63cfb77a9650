"""What is sealed for an organisation that becomes part of another, and the sessions that both recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import select, update

from network.core import crypto
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.crypto import Place
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.training.delivery.models import ScheduledSession, SessionAnswer, SessionPlace
from network.training.models import TrainingSession
from network.ui.filters import plural

JOB: Final = SystemActor("delivery: two organisations become one")


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """Sessions and places go on, and their links with them; what is sealed for an organisation is sealed anew."""
    sessions, places, answers = (_of(merger, kind) for kind in (ScheduledSession, SessionPlace, SessionAnswer))
    rows: dict[Place, tuple[Any, str]] = {row.link_place(): (row, "link_sealed") for row in [*sessions, *places]}
    rows |= {row.needs_place(): (row, "access_needs") for row in places if row.access_needs is not None}
    rows |= {row.words_place(): (row, "words_sealed") for row in answers if row.words_sealed is not None}
    again = crypto.rehome(
        {place: getattr(row, name) for place, (row, name) in rows.items()}, merger.successor_id, clock
    )
    _part_from_sessions(merger)
    yield [plural(len(sessions), "training session to come", "training sessions to come")] if sessions else []
    for place, (row, name) in rows.items():
        setattr(row, name, again[place])


def _of(merger: Merger, kind: Any) -> list[Any]:
    return list(db.session.scalars(scoped(select(kind), JOB, kind).where(kind.organisation_id == merger.former_id)))


def _part_from_sessions(merger: Merger) -> None:
    """Where both recorded who was at one session to come, the former's stands as a session logged by itself."""
    ours = scoped(select(TrainingSession.scheduled_id), JOB, TrainingSession).where(
        TrainingSession.organisation_id == merger.successor_id, TrainingSession.scheduled_id.is_not(None)
    )
    both = list(db.session.scalars(ours))
    theirs = scoped(update(TrainingSession), JOB, TrainingSession).where(
        TrainingSession.organisation_id == merger.former_id, TrainingSession.scheduled_id.in_(both)
    )
    db.session.execute(theirs.values(scheduled_id=None))
