"""What the worker does for sheets: forget them in time, and say once that one waits to be logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from network.accounts.public import list_holders
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.permissions import Role
from network.core.tenancy import scoped, system_scope
from network.feature import Job, Reminder
from network.training.delivery.permissions import TRAINERS
from network.training.signing import addresses, queries
from network.training.signing.models import SheetLine, SignInSheet
from network.training.signing.service.keeping import record
from network.ui.filters import as_date, plural

MOST_AT_ONCE: Final = 500


def forget(clock: Clock) -> None:
    """Removes sheets, and whoever is still on them, 30 days after the session (`B30`)."""
    with system_scope(db.session(), "forget sign-in sheets") as system:
        sheets = queries.list_to_forget(system, clock.now(), MOST_AT_ONCE)
        keys = [sheet.id for sheet in sheets]
        if not keys:
            return
        db.session.execute(scoped(delete(SheetLine), system, SheetLine).where(SheetLine.sheet_id.in_(keys)))
        for sheet in sheets:
            record(system, "forgotten", sheet, clock)
        db.session.execute(scoped(delete(SignInSheet), system, SignInSheet).where(SignInSheet.id.in_(keys)))


def coming_up(clock: Clock) -> Iterator[Reminder]:
    """For whoever opened a sheet that nobody logged: once, from the day after; for the leads where they have left."""
    waiting = queries.list_waiting(SystemActor("training: sheets that wait"), clock.today())
    keys = {each.organisation_id for each in waiting}
    holders = {role: list_holders(role, keys, clock) for role in TRAINERS} if keys else {}
    for each in waiting:
        there = {person.id for of_role in holders.values() for person in of_role.get(each.organisation_id, ())}
        leads = [person.id for person in holders[Role.ORGANISATION_LEAD].get(each.organisation_id, ())]
        for user_id in [each.opened_by_id] if each.opened_by_id in there else leads:
            if user_id is not None:
                yield Reminder(user_id, f"training.sheet:{each.id}", _words(each), addresses.sheet(each.id))


def _words(each: queries.Waiting) -> str:
    people = plural(each.people, "person who signed in", "people who signed in")
    wait = "waits" if each.people == 1 else "wait"
    return f"{people} on {as_date(each.held_on)} {wait} to be logged."


JOBS: Final = (Job("training.forget_sheets", timedelta(hours=6), forget),)
