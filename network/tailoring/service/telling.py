"""Who is written to, each once for each occasion, and not in the quiet hours (`U33`)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from network.accounts.public import PersonName, find_person, holds_role, list_people_with_role
from network.core import outbox
from network.core.clock import Clock, out_of_quiet_hours
from network.core.outbox import Message
from network.core.permissions import Role
from network.tailoring.models import TailoredRequest
from network.tailoring.permissions import ASKERS


def tell_askers(request: TailoredRequest, about: str, letter: Callable[[str], Message], clock: Clock) -> None:
    """Whoever asked, while they may still; else the organisation's leads. `about` is the occasion."""
    for person in askers_of(request, clock):
        _enqueue(letter(person.email), f"{about}:{person.id}", clock)


def tell(user_id: UUID, about: str, letter: Callable[[PersonName], Message], clock: Clock) -> None:
    """One person."""
    person = find_person(user_id)
    if person is not None:
        _enqueue(letter(person), about, clock)


def askers_of(request: TailoredRequest, clock: Clock) -> list[PersonName]:
    """Whoever sees to a request at the organisation that asked."""
    asked_by = request.asked_by_id
    if asked_by is not None and any(holds_role(asked_by, request.organisation_id, role, clock) for role in ASKERS):
        person = find_person(asked_by)
        if person is not None:
            return [person]
    return list_people_with_role(request.organisation_id, Role.ORGANISATION_LEAD, clock)


def _enqueue(letter: Message, about: str, clock: Clock) -> None:
    key = f"tailoring.{about}"
    outbox.enqueue(letter, clock, unique_key=key, not_before=out_of_quiet_hours(clock.now()))
