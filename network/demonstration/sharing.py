"""What somebody does with their own training record: a champion who shares it and keeps a credential of it."""

from __future__ import annotations

from typing import Final

from network.core.database import db
from network.demonstration.days import at
from network.demonstration.sign_ins import CHAMPION
from network.demonstration.stage import Stage
from network.passport.rules import ShareTerm, offered
from network.passport.service.credentials import make_credential
from network.passport.service.sharing import share
from network.training.public import passport_of

SHARED: Final = 6
"""Days ago."""


def plan_sharing(stage: Stage) -> None:
    """On one day, all of it."""
    stage.plan(at(stage.days.ago(SHARED), 17, 5), _take_along, stage)


def _take_along(stage: Stage) -> None:
    with stage.system():
        lines = passport_of(CHAMPION.email, stage.clock)
        current = next(line for line in lines if offered(line, stage.clock.today()).credential)
        make_credential(CHAMPION.email, current, stage.clock)
        share(CHAMPION.email, ShareTerm.MONTH, stage.clock)
        db.session.flush()
