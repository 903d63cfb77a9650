"""What other features may ask: how many organisations wait for an answer, and by when. Nothing of who asks."""

from __future__ import annotations

from datetime import date

from network.core.actor import Actor
from network.joining.queries import requests


def count_waiting(actor: Actor) -> int:
    """How many organisations wait for an answer; 0 where it is not the actor's to give. One query."""
    return requests.count_waiting(actor)


def oldest_answer_by(actor: Actor) -> date | None:
    """The last day for the request that waits longest; None where none waits, or it is not the actor's to answer."""
    return requests.oldest_answer_by(actor)
