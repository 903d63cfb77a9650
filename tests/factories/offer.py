"""Courses outside the tiers and decisions about them for tests, built through the services."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import system_scope
from network.training.courses import equivalences, queries, service, tiers
from network.training.courses.jobs import count_equivalences, recount_tiers
from network.training.courses.rules import CourseDraft
from network.training.vocabulary import Mode
from tests.factories import training
from tests.support.world import World

OUTSIDE = "X-SIGNS"


def draft(**values: Any) -> CourseDraft:
    """A course outside the tiers, unless told."""
    usual = {
        "code": OUTSIDE,
        "title": "Signs of Safety, with a part about trauma",
        "tier": None,
        "modes": [Mode.IN_PERSON],
        "minutes": 360,
        "validity_months": 24,
        "carries_trauma_content": True,
    }
    return CourseDraft(**{**usual, **values})


def add_course(app: Flask, world: World, clock: Clock, **values: Any) -> UUID:
    """Adds a course as the coordinator; its key."""
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        return service.add_course(actor, draft(**values), clock).id


def decide(app: Flask, world: World, clock: Clock, course_id: UUID, tier: int, from_on: date) -> UUID:
    """Decides that a course counts, as the coordinator; the decision's key. The worker has not counted yet."""
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        reason = "It covers all topics of that tier"
        return equivalences.decide(actor, course_id, tier=tier, from_on=from_on, reason=reason, clock=clock).id


def end(app: Flask, world: World, clock: Clock, course_id: UUID, decision_id: UUID) -> None:
    """Ends a decision, as the coordinator."""
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        equivalences.end(actor, course_id, decision_id, clock)


def set_cumulative(app: Flask, world: World, clock: Clock, *, is_cumulative: bool = True) -> None:
    """Switches how tiers are counted, as the coordinator. The worker has not counted yet."""
    with training.acting(app, world.person(Role.COORDINATOR, "host")) as actor:
        seen = queries.get_counting().version
        tiers.set_cumulative(actor, is_cumulative=is_cumulative, seen_version=seen, clock=clock)


def work(app: Flask, clock: Clock) -> None:
    """What the worker does about the offer."""
    with app.app_context():
        for job in (count_equivalences, recount_tiers):
            with system_scope(db.session(), "a worker of a test"):
                job(clock)
            commit()
