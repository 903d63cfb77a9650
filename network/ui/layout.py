"""What stands round every page, and where the application puts its own answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import has_request_context, request, url_for
from werkzeug.local import LocalProxy

from network.ui.built import BuiltAssets
from network.ui.navigation import Navigation, Viewer

PRODUCT_NAME = "Network"


@dataclass(frozen=True)
class UrgentLine:
    """An organisation's own line for urgent help (U1)."""

    name: str
    telephone: str


@dataclass(frozen=True)
class Contact:
    """A person to turn to, whatever the software has just refused (U37)."""

    name: str
    email: str | None = None
    telephone: str | None = None


@dataclass(frozen=True)
class ContentNotes:
    """Whether notes on what may be hard to read are open (U5), and where that choice is sent, for who can make it."""

    are_open: bool = False
    address: str | None = None


@dataclass(frozen=True)
class Nobody:
    """Whoever is looking before they have signed in."""

    is_signed_in: bool = False

    def can(self, permission: str, /) -> bool:  # noqa: ARG002
        """Nothing: rights only add."""
        return False


def _none() -> None:
    return None


@dataclass
class Layout:
    """`app.extensions["ui"]`. The application sets the callables; each is asked once a page, in the request.

    Until they are set, every page looks as it does to somebody signed out. An endpoint left as None hides
    its link.
    """

    current_actor: Callable[[], Viewer] = Nobody
    signed_in_as: Callable[[], str | None] = _none
    acting_in: Callable[[], str | None] = _none
    can_switch: Callable[[], bool] = lambda: True
    urgent_line: Callable[[], UrgentLine | None] = _none
    opens_content_notes: Callable[[], bool] = lambda: False
    """Whether the reader chose, in this sign-in, to have content notes open (U5)."""
    contact: Callable[[], Contact] = lambda: Contact("the network coordinator")
    home_endpoint: str | None = None
    sign_in_endpoint: str | None = None
    sign_out_endpoint: str | None = None
    account_endpoint: str | None = None
    switch_endpoint: str | None = None
    content_notes_endpoint: str | None = None
    tell_us_endpoint: str | None = None
    support_endpoint: str | None = None
    """Where somebody finds other support than the numbers for help right now."""
    join_endpoint: str | None = None
    """Where somebody reads how their organisation joins."""
    navigation: Navigation = field(default_factory=Navigation)
    assets: BuiltAssets = field(default_factory=BuiltAssets)

    def as_signed_out(self) -> "Layout":
        """The same layout, asking nobody anything: for a page that has to come whatever else is broken."""
        return Layout(
            home_endpoint=self.home_endpoint,
            tell_us_endpoint=self.tell_us_endpoint,
            support_endpoint=self.support_endpoint,
            navigation=self.navigation,
            assets=self.assets,
        )

    def content_notes(self) -> ContentNotes:
        """How content notes are shown to this reader."""
        if self.content_notes_endpoint is None or not self.current_actor().is_signed_in:
            return ContentNotes()
        return ContentNotes(self.opens_content_notes(), url_for(self.content_notes_endpoint))

    def context(self) -> dict[str, Any]:
        """What every template receives."""
        actor = self.current_actor()
        return {
            "actor": actor,
            "signed_in_as": self.signed_in_as(),
            "acting_in": self.acting_in(),
            "urgent_line": self.urgent_line(),
            "contact": LocalProxy(self.contact),  # asked only by the pages that say it
            "layout": self,
            "navigation": self.navigation.links(actor, request.endpoint if has_request_context() else None),
            "product_name": PRODUCT_NAME,
        }
