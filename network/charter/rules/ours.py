"""The one best next step for an organisation with its charter. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from network.charter.rules.standing import is_review_open


class NextStep(StrEnum):
    """What an organisation does next, in the order in which it matters."""

    WAIT = "wait"
    """A signatory has it before them."""
    SIGN = "sign"
    AFFIRM = "affirm"
    """The charter has a new version."""
    REVIEW = "review"
    SUCCESSOR = "successor"
    COMMIT = "commit"
    """A principle has no commitment yet."""


def next_step(
    *,
    has_charter: bool,
    stands: bool,
    is_on_current: bool,
    until: date | None,
    is_sent: bool,
    has_signatory: bool,
    without_commitment: int,
    today: date,
) -> NextStep | None:
    """The step, or None where all is done. `until` is the last day of the signature, where there is one."""
    if not has_charter:
        return None
    review_is_open = until is not None and is_review_open(until, today)
    waiting = {
        NextStep.WAIT: is_sent,
        NextStep.SIGN: not stands,
        NextStep.AFFIRM: not is_on_current,
        NextStep.REVIEW: review_is_open,
        NextStep.SUCCESSOR: not has_signatory,
        NextStep.COMMIT: without_commitment > 0,
    }
    return next((step for step, is_due in waiting.items() if is_due), None)
