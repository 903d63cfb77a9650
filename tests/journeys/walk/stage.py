"""Who is there when the network opens, the windows they sit at, and the letters they get."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from network.core import outbox
from network.core.clock import FrozenClock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.directory.vocabulary import SupportKind
from tests.factories.directory import an_entry
from tests.journeys.walk.visit import Album, Visit
from tests.support import browser as support
from tests.support.client import ClientFactory
from tests.support.live import Live
from tests.support.world import Person, World

ORGANISATION = "Harrow Hill Council"
"""The partner that joins."""
PROVIDER = "Alder Therapies"
PATIENCE_MILLISECONDS = 10_000
_THERE_FIRST = (("host", Role.COORDINATOR), ("provider", Role.PROVIDER_ALLOCATOR), ("provider", Role.THERAPIST))
_COLLEAGUES = (Role.MANAGER, Role.INCIDENT_LEAD, Role.INCIDENT_LEAD, Role.STAFF_MEMBER)


@dataclass(frozen=True)
class Device:
    """What somebody looks at it with."""

    name: str
    viewport: ViewportSize
    has_script: bool = True


DESKTOP = Device("desktop", support.DESKTOP)
NARROW = Device("narrow", support.NARROW)
NO_SCRIPT = Device("no-script", support.NARROW, has_script=False)


@dataclass
class Stage:
    """The served application with its people, and one window for each of them, kept until the end."""

    live: Live
    clock: FrozenClock
    browser: Browser
    device: Device
    name: str
    """What its pictures are called."""
    world: World = field(init=False)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._album = Album(f"{self.name}-{self.device.name}")
        with self.live.app.app_context(), system_scope(db.session(), "those who are there first"):
            self.world = World.bare(self.clock)
            for at, role in _THERE_FIRST:
                self.world.add_person(at, role, self.clock)
            commit()

    def add_colleagues(self, *roles: Role) -> None:
        """More people of the partner, with these roles or the usual ones: invited, but not shown again."""
        with self.live.app.app_context(), system_scope(db.session(), "colleagues of the first lead"):
            for role in roles or _COLLEAGUES:
                self.world.add_person("own", role, self.clock)
            commit()

    def fill_the_directory(self) -> None:
        """Two places to find support, which the partner's own people know of."""
        with self.live.app.app_context(), system_scope(db.session(), "what the lead added before"):
            for kind in (SupportKind.WELLBEING_SERVICE, SupportKind.SUPERVISION):
                db.session.add(an_entry(self.world.own, kind, self.clock))
            commit()

    def person(self, role: Role, at: str = "own") -> Person:
        """Whoever holds the role there."""
        return self.world.person(role, at)

    def newcomer(self) -> Visit:
        """A window in which nobody is signed in."""
        context = support.open_context(
            self.browser, self.live.address, viewport=self.device.viewport, javascript=self.device.has_script
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        self._contexts.append(context)
        return Visit(context.new_page(), self._album)

    def signed_in(self, role: Role, at: str = "own") -> Visit:
        """A window in which somebody signed in already, with their second step."""
        client = ClientFactory(self.live.app, self.clock)(self.person(role, at))
        cookie = client.raw.get_cookie("network")
        assert cookie is not None
        visit = self.newcomer()
        self._contexts[-1].add_cookies([{"name": "network", "value": cookie.value, "url": self.live.address}])
        return visit

    def link_sent_to(self, address: str, containing: str) -> str:
        """The latest link of this kind in a letter to somebody."""
        with self.live.app.app_context():
            letters = [message.email(self.live.address) for message in outbox.waiting_messages()]
        links = [
            link
            for letter in letters
            if letter.to == address
            for link in re.findall(r"https?://\S+", letter.text)
            if containing in link
        ]
        assert links, f"no letter to {address} leads to {containing}"
        return links[-1]

    def everything_written(self) -> str:
        """The subjects and texts of all letters that wait."""
        with self.live.app.app_context():
            letters = [message.email(self.live.address) for message in outbox.waiting_messages()]
        return "\n".join(f"{letter.subject}\n{letter.text}" for letter in letters)

    def close(self) -> None:
        """Shuts every window."""
        for context in self._contexts:
            context.close()
