"""Holding the summaries against a full count: a benchmark of wrong figures would be fast for nothing."""

from __future__ import annotations

from datetime import date

from flask import Flask

from bench.data.cast import Account, Cast
from bench.plain import Plain
from network.core import tenancy
from network.core.actor import Actor
from network.core.database import begin_reading, db
from network.core.permissions import Role
from network.training.coverage import recount, summarised
from network.training.figures import coverage_of_organisations

RECOUNTED = 3
"""Organisations whose figures the product counts afresh itself; the count by hand is of all of them."""

FULL_COUNT = """
SELECT latest.organisation_id, latest.tier, count(*)
FROM (
    SELECT organisation_id, learner_id, tier, max(expires_on) AS expires_on
    FROM completion WHERE status = 'confirmed' GROUP BY organisation_id, learner_id, tier
) AS latest
JOIN learner ON learner.id = latest.learner_id
WHERE latest.expires_on >= :today AND learner.left_on IS NULL
  AND (learner.email IS NOT NULL OR learner.staff_number IS NOT NULL)
GROUP BY latest.organisation_id, latest.tier
"""


class WrongFigures(Exception):
    """What the product says is not what a full count gives."""


def check(app: Flask, plain: Plain, cast: Cast) -> None:
    """Raises WrongFigures unless the product's figures are those of a full count, by hand and by its own."""
    counted = {
        (str(owner).replace("-", ""), tier): people for owner, tier, people in plain.rows(FULL_COUNT, today=cast.today)
    }
    shown = _shown_to_the_coordinator(app, cast.coordinator, cast.today)
    if {key: people for key, people in shown.items() if people} != counted:
        raise WrongFigures("The coverage page does not show what a full count gives")
    for champion in cast.champions[:RECOUNTED]:
        with app.app_context():
            actor = _actor(champion, Role.CHAMPION)
            tenancy.enter(db.session(), actor)
            begin_reading(db.session())
            if summarised(actor) != recount(actor):
                raise WrongFigures(f"The summary of organisation {champion.organisation_id} is not its recount")


def _shown_to_the_coordinator(app: Flask, coordinator: Account, today: date) -> dict[tuple[str, int], int]:
    with app.app_context():
        actor = _actor(coordinator, Role.COORDINATOR)
        tenancy.enter(db.session(), actor)
        begin_reading(db.session())
        lines = coverage_of_organisations(actor, None, today)
    return {(line.organisation_id.hex, tier.tier): tier.trained for line in lines for tier in line.tiers}


def _actor(account: Account, role: Role) -> Actor:
    return Actor(account.user_id, account.organisation_id, frozenset({role}), frozenset())
