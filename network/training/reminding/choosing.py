"""Whoever wants no reminders of their training gets none (`U34`). They need no account to say so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, select

from network.core import crypto
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import NO_ORGANISATION, scoped, system_scope
from network.training.models.renewals import ReminderRefusal

_PURPOSE: Final = "reminder_refusal.email_mark"
_WHY: Final = "whether somebody wants to be reminded of their training"


def who_wants_none(emails: Collection[str]) -> set[str]:
    """Those of these addresses that want no reminders. Two queries."""
    owners = {
        mark: email
        for email, marks in crypto.marks_of_each(emails, NO_ORGANISATION, _PURPOSE).items()
        for mark in marks
    }
    with system_scope(db.session(), _WHY) as system:
        rows = scoped(select(ReminderRefusal.email_mark), system, ReminderRefusal)
        found = db.session.scalars(rows.where(ReminderRefusal.email_mark.in_(owners)))
        return {owners[mark] for mark in found}


def choose_reminders(email: str, *, wants: bool, clock: Clock) -> None:
    """Somebody wants to be reminded, or not. Twice is as good as once."""
    if wants is (email not in who_wants_none([email])):
        return
    with system_scope(db.session(), _WHY) as system:
        if not wants:
            mark = crypto.mark_of(email, NO_ORGANISATION, _PURPOSE, clock)
            db.session.add(ReminderRefusal(email_mark=mark, said_on=clock.today()))
            return
        marks = crypto.marks_of(email, NO_ORGANISATION, _PURPOSE)
        db.session.execute(
            scoped(delete(ReminderRefusal), system, ReminderRefusal).where(ReminderRefusal.email_mark.in_(marks))
        )
