"""Giving one's record to others by a link, for a time, and ending that at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, delete, select

from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials.badges import end_of
from network.core.database import db, new_id
from network.core.tenancy import scoped, system_scope
from network.passport import rules
from network.passport.models import PassportShare
from network.passport.rules import ShareTerm
from network.passport.service.links import (
    PERSON,
    LinkUnusable,
    Purpose,
    address_of,
    hash_of,
    marks_of,
    new_token,
    record,
    seal_address,
)


def share(email: str, lasts: ShareTerm, clock: Clock) -> tuple[PassportShare, str]:
    """A link to the record of whoever has this verified address, and its text, which is shown once.

    Raises RuleBroken on `lasts` for somebody who has as many as one can.
    """
    rules.check_room(len(list_shares(email, clock)))
    token = new_token()
    with system_scope(db.session(), PERSON):
        made = PassportShare(
            id=new_id(),
            token_hash=hash_of(Purpose.SHARED, token),
            made_at=clock.now(),
            ends_at=end_of(lasts.last_day(clock.today())),
        )
        seal_address(made, email, clock)
        db.session.add(made)
    record("share.made", made, clock)
    return made, token


def list_shares(email: str, clock: Clock) -> Sequence[PassportShare]:
    """The links of this address that work now, by when they end. Two queries."""
    with system_scope(db.session(), PERSON) as system:
        own = _of(system, email).where(PassportShare.ends_at > clock.now())
        return db.session.scalars(own.order_by(PassportShare.ends_at, PassportShare.id)).all()


def end_share(email: str, share_id: UUID, clock: Clock) -> None:
    """Ends a link of this address. From the commit on it opens nothing; one that is gone already is as good."""
    with system_scope(db.session(), PERSON) as system:
        found = db.session.scalars(_of(system, email).where(PassportShare.id == share_id)).first()
        if found is not None:
            record("share.ended", found, clock)
            db.session.delete(found)


def find_shared(token: str, clock: Clock) -> tuple[PassportShare, str]:
    """The link with this text, and whose record it opens. Raises LinkUnusable, whether it ended or never was."""
    with system_scope(db.session(), PERSON) as system:
        shares = scoped(select(PassportShare), system, PassportShare)
        found = db.session.scalars(shares.where(PassportShare.token_hash == hash_of(Purpose.SHARED, token))).first()
        if found is None or not rules.works(found.ends_at, clock.now()):
            raise LinkUnusable
        return found, address_of(found)


def forget_shares(system: SystemActor, clock: Clock) -> None:
    """Removes links that have run out (`B30`)."""
    over = scoped(delete(PassportShare), system, PassportShare).where(PassportShare.ends_at <= clock.now())
    db.session.execute(over)


def _of(system: SystemActor, email: str) -> Select[PassportShare]:
    return scoped(select(PassportShare), system, PassportShare).where(PassportShare.email_mark.in_(marks_of(email)))
