"""Two organisations that become one: what people of both offer, and what both asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import delete, func, select

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.tailoring.models import GivingOffer, TailoredRequest
from network.ui.filters import plural

JOB: Final = SystemActor("tailoring: two organisations become one")


@contextmanager
def settle(merger: Merger, _clock: Clock) -> Iterator[list[str]]:
    """Whoever offers at both keeps what they said at the successor. Requests and invitations all go on."""
    theirs = scoped(select(GivingOffer.user_id), JOB, GivingOffer).where(
        GivingOffer.organisation_id == merger.successor_id
    )
    twice = scoped(delete(GivingOffer), JOB, GivingOffer).where(
        GivingOffer.organisation_id == merger.former_id,
        GivingOffer.user_id.in_(list(db.session.scalars(theirs))),
    )
    db.session.execute(twice)
    asked = scoped(select(func.count()).select_from(TailoredRequest), JOB, TailoredRequest).where(
        TailoredRequest.organisation_id == merger.former_id
    )
    count = db.session.scalar(asked) or 0
    yield [plural(count, "request for training", "requests for training")] if count else []
