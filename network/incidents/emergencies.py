"""What its person is told of an emergency: who asked and who agreed, why, and whether it was read (U11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from network.core.actor import Actor
from network.incidents.models import Referral
from network.incidents.queries.emergency import list_agreed
from network.incidents.queries.people import names_of
from network.incidents.rules.emergency import EmergencyReason


@dataclass(frozen=True, slots=True)
class InEmergency:
    """One time that two people agreed to open it."""

    agreed_at: datetime
    asked_by: str
    agreed_by: str
    reason: EmergencyReason
    opened_at: datetime | None
    """When it was first read; None where it was not."""


def read_emergencies(actor: Actor, referral: Referral) -> tuple[InEmergency, ...]:
    """All of them, in order; nothing is asked for where there was none."""
    agreed = list_agreed(actor, referral)
    people = {key for each in agreed for key in (each.asked_by_id, each.agreed_by_id)}
    names = names_of(people=people) if agreed else {}
    return tuple(
        InEmergency(
            each.agreed_at,
            names.get(each.asked_by_id, "Somebody"),
            names.get(each.agreed_by_id, "Somebody"),
            each.reason,
            each.opened_at,
        )
        for each in agreed
        if each.agreed_at is not None
    )
