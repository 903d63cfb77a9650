"""The mark that every page and endpoint about a referral carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from network.core.guard import requires
from network.core.watch import watched
from network.incidents.permissions import RIGHT_OF, IncidentPermission
from network.incidents.rules.readers import Capacity

View = TypeVar("View", bound=Callable[..., Any])


def about_referrals(capacity: Capacity) -> Callable[[View], View]:
    """For people in one capacity; for everybody else there is no such page. Each request leaves one entry (B26)."""

    return about("referral", capacity)


def about_own_request(view: View) -> View:
    """For everybody who may ask for support for themselves."""
    return requires(IncidentPermission.ASK, hidden=True)(watched("incidents", "referral")(view))


def about_complaints(right: IncidentPermission) -> Callable[[View], View]:
    """For whoever may complain, or whoever may be chosen to answer."""

    def decorate(view: View) -> View:
        return requires(right, hidden=True)(watched("incidents", "complaint")(view))

    return decorate


def in_emergencies(permission: IncidentPermission) -> Callable[[View], View]:
    """For whoever may ask, or agree, in an emergency: rights of their own, which show no case by themselves."""

    def decorate(view: View) -> View:
        return requires(permission, hidden=True)(watched("incidents", "emergency")(view))

    return decorate


def about(entity: str, capacity: Capacity) -> Callable[[View], View]:
    """The same for what else there is of the service, each kind of which has entries of its own name."""

    def decorate(view: View) -> View:
        return requires(RIGHT_OF[capacity], hidden=True)(watched("incidents", entity)(view))

    return decorate
