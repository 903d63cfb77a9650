"""What a feature brings to the application, said once, in its own `feature.py`; `app.py` only plugs it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import click
from flask import Blueprint

from network.core.actor import Actor
from network.core.clock import Clock
from network.core.erasures import Empty
from network.core.permissions import Permission, Policy, Role
from network.ui.navigation import NavigationItem


@dataclass(frozen=True, slots=True)
class Job:
    """Something the worker does again and again. It runs in one transaction, committed by the worker."""

    name: str
    every: timedelta
    run: Callable[[Clock], None]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of somebody's digest: what is coming up, and where it is done. Said once for each `key` (`U34`)."""

    user_id: UUID
    key: str
    words: str
    """A sentence that a passer-by may read (`U31`)."""
    path: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whose role ends where, and whether they keep another there: then what is theirs can stay with them."""

    user_id: UUID
    organisation_id: UUID
    role: Role
    keeps_another: bool


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Something that waits for one person, and goes to a colleague before their role ends.

    `pass_on` gives it to a colleague, by key, and is done as the system; without it, `path` is where it is settled.
    Nothing of a case is ever one: whoever ends a role is not to learn that there is any.
    """

    words: str
    path: str
    pass_on: Callable[[UUID, Clock], None] | None = None


@dataclass(frozen=True, slots=True)
class Merger:
    """Two organisations become one: whose rows go to whom."""

    former_id: UUID
    former_name: str
    successor_id: UUID
    is_same: bool
    """Whether it was one organisation all along, entered twice; otherwise two became one."""

    def apart(self, name: str) -> str:
        """The name of something of the former, where the successor has something of that name."""
        return f"{name} ({self.former_name})"


Settle = Callable[[Merger, Clock], AbstractContextManager[Iterable[str]]]
"""Stands round the moving of all rows, in the system's scope: settles before it what one organisation holds once,
gives sentences for the coordinator (never of a case), and puts right after it what follows from whose the rows are."""


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One thing to do, on the first page of everybody who may: a title, a line about it, where it leads.

    Without a permission it is for everybody who acts in an organisation. `endpoint` takes no values.
    """

    title: str
    text: str
    endpoint: str
    permission: Permission | None = None
    order: int = 100
    is_offered: Callable[[Actor], bool] | None = None
    """Asked besides, where an organisation can choose whether it has this."""

    def is_for(self, actor: Actor) -> bool:
        """Whether this actor can do it."""
        if self.permission is not None and not actor.can(self.permission):
            return False
        return self.is_offered is None or self.is_offered(actor)


@dataclass(frozen=True, slots=True)
class Desk:
    """A first page of a role's own, instead of the cards: where `/` leads whoever has the permission."""

    endpoint: str
    permission: Permission
    order: int = 100


class Home:
    """What the features put on the first page: filled at start, only read afterwards."""

    def __init__(self) -> None:
        self._cards: list[HomeCard] = []
        self._desks: list[Desk] = []

    def add(self, cards: Iterable[HomeCard], desks: Iterable[Desk]) -> None:
        """Adds a feature's. They stand by `order`, then as added."""
        self._cards = sorted([*self._cards, *cards], key=lambda card: card.order)
        self._desks = sorted([*self._desks, *desks], key=lambda desk: desk.order)

    def cards_for(self, actor: Actor) -> list[HomeCard]:
        """What this actor can do."""
        return [card for card in self._cards if card.is_for(actor)]

    def desk_for(self, actor: Actor) -> Desk | None:
        """The desk that this actor starts from; None where the cards do."""
        return next((desk for desk in self._desks if actor.can(desk.permission)), None)


@dataclass(frozen=True, slots=True)
class DirectoryLink:
    """Where the directory of organisations leads on, which itself knows no people.

    `endpoint` takes no values, or, for one organisation of the directory, its key as `organisation`.
    """

    words: str
    words_of_one: str
    endpoint: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature's pages, endpoints, rights, links, reactions, jobs and commands."""

    name: str
    policy: Policy = field(default_factory=dict)
    labels: Mapping[Any, str] = field(default_factory=dict)
    """Each permission in the words that a list of rights shows."""
    private: frozenset[Permission] = frozenset()
    """The rights that a private role brings; it brings no other, because using them would show that it is held."""
    pages: tuple[Blueprint, ...] = ()
    api: tuple[Any, ...] = ()
    navigation: tuple[NavigationItem, ...] = ()
    cards: tuple[HomeCard, ...] = ()
    desks: tuple[Desk, ...] = ()
    listeners: tuple[tuple[type[Any], Callable[[Any], None]], ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
    directory_links: tuple[DirectoryLink, ...] = ()
    open_steps: tuple[Callable[[Leaving, Clock], Iterable[OpenStep]], ...] = ()
    """What somebody would leave behind whose role ends."""
    mergers: tuple[Settle, ...] = ()
    """What is settled where two organisations become one."""
    empty_again: Mapping[str, Empty] = field(default_factory=dict)
    """By table, how a row that was emptied is emptied again after a restore; what was deleted needs no more."""
    departures: tuple[Callable[[Actor, UUID, Clock], None], ...] = ()
    """What ends where an organisation leaves the network; its history stays."""
    reminders: tuple[Callable[[Clock], Iterable[Reminder]], ...] = ()
    """What is coming up for whom, asked once a day; each line is said once, however often it is asked."""
