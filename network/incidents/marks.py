"""The mark that every page and endpoint about a referral carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from network.core.guard import requires
from network.core.watch import watched
from network.incidents.permissions import RIGHT_OF
from network.incidents.rules.readers import Capacity

View = TypeVar("View", bound=Callable[..., Any])


def about_referrals(capacity: Capacity) -> Callable[[View], View]:
    """For people in one capacity; for everybody else there is no such page. Each request leaves one entry (B26)."""

    def decorate(view: View) -> View:
        return requires(RIGHT_OF[capacity], hidden=True)(watched("incidents", "referral")(view))

    return decorate
