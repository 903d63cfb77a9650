"""What the pages and the paper of a sheet say in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from network.core.permissions import Role
from network.training.permissions import POLICY, TrainingPermission
from network.training.signing import rules
from network.training.signing.queries import Sheet
from network.training.vocabulary import Mode
from network.ui.filters import as_day, as_time

NOT_READERS: Final = ("other people who sign", "the network coordinator, who sees numbers only")
KEPT_WHEN_LOGGED: Final = "in the training records while the organisation is in the network, and 2 years after"


def readers(sheet: Sheet) -> list[str]:
    """Who reads the names of those who sign, from the policy itself (U8)."""
    roles = POLICY[TrainingPermission.SEE_LEARNERS]
    *others, last = [f"{role.label.lower()}s" for role in Role if role in roles]
    named = [*others, f"{last} of {sheet.organisation_name}"]
    return [*named, "those who hold the session"] if sheet.scheduled_id is not None else named


def kept_for(sheet: Sheet) -> str:
    """How long a name is kept."""
    if sheet.scheduled_id is not None:
        return f"until {rules.KEPT_IN_WORDS}; who completed it {KEPT_WHEN_LOGGED}"
    return f"{KEPT_WHEN_LOGGED}; if nobody logs this session, until {rules.KEPT_IN_WORDS}"


def trust(sheet: Sheet) -> Sequence[tuple[str, str]]:
    """The same for the wall, in short lines."""
    return (
        ("Who reads it:", f"{', '.join(readers(sheet))}."),
        ("Who does not:", f"{', '.join(NOT_READERS)}."),
        ("How long it is kept:", f"{kept_for(sheet)}."),
    )


def where(sheet: Sheet) -> str:
    """Where the session is held."""
    if sheet.mode is Mode.ONLINE:
        return "online"
    return f"{sheet.place}, or online" if sheet.mode is Mode.BLENDED and sheet.place else sheet.place


def when_open(sheet: Sheet) -> str:
    """*from Monday 7 December 2026, 8:30am, until Tuesday 8 December 2026, 12pm*: in London's time.

    Of a day of which no hour is known: *on Monday 7 December 2026, and until 12pm on the day after*.
    """
    opens, closes = sheet.window.opens_at, sheet.window.closes_at
    if sheet.scheduled_id is None:
        return f"on {as_day(opens)}, and until {as_time(closes)} on the day after"
    return f"from {as_day(opens)}, {as_time(opens)}, until {as_day(closes)}, {as_time(closes)}"
