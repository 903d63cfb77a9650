"""Saying that two organisations which look like one are two."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.tenancy import scoped
from network.organisations.models import KnownApart
from network.organisations.queries import get_organisation


def keep_apart(actor: Actor, one_id: UUID, other_id: UUID, clock: Clock) -> None:
    """Nobody is asked about the two again. Said twice, it is said once. Raises NotFound.

    Raises RuleBroken where it is one organisation, named twice.
    """
    first_id, second_id = sorted((get_organisation(actor, one_id).id, get_organisation(actor, other_id).id))
    if first_id == second_id:
        raise RuleBroken(None, "That is one organisation. Say it of two.")
    said = scoped(select(KnownApart.id), actor, KnownApart).where(
        KnownApart.first_id == first_id, KnownApart.second_id == second_id
    )
    if db.session.scalar(said) is not None:
        return
    db.session.add(
        KnownApart(
            organisation_id=actor.organisation_id,
            first_id=first_id,
            second_id=second_id,
            said_by_id=actor.user_id,
            said_at=clock.now(),
        )
    )
    audit.record(
        actor,
        clock.now(),
        "organisations.organisation.kept_apart",
        "organisation",
        first_id,
        organisation_id=actor.organisation_id,
        changes={"from": str(second_id)},
    )
