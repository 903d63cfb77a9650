"""One e-mail a day at most, with all that is coming up for somebody; who wants none gets none (`U34`)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select

from network.accounts.messages import Digest
from network.accounts.models import SaidReminder, User
from network.core import audit, outbox
from network.core.actor import SystemActor
from network.core.clock import Clock, is_quiet
from network.core.database import db
from network.core.tenancy import scoped, system_scope
from network.feature import Reminder

KEPT: Final = timedelta(days=400)
"""Longer than anything recurs that is reminded of by the same key."""
MOST_LINES: Final = 40
JOB: Final = "accounts: digests"


def send_digests(clock: Clock) -> None:
    """Job: writes to everybody for whom something is coming up that they were not reminded of yet.

    Not in the quiet hours (`U33`), and once a day to each: what comes up later that day waits for the next.
    """
    if is_quiet(clock.now()):
        return
    asked: tuple[Callable[[Clock], Iterable[Reminder]], ...] = current_app.extensions["reminders"]
    coming = sorted((line for ask in asked for line in ask(clock)), key=lambda line: (str(line.user_id), line.key))
    readers = _readers({line.user_id for line in coming})
    for user_id, lines in groupby(coming, key=lambda line: line.user_id):
        reader = readers.get(user_id)
        if reader is not None:
            _send(reader, list(lines), clock)


def _readers(user_ids: set[UUID]) -> dict[UUID, User]:
    system = SystemActor(JOB)
    wanted = scoped(select(User), system, User).where(User.id.in_(user_ids), User.active, User.wants_digest)
    return {user.id: user for user in db.session.scalars(wanted)}


def _send(reader: User, lines: list[Reminder], clock: Clock) -> None:
    hashes = {_hash(line.key): line for line in lines}
    known = select(SaidReminder.key_hash).where(SaidReminder.user_id == reader.id, SaidReminder.key_hash.in_(hashes))
    said = set(db.session.scalars(known))
    fresh = {key: line for key, line in list(hashes.items()) if key not in said}
    shown = dict(list(fresh.items())[:MOST_LINES])
    if not shown:
        return
    digest = Digest(reader.email, reader.name, [[line.words, line.path] for line in shown.values()])
    if outbox.enqueue(digest, clock, unique_key=f"accounts.digest:{reader.id}:{clock.today()}") is None:
        return  # somebody who was written to today already is written to tomorrow
    today = clock.today()
    db.session.add_all(SaidReminder(user_id=reader.id, key_hash=key, said_on=today) for key in shown)
    db.session.flush()


def forget_reminders(clock: Clock) -> None:
    """Job: removes what nobody can be reminded of again (`B30`)."""
    db.session.execute(delete(SaidReminder).where(SaidReminder.said_on <= clock.today() - KEPT))


def choose_digest(user_id: UUID, *, wants: bool, clock: Clock) -> None:
    """Somebody wants to hear of what is coming up, or not. It is theirs alone to say."""
    with system_scope(db.session(), "somebody chooses what they are written") as system:
        user = db.session.scalars(scoped(select(User), system, User).where(User.id == user_id)).one()
        if user.wants_digest is not wants:
            user.wants_digest = wants
            audit.record(system, clock.now(), "accounts.digest.chosen", "user", user_id, changes={"wants": wants})


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
