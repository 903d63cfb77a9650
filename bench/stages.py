"""A stage: one amount of data in one database, served by the product and by the floor."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Flask

from bench.data.cast import Account, Cast
from bench.data.checking import check
from bench.data.filling import fill, make_schema
from bench.databases import Address, Opener
from bench.plain import Plain
from bench.serving import Served, environment_of, serving_floor, serving_product
from bench.sizes import Plan, Scale
from bench.visiting import Browser, signed_in
from network.app import create_app
from network.core.clock import SystemClock
from network.core.database import db
from network.core.schema import owner_engine
from network.settings import Settings

CLOCK = SystemClock()
say = partial(print, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a measure needs of one amount of data."""

    kind: str
    scale: Scale
    app: Flask
    plain: Plain
    cast: Cast
    product: Served
    floor: Served

    def browser(self, account: Account) -> Browser:
        """A browser in which this person has just signed in."""
        return signed_in(self.app, account, CLOCK)


@dataclass(frozen=True, slots=True)
class Stages:
    """The amounts of data that the plan needs, and a way to empty databases for what begins with one."""

    kind: str
    folder: Path
    open_empty: Opener
    small: Stage
    first: Stage
    base: Stage
    large: Stage


@contextmanager
def set_up(plan: Plan, kind: str, folder: Path, open_empty: Opener) -> Iterator[Stages]:
    """Makes and serves every amount of data of the plan."""
    with ExitStack() as stack:
        built = {
            scale: stack.enter_context(_stage(kind, scale, folder, open_empty(f"data_{number}")))
            for number, scale in enumerate(plan.scales)
        }
        yield Stages(
            kind, folder, open_empty, built[plan.small], built[plan.first], built[plan.base], built[plan.large]
        )


@contextmanager
def _stage(kind: str, scale: Scale, folder: Path, address: Address) -> Iterator[Stage]:
    began = time.perf_counter()
    owner, instance = owner_engine(address.owner_url), folder / f"instance_{scale.name}"
    make_schema(owner, address.application_role)
    app, plain = make_app(address, instance), Plain(address.owner_url)
    cast = fill(app, owner, plain, scale, CLOCK)
    filled = time.perf_counter()
    check(app, plain, cast)
    say(
        f"{kind} {scale.name}: {scale.completions:,} completions made in {filled - began:.1f} s, "
        f"figures held against a full count in {time.perf_counter() - filled:.1f} s"
    )
    with serving_product(address.url, instance) as product, serving_floor(address.owner_url) as floor:
        yield Stage(kind, scale, app, plain, cast, product, floor)
    plain.close()
    owner.dispose()
    with app.app_context():
        db.engine.dispose()


def make_app(address: Address, instance: Path) -> Flask:
    """The product in this process, for its services and for the cookies of browsers."""
    instance.mkdir(parents=True, exist_ok=True)
    return create_app(Settings.from_environment(environment_of(address.url, instance, 8000)))
