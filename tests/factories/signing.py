"""Sign-in sheets for tests, built through the services."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.training.models import Completion, TrainingSession
from network.training.signing.codes import codes_of
from network.training.signing.models import SheetLine, SignInSheet
from network.training.signing.service import keeping, signing
from network.training.signing.service.signing import Signing
from network.training.vocabulary import Mode
from tests.factories.delivery import course_of
from tests.factories.training import acting
from tests.support.world import World


def open_sheet(
    app: Flask, world: World, clock: Clock, *, at: str = "own", held_on: date | None = None, code: str = "T1-ORIENT"
) -> UUID:
    """A sheet of a partner's champion, for today unless told; committed."""
    course_id = course_of(app, clock, code)
    with acting(app, world.person(Role.CHAMPION, at)) as actor:
        sheet = keeping.open_sheet(
            actor,
            course_id=course_id,
            held_on=held_on or clock.today(),
            mode=Mode.IN_PERSON,
            minutes=None,
            place="Town hall",
            clock=clock,
        )
        key: UUID = sheet.id
    with app.app_context():
        db.session.remove()
    return key


def open_sheet_of(app: Flask, world: World, clock: Clock, session_id: UUID, part: int = 1, *, at: str = "own") -> UUID:
    """The sheet of a session to come, opened by its facilitator; committed."""
    with acting(app, world.person(Role.FACILITATOR, at)) as actor:
        key: UUID = keeping.open_sheet_of(actor, session_id, part, clock).id
    with app.app_context():
        db.session.remove()
    return key


def stored_sheet(app: Flask, sheet_id: UUID) -> SignInSheet | None:
    """The sheet as it stands in the database."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(SignInSheet), system, SignInSheet).where(SignInSheet.id == sheet_id)
        return db.session.scalars(rows).first()


def ways_in(app: Flask, sheet_id: UUID) -> tuple[str, str]:
    """The code and the link's text of a sheet."""
    sheet = stored_sheet(app, sheet_id)
    assert sheet is not None
    with app.app_context(), system_scope(db.session(), "a code for a test"):
        return codes_of([sheet])[sheet.id]


def lines_of(app: Flask, sheet_id: UUID) -> list[SheetLine]:
    """Who is on a sheet, in their order."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        rows = scoped(select(SheetLine), system, SheetLine).where(SheetLine.sheet_id == sheet_id)
        return list(db.session.scalars(rows.order_by(SheetLine.id)))


def sign(app: Flask, token: str, clock: Clock, name: str, email: str = "", staff_number: str = "") -> None:
    """Somebody without an account writes themselves down."""
    with app.app_context():
        signing.sign(token, Signing(name, email, staff_number), clock)
        commit()
        db.session.remove()


def sessions_of(app: Flask) -> list[TrainingSession]:
    """Every session that was logged, of every organisation."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        return list(db.session.scalars(scoped(select(TrainingSession), system, TrainingSession)))


def completions_of(app: Flask) -> list[Completion]:
    """Everything that anybody completed."""
    with app.app_context(), system_scope(db.session(), "look") as system:
        return list(db.session.scalars(scoped(select(Completion), system, Completion)))
