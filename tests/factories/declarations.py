"""What people declare, for tests: built through the services."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from network.core.clock import Clock
from network.core.commit import commit
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.training.declarations.declaring import DeclaredCourse, declare, list_declarable
from network.training.models import Completion, Declaration
from tests.factories.passport import KIM
from tests.support import pictures

COURSE = "T1-ONLINE"


def declared(
    app: Flask,
    clock: Clock,
    organisation_id: UUID,
    email: str = KIM,
    *,
    name: str = "Kim Canary",
    completed_on: date | None = None,
    content: bytes | None = None,
) -> UUID:
    """Somebody declares the free online course, today unless told; the declaration's key."""
    with app.app_context():
        (course,) = list_declarable()
        said = DeclaredCourse(organisation_id, course.id, completed_on or clock.today(), name)
        key = declare(email, said, content or pictures.encoded(), "My certificate.PNG", clock).id
        commit()
        db.session.remove()
    return key


def declarations(app: Flask) -> list[Declaration]:
    """Every declaration that there is, the first first."""
    return _all(app, Declaration)


def completions(app: Flask) -> list[Completion]:
    """Every completion that there is, the first first."""
    return _all(app, Completion)


def _all(app: Flask, kind: Any) -> list[Any]:
    with app.app_context(), system_scope(db.session(), "a test looks") as system:
        found = list(db.session.scalars(scoped(select(kind), system, kind).order_by(kind.id)))
        db.session.remove()
    return found
