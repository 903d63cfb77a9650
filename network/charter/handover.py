"""What somebody leaves behind in the charter: that they answer for their organisation's signature."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from network.charter import addresses
from network.charter.queries import signatures
from network.charter.service.reviews import leave
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.feature import Leaving, OpenStep

JOB = "charter: handover"


def answers_for_signature(leaving: Leaving, _clock: Clock) -> Iterator[OpenStep]:
    """Whoever answers for the signature and keeps no other role here. Passed on, the leads are asked who follows."""
    if leaving.keeps_another:
        return
    signatory = signatures.find_signatory(SystemActor(JOB), leaving.organisation_id)
    if signatory is None or signatory.user_id != leaving.user_id:
        return

    def ask_who_follows(_colleague_id: UUID, clock: Clock) -> None:
        leave(SystemActor(JOB), leaving.organisation_id, clock)

    yield OpenStep("They answer for the organisation’s signature on the charter", addresses.OURS, ask_who_follows)
