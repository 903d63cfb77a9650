"""Loading the demonstration: all of it in one transaction, once, on a database that holds nothing else.

What its people would have been sent is not sent: they do not exist. The messages are taken out of the outbox again
in the same transaction, so that no worker ever sees them, and nothing is said to have been sent that was not.
"""

from __future__ import annotations

from enum import StrEnum
from random import Random

from flask import current_app
from sqlalchemy import delete, select

from network.accounts.models import User
from network.core import outbox, tenancy
from network.core.actor import SystemActor
from network.core.clock import Clock, FrozenClock
from network.core.commit import commit, rollback
from network.core.database import db
from network.core.errors import RuleBroken
from network.core.outbox import MessageState, OutboxMessage
from network.core.tenancy import scoped
from network.core.working_days import Calendar, Nation
from network.demonstration.asking import plan_asking
from network.demonstration.bringing import plan_bringing
from network.demonstration.changing import plan_changing
from network.demonstration.checking import plan_checking
from network.demonstration.contributing import plan_contributing
from network.demonstration.days import Days
from network.demonstration.declaring import plan_declaring
from network.demonstration.delivering import plan_delivering
from network.demonstration.dividing import plan_dividing
from network.demonstration.extending import plan_extending
from network.demonstration.gatherings import plan_gatherings
from network.demonstration.governing import plan_governing
from network.demonstration.grouping import plan_grouping
from network.demonstration.guiding import plan_guiding
from network.demonstration.joining import plan_farewells, plan_joining
from network.demonstration.keeping import plan_keeping
from network.demonstration.lending import plan_lending
from network.demonstration.listening import plan_listening
from network.demonstration.logos import plan_logos
from network.demonstration.needing import plan_needing
from network.demonstration.offering import plan_offering
from network.demonstration.partners import HOST, PARTNERS
from network.demonstration.pledging import plan_pledging
from network.demonstration.pooling import plan_pooling
from network.demonstration.profiling import plan_profiling
from network.demonstration.sharing import plan_sharing
from network.demonstration.sign_ins import COORDINATOR
from network.demonstration.signing import plan_signing
from network.demonstration.stage import JOB, Stage
from network.demonstration.supporting import plan_supporting
from network.demonstration.teaching import plan_teaching
from network.demonstration.voicing import plan_voicing
from network.organisations.models import Organisation
from network.organisations.public import find_host
from network.settings import Settings


class Outcome(StrEnum):
    """What loading did."""

    LOADED = "loaded"
    WAS_THERE = "was there"


def load(settings: Settings, clock: Clock) -> Outcome:
    """Builds the demonstration network if it is absent, and commits it whole.

    The same day gives the same network, but for keys and references, which nobody is to guess. Raises RuleBroken
    where people other than those of this machine can reach the service (`B40`), and where the database holds
    other organisations or people. Whatever goes wrong, nothing of it stays.
    """
    if not settings.is_local:
        raise RuleBroken(
            None,
            "The demonstration has passwords that everybody knows, so it is loaded only where nobody else can reach "
            f"it. Set PUBLIC_ORIGIN to http://127.0.0.1:8000 instead of {settings.origin} to try it out.",
        )
    try:
        tenancy.enter(db.session(), SystemActor(JOB))
        if is_there():
            rollback()
            return Outcome.WAS_THERE
        _check_empty()
        _build(clock)
        commit()
    except BaseException:
        rollback()
        raise
    return Outcome.LOADED


def is_there() -> bool:
    """Whether this database holds the demonstration: all of it or nothing, so its coordinator in its host tells."""
    host_name = next(partner.name for partner in PARTNERS if partner.key == HOST)
    host = find_host()
    with tenancy.system_scope(db.session(), JOB) as system:
        known = db.session.scalar(scoped(select(User.id), system, User).where(User.email == COORDINATOR.email))
    return host is not None and host.name == host_name and known is not None


def _check_empty() -> None:
    people = scoped(select(User.id), SystemActor(JOB), User).limit(1)
    if db.session.scalar(select(Organisation.id).limit(1)) or db.session.scalar(people):
        raise RuleBroken(
            None,
            "This database holds organisations or people already. The demonstration is loaded into an empty one, "
            "so that nobody takes its figures for real: set DATABASE_URL to another database.",
        )


def _build(clock: Clock) -> None:
    calendar = Calendar(Nation.ENGLAND_AND_WALES, overrides=current_app.extensions["bank_holidays"])
    today = clock.today()
    stage = Stage(Days(today, calendar), Random(today.toordinal()), FrozenClock(clock.now()))  # noqa: S311 # nosec B311 - a story
    plan_joining(stage)
    plan_pledging(stage)
    plan_checking(stage)
    plan_farewells(stage)
    plan_logos(stage)
    plan_offering(stage)
    plan_teaching(stage)
    plan_bringing(stage)
    plan_delivering(stage)
    plan_gatherings(stage)
    plan_supporting(stage)
    plan_grouping(stage)
    plan_keeping(stage)
    plan_governing(stage)
    plan_guiding(stage)
    plan_listening(stage)
    plan_asking(stage)
    plan_profiling(stage)
    plan_needing(stage)
    plan_contributing(stage)
    plan_extending(stage)
    plan_declaring(stage)
    plan_dividing(stage)
    plan_changing(stage)
    plan_sharing(stage)
    plan_signing(stage)
    plan_lending(stage)
    plan_voicing(stage)
    plan_pooling(stage)
    stage.play()
    _empty_outbox()


def _empty_outbox() -> None:
    tenancy.enter(db.session(), SystemActor(JOB))
    db.session.flush()
    waiting = delete(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING)
    db.session.execute(waiting.execution_options(synchronize_session=False))
    db.session.info.pop(outbox.FILLED, None)
