"""The line before anything is typed: who reads it, who does not, how long it is kept (U8)."""

from __future__ import annotations

from network.core.request import current_actor
from network.incidents.queries.module import keeping_of
from network.incidents.rules.readers import Capacity
from network.incidents.words import Trust, trust_in


def trust_in_parts(*parts: str, writer: Capacity, is_self_requested: bool = False) -> Trust:
    """As the table of readers, the policy and the settings of the writer's organisation have it."""
    keeping = keeping_of(current_actor().organisation_id)
    return trust_in(*parts, writer=writer, keeping=keeping, is_self_requested=is_self_requested)
