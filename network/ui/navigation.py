"""The service navigation: a plain list, to which each feature adds its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Viewer(Protocol):
    """What the layout asks of whoever is looking."""

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a signed-in person."""

    def can(self, permission: str, /) -> bool:
        """Whether one of their roles holds the permission, where they are acting."""


@dataclass(frozen=True)
class NavigationItem:
    """One link. Without a permission it is for everybody signed in, and with `is_open` for everybody.

    It is marked as current on its whole blueprint and on those that `blueprints` names besides, or, where `covers`
    names endpoints, on those alone. One that stands `under` another, named by its endpoint, is not in the menu: the
    other's page shows it, and the other is marked where it would be.
    """

    label: str
    endpoint: str
    permission: str | None = None
    is_open: bool = False
    order: int = 100
    covers: frozenset[str] = frozenset()
    blueprints: frozenset[str] = frozenset()
    under: str | None = None

    def is_for(self, viewer: Viewer) -> bool:
        """Whether this person is shown it."""
        if self.is_open:
            return True
        return viewer.is_signed_in and (self.permission is None or viewer.can(self.permission))

    def leads_to(self, endpoint: str | None) -> bool:
        """Whether a page belongs to what this link opens."""
        if self.covers:
            return endpoint in self.covers
        feature = (endpoint or "").rpartition(".")[0]
        return bool(feature) and feature in {self.endpoint.rpartition(".")[0], *self.blueprints}


@dataclass(frozen=True)
class NavigationLink:
    """An item as one page shows it: `current` is this very page, `active` is this feature."""

    label: str
    endpoint: str
    current: str | None


class Navigation:
    """The registry on the application: filled at start, only read afterwards."""

    def __init__(self) -> None:
        self._items: list[NavigationItem] = []

    def add(self, *items: NavigationItem) -> None:
        """Add a feature's items. They stand by `order`, then as added."""
        self._items = sorted([*self._items, *items], key=lambda item: item.order)

    def __iter__(self) -> Iterator[NavigationItem]:
        return iter(self._items)

    def links(self, viewer: Viewer, endpoint: str | None) -> list[NavigationLink]:
        """The links for this person, the one they are at marked with its `aria-current`."""
        items = [item for item in self._items if item.under is None and item.is_for(viewer)]
        exact = next((item for item in items if item.endpoint == endpoint), None)
        nearest = exact or next((item for item in items if self._leads_to(item, endpoint)), None)
        return [NavigationLink(item.label, item.endpoint, _aria_current(item, exact, nearest)) for item in items]

    def under(self, endpoint: str, viewer: Viewer) -> list[NavigationItem]:
        """What this person is shown under the link to an endpoint."""
        return [item for item in self._items if item.under == endpoint and item.is_for(viewer)]

    def _leads_to(self, item: NavigationItem, endpoint: str | None) -> bool:
        return item.leads_to(endpoint) or any(
            each.leads_to(endpoint) for each in self._items if each.under == item.endpoint
        )


def _aria_current(item: NavigationItem, exact: NavigationItem | None, nearest: NavigationItem | None) -> str | None:
    if item is exact:
        return "page"
    return "true" if item is nearest else None
