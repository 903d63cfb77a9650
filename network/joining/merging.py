"""Requests for an organisation that becomes part of another: they are for the other from then on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import update

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.joining.models import JoinRequest

JOB: Final = SystemActor("joining: two organisations become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Whoever asks for the one asks for the other, and is answered as before."""
    requests = scoped(update(JoinRequest), JOB, JoinRequest)
    for column in (JoinRequest.listed_id, JoinRequest.became_id):
        found = requests.where(column == merger.former_id)
        db.session.execute(found.values({column: merger.successor_id}))
    yield []
