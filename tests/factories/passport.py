"""Records of training, and browsers in which somebody has opened their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from network.core import outbox
from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.passport.messages import RecordLink
from network.passport.rules import ShareTerm
from network.passport.service import opening, sharing
from network.training.models import Completion
from tests.factories.training import acting, log_session
from tests.support.client import Client
from tests.support.world import World

KIM = "kim.canary@mail.example"
NAMED = f"Kim Canary <{KIM}>"


def train(
    app: Flask,
    world: World,
    clock: Clock,
    names: str = NAMED,
    at: str = "own",
    *,
    held_on: date | None = None,
    code: str = "T1-ORIENT",
) -> Any:
    """A session at a partner for the people of a pasted list; what was logged."""
    with acting(app, world.person(Role.CHAMPION, at)) as actor:
        logged = log_session(actor, clock, names, held_on=held_on, code=code)
    with app.app_context():
        db.session.remove()
    return logged


def waiting_links(app: Flask) -> list[RecordLink]:
    """The letters with links to records that are on their way."""
    with app.app_context():
        found = [each for each in outbox.waiting_messages() if isinstance(each, RecordLink)]
        db.session.remove()
    return found


def send_link(app: Flask, clock: Clock, email: str = KIM) -> str:
    """Asks for a link; its token."""
    with app.app_context():
        opening.ask(email, clock)
        commit()
        db.session.remove()
    return waiting_links(app)[-1].token


def open_record(client: Client, app: Flask, clock: Clock, email: str = KIM) -> Client:
    """The browser, with the record of this address open in it."""
    client.post(f"/passport/open/{send_link(app, clock, email)}", to="/passport/record")
    return client


def share(app: Flask, clock: Clock, email: str = KIM, lasts: ShareTerm = ShareTerm.WEEK) -> tuple[Any, str]:
    """A link that somebody gives to others: its key and its token."""
    with app.app_context():
        made, token = sharing.share(email, lasts, clock)
        key = made.id
        commit()
        db.session.remove()
    return key, token


def completion_ids(app: Flask) -> list[Any]:
    """Every completion that there is, in the order in which they were made."""
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        found = list(db.session.scalars(scoped(select(Completion.id), system, Completion).order_by(Completion.id)))
        db.session.remove()
    return found
