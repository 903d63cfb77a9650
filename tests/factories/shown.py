"""People who choose to be shown to the members of the network, through the service."""

from __future__ import annotations

from flask import Flask

from network.accounts.rules.showing import Shown
from network.accounts.service.showing import show_oneself
from network.core import tenancy
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from tests.factories.accounts import actor_of
from tests.support.world import Person


def shows(app: Flask, person: Person, clock: Clock, shown: Shown | None = None) -> None:
    """This person chooses to be shown where they act."""
    with app.app_context():
        actor = actor_of(app.extensions["policies"], person)
        tenancy.enter(db.session(), actor)
        show_oneself(actor, shown or Shown(), clock)
        commit()
        db.session.remove()
