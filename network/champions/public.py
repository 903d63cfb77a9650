"""What other features may use of champions."""

from __future__ import annotations

from network.champions.queries import (
    ChampionLine,
    Filters,
    count_by_department,
    count_by_organisation,
    count_by_sector,
    list_champions,
)
from network.champions.service import agree, decline, end_champion, register_champion
from network.champions.vocabulary import ChampionState

__all__ = [
    "ChampionLine",
    "ChampionState",
    "Filters",
    "agree",
    "count_by_department",
    "count_by_organisation",
    "count_by_sector",
    "decline",
    "end_champion",
    "list_champions",
    "register_champion",
]
