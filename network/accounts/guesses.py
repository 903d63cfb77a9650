"""How often something may be guessed (`B3`): counted in our own database, for all workers, across restarts.

A try is written down, in a transaction of its own, before it is looked at. Forty at once are therefore forty tries,
of which ten are looked at. A try that turns out right is struck off again, so that only wrong ones count.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from typing import Final
from uuid import UUID

from flask import current_app
from sqlalchemy import ScalarSelect, delete, func, insert, select
from sqlalchemy.orm import Session

from network.accounts.models import Guess
from network.core.clock import Clock
from network.core.commit import end_reading
from network.core.database import db, is_postgresql, new_id
from network.core.errors import TooMany


class GuessKind(StrEnum):
    """What is guessed at. Tries at one do not count against another."""

    SIGN_IN = "sign-in"
    SECOND_STEP = "second-step"
    RECOVERY_CODE = "recovery-code"
    RESET = "reset"
    INVITATION = "invitation"
    LINK = "link"
    """A link that lets somebody without an account answer one thing."""
    API_TOKEN = "api-token"  # noqa: S105 - the name of a kind
    RECORD = "record"
    """Asking for a link to one's own record: nothing is guessed, but each sends an e-mail."""
    SHEET = "sheet"
    """The code of a sign-in sheet, which people type from a wall."""
    FEEDBACK = "feedback"
    """Nothing is guessed, but what anybody may send without an account is counted alike."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many wrong tries within a time."""

    most: int
    within: timedelta


FIVE_MINUTES: Final = timedelta(minutes=5)
A_DAY: Final = timedelta(days=1)
LIMITS: Final[dict[str, tuple[Limit, ...]]] = {
    "account": (Limit(10, FIVE_MINUTES),),
    # A whole council may sit behind one address, and everybody mistypes.
    "address": (Limit(60, FIVE_MINUTES),),
    "organisation": (Limit(300, FIVE_MINUTES),),
    "everywhere": (Limit(3000, FIVE_MINUTES),),
}
SHORT_CODES: Final = frozenset({GuessKind.SECOND_STEP, GuessKind.RECOVERY_CODE})
SHORT_CODE_LIMITS: Final = (*LIMITS["account"], Limit(60, A_DAY))
"""Six digits would be found in weeks at ten tries in five minutes. Only who knows the password gets to try one, so
that nobody else can use this limit to lock a person out for a day."""
LETTERS: Final = frozenset({GuessKind.RESET, GuessKind.RECORD})
RESET_LIMITS: Final = (Limit(5, 3 * FIVE_MINUTES),)
"""Each sends an e-mail."""
FEEDBACK_LIMITS: Final = {
    "account": RESET_LIMITS,
    "address": (Limit(20, 3 * FIVE_MINUTES),),
    "everywhere": (Limit(300, 3 * FIVE_MINUTES),),
}

SHEET_LIMITS: Final = {
    # A room full of people mistypes from one address, and then it is a day's work to do so again.
    "address": (Limit(30, FIVE_MINUTES), Limit(200, A_DAY)),
    "everywhere": (Limit(1000, FIVE_MINUTES),),
}


@dataclass(frozen=True, slots=True)
class Try:
    """A try that may be looked at."""

    ids: tuple[UUID, ...]

    def was_right(self) -> None:
        """Strikes it off with what the request commits: whoever knows the answer is not guessing."""
        db.session.execute(delete(Guess).where(Guess.id.in_(self.ids)))

    def was_right_at_once(self) -> None:
        """The same for a request that may only read, in a transaction of its own."""
        end_reading()
        with _own_session() as session, session.begin():
            session.execute(delete(Guess).where(Guess.id.in_(self.ids)))


def check_guess(
    kind: GuessKind,
    clock: Clock,
    *,
    account: str | None = None,
    address: str | None = None,
    organisation: str | None = None,
) -> Try:
    """Writes a try down, or raises `TooMany` without looking at it (`B3`).

    `account` is who it is tried on (an address or a key), `address` the network address that it comes from,
    `organisation` a key or, before anybody is known, the domain of an e-mail address. Called before the request has
    changed anything: on SQLite there is one writer, and the try is written first.
    """
    end_reading()
    keys = dict(_keys(kind, account, address, organisation))
    now = clock.now()
    with _own_session() as session, session.begin():
        _lock(session, sorted(keys))
        session.execute(delete(Guess).where(Guess.key_hash.in_(keys), Guess.at <= now - A_DAY))
        _refuse_over(session, keys, now)
        ids = {key_hash: new_id() for key_hash in sorted(keys)}
        session.execute(insert(Guess), [{"id": key, "key_hash": key_hash, "at": now} for key_hash, key in ids.items()])
    return Try(tuple(ids.values()))


def forget_guesses(clock: Clock) -> None:
    """Removes tries that count for no limit any more, whoever they were tried on (`B30`)."""
    db.session.execute(delete(Guess).where(Guess.at <= clock.now() - A_DAY))


def domain_of(email: str) -> str:
    """The part of an address that colleagues share."""
    return email.rpartition("@")[2].lower()


def _keys(
    kind: GuessKind, account: str | None, address: str | None, organisation: str | None
) -> Iterator[tuple[str, tuple[Limit, ...]]]:
    said = {"account": account, "address": network_of(address), "organisation": organisation, "everywhere": "*"}
    for what, value in said.items():
        if value:
            yield _hash(f"{kind}|{what}|{value.casefold()}"), _limits(kind, what)


def _limits(kind: GuessKind, what: str) -> tuple[Limit, ...]:
    if what == "account" and kind in SHORT_CODES:
        return SHORT_CODE_LIMITS
    if what == "account" and kind in LETTERS:
        return RESET_LIMITS
    if kind is GuessKind.FEEDBACK:
        return FEEDBACK_LIMITS[what]
    if kind is GuessKind.SHEET:
        return SHEET_LIMITS[what]
    return LIMITS[what]


def network_of(address: str | None) -> str | None:
    """The address itself, or for IPv6 its /64, which is what one customer has."""
    if not address:
        return None
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> 64 << 64)) + "/64"


def _hash(text: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _own_session() -> Session:
    return Session(db.engine, expire_on_commit=False)


def _lock(session: Session, key_hashes: list[str]) -> None:
    """Others who try the same wait their turn; SQLite has let in one writer only by now."""
    if is_postgresql(session):
        session.execute(select(*(func.pg_advisory_xact_lock(int(key_hash[:15], 16)) for key_hash in key_hashes)))


def _refuse_over(session: Session, keys: dict[str, tuple[Limit, ...]], now: datetime) -> None:
    """Where as many tries as a limit allows are younger than its time, the oldest of them says how long to wait."""
    limits = [(key_hash, limit) for key_hash, each in sorted(keys.items()) for limit in each]
    oldest = session.execute(select(*(_oldest_that_counts(key_hash, limit, now) for key_hash, limit in limits))).one()
    waits = [at + limit.within - now for at, (_, limit) in zip(oldest, limits, strict=True) if at is not None]
    if waits:
        raise TooMany(_in_words(max(waits)), retry_after=max(1, int(max(waits).total_seconds()) + 1))


def _oldest_that_counts(key_hash: str, limit: Limit, now: datetime) -> ScalarSelect[datetime]:
    recent = select(Guess.at).where(Guess.key_hash == key_hash, Guess.at > now - limit.within)
    return recent.order_by(Guess.at.desc()).offset(limit.most - 1).limit(1).scalar_subquery()


def _in_words(wait: timedelta) -> str:
    minutes = -(-int(wait.total_seconds()) // 60)
    if minutes > 60:
        return f"That was tried too often. Wait {-(-minutes // 60)} hours, then try again."
    if minutes <= 1:
        return "That was tried too often. Wait a minute, then try again."
    return f"That was tried too often. Wait {minutes} minutes, then try again."
