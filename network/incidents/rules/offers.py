"""Offering support to somebody’s colleagues: to whom, for how long, and what is said of how many (CI-9, B17)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from network.core.errors import RuleBroken
from network.core.suppression import by_first_rule
from network.incidents.rules.submission import check_email

OFFER_KEPT: Final = timedelta(days=30)


class OfferAnswer(StrEnum):
    """What somebody says to an offer. To say nothing is an answer too, and none that is kept (U15)."""

    YES = "yes"
    NOT_NOW = "not-now"

    @property
    def label(self) -> str:
        """As it is chosen: no is worded as neutrally as yes (U18)."""
        return {"yes": "Yes, please get in touch with me", "not-now": "Not now"}[self.value]


_LENGTH: Final = max(len(each) for each in OfferAnswer)


def as_kept(answer: OfferAnswer) -> str:
    """An answer as it is sealed: as long as any other, so that its length tells nothing."""
    return answer.value.ljust(_LENGTH)


def as_answered(kept: str) -> OfferAnswer:
    """The answer again. ValueError for what is none."""
    return OfferAnswer(kept.rstrip())


def offer_ends_at(offered_at: datetime) -> datetime:
    """When an offer lapses and is forgotten: 30 days after it was made, whatever was answered."""
    return offered_at + OFFER_KEPT


def is_open(offered_at: datetime, now: datetime) -> bool:
    """Whether an offer can still be answered."""
    return now < offer_ends_at(offered_at)


def check_address(email: str, *, own: str, staff_email: str) -> str:
    """The address in small letters. Raises RuleBroken on `email` for none, for one’s own, or for the staff member’s."""
    if not email:
        raise RuleBroken("email", "Enter your colleague’s e-mail address")
    check_email("email", email)
    address = email.lower()
    if address == own.lower():
        raise RuleBroken("email", "This is your own address. Enter the address of a colleague")
    if address == staff_email.lower():
        raise RuleBroken("email", "This is the staff member’s address. They have a page of their own already")
    return address


def check_talked(*, has_talked: bool) -> None:
    """Raises RuleBroken unless a manager has talked with their team before they offer anybody support (CI-9)."""
    if not has_talked:
        raise RuleBroken("has_talked", "Talk with your team first about what there is. Then say so here")


def said_of(count: int) -> str:
    """To how many it was offered, in words: a number only where 8 or more, and rounded as the first rule says (B17)."""
    shown = by_first_rule(count)
    if shown.value is None:
        return "Support was offered to some colleagues."
    if shown.value == 0:
        return "Support was offered to nobody yet."
    return f"Support was offered to about {shown.value} colleagues."
