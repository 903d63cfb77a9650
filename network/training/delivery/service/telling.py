"""Writing to those who have something of a session, each once for each occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from network.core import outbox
from network.core.clock import Clock
from network.core.outbox import Message
from network.training.delivery.links import tokens_of
from network.training.delivery.models import SessionPlace

Letter = Callable[[str, str], Message]
"""A message to an address, with the link to its person's own place."""


def write_to(places: Iterable[SessionPlace], about: str, letter: Letter, clock: Clock) -> None:
    """One message for each place of whom an address is known; the same occasion twice is one message."""
    known = [place for place in places if place.email is not None]
    tokens = tokens_of(known)
    outbox.enqueue_all(
        {f"delivery.{about}:{place.id}": letter(place.email or "", tokens[place.id]) for place in known}, clock
    )
