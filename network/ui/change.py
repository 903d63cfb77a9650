"""One release, as its users would tell it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Change:
    """One release as its users would tell it."""

    on: date
    title: str
    points: tuple[str, ...]
