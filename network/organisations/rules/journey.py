"""The journey: its stages, the four areas of work, and the rule of what comes best after what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from network.core.errors import NotFound, RuleBroken
from network.core.text import one_line
from network.organisations.registers.names import searchable
from network.organisations.vocabulary import Progress, Workstream

NAME_LENGTH: Final = 60
MEANING_LENGTH: Final = 200
MOST_STAGES: Final = 12
EARLIEST: Final = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as the network names it (ORG-7, U25)."""

    key: str
    position: int
    name: str
    meaning: str
    version: int = 1
    """1 also for one of the default that nobody has kept yet: as it is kept, it begins with that."""


DEFAULT_STAGES: Final = (
    Stage("setting-out", 1, "Setting out", "Learning what this means for us, and agreeing to begin"),
    Stage("laying-foundations", 2, "Laying foundations", "Leaders are behind it, and first people are trained"),
    Stage("growing", 3, "Growing", "Teams change how they work, and policies follow"),
    Stage("part-of-how-we-work", 4, "Part of how we work", "It is usual practice, for new people too"),
    Stage("sharing-with-others", 5, "Sharing with others", "Others learn from us, and we still learn"),  # ORG-6
)
"""The stages that a network begins with: its coordinator can name them anew and add to them."""


def comes_best_after(progress: Mapping[Workstream, Progress]) -> tuple[Workstream, ...]:
    """What changing services still waits for, in order: nothing where that has not begun (D13, S4 3.2).

    It is shown and blocks nothing. An area of which nothing was said has not started.
    """
    if progress.get(Workstream.SERVICE_DELIVERY, Progress.NOT_STARTED) is Progress.NOT_STARTED:
        return ()
    return tuple(
        workstream
        for workstream in Workstream
        if workstream is not Workstream.SERVICE_DELIVERY and progress.get(workstream) is not Progress.IN_PLACE
    )


def workstream_called(text: str) -> Workstream:
    """The area of work that an address names. Raises NotFound."""
    if text not in set(Workstream):
        raise NotFound
    return Workstream(text)


def checked_since(since: date | None, today: date) -> date:
    """The day since when something holds. Raises RuleBroken on `since`."""
    if since is None:
        raise RuleBroken("since", "Enter the day since when it is so")
    if since > today:
        raise RuleBroken("since", "Enter today or a day before it")
    if since < EARLIEST:
        raise RuleBroken("since", f"Enter a day of {EARLIEST.year} or later")
    return since


def day_of(progress: Progress, since: date | None, today: date) -> date | None:
    """The day that goes with a progress: none where nothing has started. Raises RuleBroken on `since`."""
    return None if progress is Progress.NOT_STARTED else checked_since(since, today)


def checked_stage(key: str, stages: Iterable[Stage]) -> Stage:
    """The stage with this key. Raises RuleBroken on `stage`."""
    for stage in stages:
        if stage.key == key:
            return stage
    raise RuleBroken("stage", "Choose a stage from the list")


def checked_name(typed: str, others: Iterable[str]) -> str:
    """A stage's name, unlike the others', without a grade in it (U25). Raises RuleBroken on `name`."""
    name = one_line(typed)
    if not any(character.isalpha() for character in name):
        raise RuleBroken("name", "Enter a name in words")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"Use {NAME_LENGTH} characters or fewer; this has {len(name):,}")
    if searchable(name) in {searchable(other) for other in others}:
        raise RuleBroken("name", "There is a stage with this name already. Choose another name")
    return name


def checked_meaning(typed: str) -> str:
    """What a stage means, in a line. Raises RuleBroken on `meaning`."""
    meaning = one_line(typed)
    if len(meaning) > MEANING_LENGTH:
        raise RuleBroken("meaning", f"Use {MEANING_LENGTH} characters or fewer; this has {len(meaning):,}")
    return meaning


def place_after(stages: Iterable[Stage], after: str) -> int:
    """The position of a new stage after the one with this key; the first where the key is empty.

    Raises RuleBroken on `name` where there are as many as a journey can have, on `after` for no stage of it.
    """
    present = list(stages)
    if len(present) >= MOST_STAGES:
        raise RuleBroken("name", f"A journey has at most {MOST_STAGES} stages. Change the name of one instead")
    if not after:
        return 1
    for stage in present:
        if stage.key == after:
            return stage.position + 1
    raise RuleBroken("after", "Choose a stage from the list")
