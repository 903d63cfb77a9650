"""What is sealed of the sheets of an organisation that becomes part of another; and one that leaves the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from network.core import crypto
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.crypto import Place
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.feature import Merger
from network.training.signing.models import SignInSheet
from network.training.signing.service.keeping import record
from network.ui.filters import plural

JOB: Final = SystemActor("sign-in sheets: two organisations become one")


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """Sheets go on with their codes and links, and whoever is on them is logged by the successor."""
    sheets = db.session.scalars(
        scoped(select(SignInSheet), JOB, SignInSheet).where(SignInSheet.organisation_id == merger.former_id)
    ).all()
    rows: dict[Place, tuple[Any, str]] = {sheet.code_place(): (sheet, "code_sealed") for sheet in sheets}
    rows |= {sheet.link_place(): (sheet, "link_sealed") for sheet in sheets}
    again = crypto.rehome(
        {place: getattr(row, name) for place, (row, name) in rows.items()}, merger.successor_id, clock
    )
    yield [plural(len(sheets), "sign-in sheet")] if sheets else []
    for place, (row, name) in rows.items():
        setattr(row, name, again[place])


def leave(actor: Actor, organisation_id: UUID, clock: Clock) -> None:
    """Closes the sheets of an organisation that leaves the network; whoever is on them can still be logged."""
    with system_scope(db.session(), "an organisation leaves the network") as system:
        rows = scoped(select(SignInSheet), system, SignInSheet).where(
            SignInSheet.organisation_id == organisation_id,
            SignInSheet.closed_at.is_(None),
            SignInSheet.logged_at.is_(None),
        )
        for sheet in db.session.scalars(rows).all():
            sheet.closed_at = clock.now()
            record(actor, "closed", sheet, clock, {"because": "left the network"})
