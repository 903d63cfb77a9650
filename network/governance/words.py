"""The lines that are made from the policy: who reads what is written of a group (`U8`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from network.core.permissions import Role
from network.governance.permissions import POLICY, GovernancePermission

_READERS: Final = [role for role in Role if role in POLICY[GovernancePermission.READ] and role is not Role.COORDINATOR]
_OTHERS: Final = [role for role in Role if role not in POLICY[GovernancePermission.READ]]
KEPT_FOR: Final = "for good, so that it stays known what was decided"


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads what is written of a group, and who does not."""

    readers: list[str]
    others: list[str]
    kept_for: str = KEPT_FOR


def readers_of(*, is_network: bool) -> Readers:
    """The line before anything is written (`U8`)."""
    where = "of every partner organisation" if is_network else "of your organisation"
    plurals = [f"{role.label.lower()}s" for role in _READERS]
    readers = ["the network’s coordinator", f"these people {where}: {', '.join(plurals[:-1])} and {plurals[-1]}"]
    others = [f"{role.label.lower()}s" for role in _OTHERS]
    return Readers(readers, others if is_network else [*others, "other organisations"])
