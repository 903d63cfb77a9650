"""An organisation that leaves: what it asked for is taken back, and what its people agreed to is open again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.tailoring.models import TailoredInvitation, TailoredRequest
from network.tailoring.rules.states import MOVES
from network.tailoring.service.asking import withdraw_for
from network.tailoring.service.releasing import is_to_come, release
from network.tailoring.vocabulary import Step


def leave(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Whoever is concerned on the other side is told. Offers rest: none of one that has left is suggested."""
    with system_scope(db.session(), "an organisation leaves the network") as system:
        open_still = scoped(select(TailoredRequest), system, TailoredRequest).where(
            TailoredRequest.organisation_id == organisation_id,
            TailoredRequest.state.in_(MOVES[Step.WITHDRAW]),
            is_to_come(clock),
        )
        for request in db.session.scalars(open_still.order_by(TailoredRequest.id)).all():
            withdraw_for(actor, request, clock)
        release(actor, system, clock, TailoredInvitation.partner_organisation_id == organisation_id)
