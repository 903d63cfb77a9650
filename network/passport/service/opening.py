"""Asking for one's record by e-mail, opening it, and closing it again."""

from __future__ import annotations

from sqlalchemy import Select, and_, delete, or_, select

from network.accounts.public import clean_email
from network.core import outbox
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.tenancy import scoped, system_scope
from network.passport import rules
from network.passport.messages import RecordLink
from network.passport.models import PassportVisit
from network.passport.service.links import (
    PERSON,
    LinkUnusable,
    Purpose,
    address_of,
    hash_of,
    new_token,
    record,
    seal_address,
)


def ask(email: str, clock: Clock) -> None:
    """Writes a link to this address, whether or not anybody trained under it.

    Whoever never did can declare what they completed; whoever asks for somebody else learns nothing (`B4`).
    Raises RuleBroken on `email` for what is no address.
    """
    address, token = clean_email(email), new_token()
    with system_scope(db.session(), PERSON):
        visit = PassportVisit(
            id=new_id(), link_hash=hash_of(Purpose.OPEN, token), link_until=clock.now() + rules.LINK_LASTS
        )
        seal_address(visit, address, clock)
        db.session.add(visit)
    record("link.asked", visit, clock)
    outbox.enqueue(RecordLink(address, token), clock, unique_key=f"passport.link:{visit.link_hash}")


def check_link(token: str, clock: Clock) -> None:
    """Raises LinkUnusable unless the link would open a record now."""
    with system_scope(db.session(), PERSON) as system:
        _usable(db.session.scalars(_asked(system, token)).first(), clock)


def open_record(token: str, clock: Clock) -> str:
    """Uses the link up. What the browser holds from now on, for an hour. Of several at once one succeeds (`B5`).

    Raises LinkUnusable.
    """
    held = new_token()
    with system_scope(db.session(), PERSON) as system:
        visit = _usable(db.session.scalars(_asked(system, token).with_for_update()).first(), clock)
        visit.link_hash, visit.visit_hash = None, hash_of(Purpose.VISIT, held)
        visit.visit_until = clock.now() + rules.OPEN_FOR
    record("visit.begun", visit, clock)
    return held


def find_address(held: str, clock: Clock) -> str | None:
    """Whose record a browser has open; None once the hour is over or it was closed."""
    with system_scope(db.session(), PERSON) as system:
        visit = db.session.scalars(_open(system, held)).first()
        return address_of(visit) if visit is not None and rules.works(visit.visit_until, clock.now()) else None


def close(held: str, clock: Clock) -> None:
    """Closes the record in this browser. Twice is as good as once."""
    with system_scope(db.session(), PERSON) as system:
        visit = db.session.scalars(_open(system, held)).first()
        if visit is not None:
            record("visit.ended", visit, clock)
            db.session.delete(visit)


def forget_visits(system: SystemActor, clock: Clock) -> None:
    """Removes links that nobody used in time, and what browsers held for more than an hour (`B30`)."""
    now = clock.now()
    over = or_(
        and_(PassportVisit.visit_until.is_(None), PassportVisit.link_until <= now), PassportVisit.visit_until <= now
    )
    db.session.execute(scoped(delete(PassportVisit), system, PassportVisit).where(over))


def _asked(system: SystemActor, token: str) -> Select[PassportVisit]:
    visits = scoped(select(PassportVisit), system, PassportVisit)
    return visits.where(PassportVisit.link_hash == hash_of(Purpose.OPEN, token))


def _open(system: SystemActor, held: str) -> Select[PassportVisit]:
    visits = scoped(select(PassportVisit), system, PassportVisit)
    return visits.where(PassportVisit.visit_hash == hash_of(Purpose.VISIT, held))


def _usable(visit: PassportVisit | None, clock: Clock) -> PassportVisit:
    if visit is None or not rules.works(visit.link_until, clock.now()):
        raise LinkUnusable
    return visit
