"""The roles that people hold in two organisations that become one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased

from network.accounts.models import DirectoryEntry, Membership
from network.accounts.rules.holding import ONE_DAY, Span, together
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped
from network.feature import Merger
from network.ui.filters import plural

JOB: Final = SystemActor("accounts: two organisations become one")


@contextmanager
def settle(merger: Merger, clock: Clock) -> Iterator[list[str]]:
    """Everybody keeps what they are. A role of both is held once, from the earlier first day to the later last one."""
    today = clock.today()
    held = (
        scoped(select(func.count(Membership.user_id.distinct())), JOB, Membership)
        .where(Membership.organisation_id == merger.former_id, Membership.held_or_coming(today))
        .where(~Membership.is_private)
    )
    count = db.session.scalar(held) or 0
    _keep_own_entries(merger)
    theirs, ours = aliased(Membership), aliased(Membership)
    in_both = scoped(select(theirs, ours), JOB, theirs, ours).where(
        theirs.organisation_id == merger.former_id,
        theirs.held_or_coming(today),
        ours.organisation_id == merger.successor_id,
        ours.held_or_coming(today),
        ours.user_id == theirs.user_id,
        ours.role == theirs.role,
        ours.department_id.is_(None),
        theirs.department_id.is_(None),
        ours.is_private == theirs.is_private,
    )
    for given_up, kept in db.session.execute(in_both).all():
        _hold_once(given_up, kept, today)
    yield [f"{plural(count, 'person', 'people')} with a role, and their keys for programs"] if count else []


def _hold_once(given_up: Membership, kept: Membership, today: date) -> None:
    """What is past stays with the one that is given up; one that had not begun is called off."""
    to_come = Span(max(given_up.starts_on, today), given_up.ends_on)
    span = together(to_come, Span(kept.starts_on, kept.ends_on))
    if span is not None:
        kept.starts_on, kept.ends_on = span.starts_on, span.ends_on
        given_up.ends_on = today - ONE_DAY


def _keep_own_entries(merger: Merger) -> None:
    """Whoever chose to be shown as of both is shown once, by what they said last for the successor."""
    ours = aliased(DirectoryEntry)
    shown = scoped(select(ours.user_id), JOB, ours).where(ours.organisation_id == merger.successor_id)
    theirs = scoped(delete(DirectoryEntry), JOB, DirectoryEntry).where(
        DirectoryEntry.organisation_id == merger.former_id
    )
    db.session.execute(theirs.where(DirectoryEntry.user_id.in_(list(db.session.scalars(shown)))))
