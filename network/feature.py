"""What a feature brings to the application, said once, in its own `feature.py`; `app.py` only plugs it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import click
from flask import Blueprint

from network.core.clock import Clock
from network.core.permissions import Policy
from network.ui.navigation import NavigationItem


@dataclass(frozen=True, slots=True)
class Job:
    """Something the worker does again and again. It runs in one transaction, committed by the worker."""

    name: str
    every: timedelta
    run: Callable[[Clock], None]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature's pages, endpoints, rights, links, reactions, jobs and commands."""

    name: str
    policy: Policy = field(default_factory=dict)
    labels: Mapping[Any, str] = field(default_factory=dict)
    """Each permission in the words that a list of rights shows."""
    pages: tuple[Blueprint, ...] = ()
    api: tuple[Any, ...] = ()
    navigation: tuple[NavigationItem, ...] = ()
    listeners: tuple[tuple[type[Any], Callable[[Any], None]], ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
