"""Incident leads who offer to lead for small partners too: how one of them stands to an organisation that looks."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from network.core.errors import Conflict


class PoolStanding(StrEnum):
    """Whether somebody who offers to lead was asked by an organisation, and leads there."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    LEADS = "leads"


def standing_of(user_id: UUID, *, invited: Collection[UUID], leads: Collection[UUID]) -> PoolStanding:
    """How somebody stands to an organisation, by the keys of those whom it invited and of those who lead there."""
    if user_id in leads:
        return PoolStanding.LEADS
    return PoolStanding.ASKED if user_id in invited else PoolStanding.NOT_ASKED


def check_can_be_asked(standing: PoolStanding) -> None:
    """Raises Conflict for somebody who leads there, or whose answer is still to come: nobody is asked twice."""
    if standing is PoolStanding.LEADS:
        raise Conflict("They lead for your organisation already.")
    if standing is PoolStanding.ASKED:
        raise Conflict("They are asked already. Their answer is still to come.")


def check_can_offer(*, is_on: bool) -> None:
    """Raises Conflict while the service of one's own organisation is off: then there is nobody who leads on it."""
    if not is_on:
        raise Conflict("You can offer this once the support service of your own organisation is on.")
