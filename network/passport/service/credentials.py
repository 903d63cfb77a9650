"""Credentials of completions: made when their person asks, revoked when what they say is so no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from network.core import audit
from network.core.actor import SystemActor
from network.core.clock import Clock
from network.core.credentials import issue, revoke
from network.core.database import db, new_id
from network.core.errors import NotFound
from network.core.parts import in_parts
from network.core.tenancy import NO_ORGANISATION, scoped, system_scope
from network.passport.models import PassportCredential
from network.passport.rules import offered
from network.passport.service.links import PERSON, addresses_of, marks_of, new_token, seal_address
from network.training.public import CompletionsUnsaid, Held, PassportLine, who_completed

AT_ONCE: Final = 500
ENDED: Final = "passport: credentials of what is so no more"


def make_credential(email: str, line: PassportLine, clock: Clock) -> PassportCredential:
    """The credential of a completion of whoever has this verified address; the one that is there, if there is one.

    Raises NotFound for a completion that is not confirmed, or not current any more.
    """
    if not offered(line, clock.today()).credential:
        raise NotFound
    found = find_credentials(email, [line.id]).get(line.id)
    if found is not None:
        return found
    with system_scope(db.session(), PERSON):
        made = PassportCredential(id=new_id(), completion_id=line.id, salt=new_token(), made_at=clock.now())
        seal_address(made, email, clock)
        db.session.add(made)
        db.session.flush()
        issue(made.id, clock)
    _record(SystemActor(PERSON), "made", made, clock.now())
    return made


def find_credentials(email: str, completion_ids: Collection[UUID]) -> dict[UUID, PassportCredential]:
    """The credentials that whoever has this address made of these completions, by completion. Two queries."""
    marks = marks_of(email)
    with system_scope(db.session(), PERSON) as system:
        rows = scoped(select(PassportCredential), system, PassportCredential).where(
            PassportCredential.completion_id.in_(completion_ids), PassportCredential.email_mark.in_(marks)
        )
        return {row.completion_id: row for row in db.session.scalars(rows)}


def look_again(news: CompletionsUnsaid) -> None:
    """Revokes the credentials of completions that were taken back, or turned out to be somebody else's."""
    with system_scope(db.session(), ENDED) as system:
        rows = scoped(select(PassportCredential), system, PassportCredential)
        for some in in_parts(news.completion_ids):
            found = db.session.scalars(rows.where(PassportCredential.completion_id.in_(some))).all()
            if found:
                _revoke(found, who_completed([row.completion_id for row in found]), news.at)


def keep_credentials(system: SystemActor, clock: Clock) -> None:
    """Looks at all of them: revokes those that are so no more, and forgets those that ended by themselves (`B30`)."""
    rows = scoped(select(PassportCredential), system, PassportCredential).order_by(PassportCredential.id).limit(AT_ONCE)
    last: UUID | None = None
    while some := db.session.scalars(rows if last is None else rows.where(PassportCredential.id > last)).all():
        last = some[-1].id
        held = who_completed([row.completion_id for row in some])
        for row in _revoke(some, held, clock.now()):
            until = held[row.completion_id].last_day
            if until is not None and until < clock.today():
                db.session.delete(row)
        db.session.flush()


def _revoke(rows: Collection[PassportCredential], held: Mapping[UUID, Held], at: datetime) -> list[PassportCredential]:
    """Revokes and removes what is so no more. Those that stand."""
    emails = addresses_of(rows)
    stands = [row for row in rows if row.completion_id in held and emails[row.id] in held[row.completion_id].emails]
    untrue = [row for row in rows if row not in stands]
    revoke([row.id for row in untrue], at)
    for row in untrue:
        _record(SystemActor(ENDED), "revoked", row, at)
        db.session.delete(row)
    db.session.flush()
    return stands


def _record(actor: SystemActor, what: str, row: PassportCredential, at: datetime) -> None:
    audit.record(
        actor, at, f"passport.credential.{what}", "passport_credential", row.id, organisation_id=NO_ORGANISATION
    )
