"""The blueprint of every endpoint of governance, and what they share."""

from __future__ import annotations

from typing import Any

from network.core.actor import Actor
from network.core.api import api_blueprint
from network.governance.vocabulary import Whose

blueprint = api_blueprint("governance", "Boards and groups, their meetings and actions")


def whose_of(actor: Actor, asked: dict[str, Any]) -> Whose:
    """Whose groups were asked for: left out, those that the token's person works with."""
    chosen: Whose | None = asked.get("whose")
    return chosen or (Whose.NETWORK if actor.is_network_wide else Whose.OWN)
