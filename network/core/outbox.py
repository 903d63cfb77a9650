"""The outbox: a message is a row of the same transaction; a worker delivers it after the commit (`B34`).

A feature's `messages.py` declares what it can send: frozen dataclasses marked with `@message("feature.event")`,
each able to say its `email`. Nothing else in the product sends anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from network.core import crypto
from network.core.clock import Clock
from network.core.crypto import Place
from network.core.database import Base, Entity, db, is_postgresql, new_id, words
from network.core.tenancy import NO_ORGANISATION

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=5)
GIVES_UP_AFTER = timedelta(days=4)
CLAIM = timedelta(minutes=2)
SENT_KEPT_FOR = timedelta(days=90)
"""Longer than anything is announced twice, so that its key is still known then."""
DEAD_KEPT_FOR = timedelta(days=30)
"""From when it was made: time for an operator to see to it."""
ASKED_AT_ONCE = 10_000
"""Keys in one question: a database takes some 30,000."""
FILLED = "network_outbox_filled"
"""The key in `session.info` that says: this transaction enqueued something."""


@dataclass(frozen=True, slots=True)
class Email:
    """What is sent: to one address, in plain text. Subjects are neutral (`U31`)."""

    to: str
    subject: str
    text: str


class Message(Protocol):
    """Something that can be sent. Its fields are strings, numbers, dates and keys, so that it can be a row."""

    kind: ClassVar[str]

    def email(self, origin: str) -> Email:
        """The e-mail, with links below `origin`."""


class MessageState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


class OutboxMessage(Entity, Base):
    """A message on its way. Its content is sealed: a database file tells nobody who was written to."""

    __tablename__ = "outbox_message"

    kind: Mapped[str]
    unique_key_hash: Mapped[str] = mapped_column(unique=True)
    """Hashed, because a key may name whom the message is for."""
    payload: Mapped[bytes]
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.WAITING)
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    def place(self) -> Place:
        """Where the payload is sealed for."""
        return Place(NO_ORGANISATION, self.__tablename__, "payload", self.id)


_KINDS: dict[str, type[Any]] = {}
MessageClass = TypeVar("MessageClass", bound=type[Any])


def message(kind: str) -> Callable[[MessageClass], MessageClass]:
    """Declares a frozen dataclass as a message of this kind: `feature.event`."""

    def declare(cls: MessageClass) -> MessageClass:
        if kind in _KINDS:
            raise ValueError(f"{kind} is declared twice")
        cls.kind = kind
        _KINDS[kind] = cls
        return cls

    return declare


def kinds() -> dict[str, type[Any]]:
    """Every declared message, by kind."""
    return dict(_KINDS)


def enqueue(
    message: Message, clock: Clock, *, unique_key: str, not_before: datetime | None = None
) -> OutboxMessage | None:
    """Puts a message into this transaction. The same `unique_key` twice is one message, and the second time None."""
    rows = enqueue_all({unique_key: message}, clock, not_before=not_before)
    return rows[0] if rows else None


def enqueue_all(
    messages: Mapping[str, Message], clock: Clock, *, not_before: datetime | None = None
) -> list[OutboxMessage]:
    """Puts messages, each by its unique key, into this transaction; those of a known key are left out.

    However many there are, it asks once for every `ASKED_AT_ONCE` of them. The rows, in the order of the messages.
    """
    hashes = {hashlib.sha256(key.encode()).hexdigest(): message for key, message in messages.items()}
    known = _known(list(hashes))
    now = clock.now()
    rows = {
        OutboxMessage(
            id=new_id(),
            kind=message.kind,
            unique_key_hash=key_hash,
            made_at=now,
            next_try_at=max(now, not_before or now),
        ): message
        for key_hash, message in hashes.items()
        if key_hash not in known
    }
    sealed = crypto.seal_all({row.place(): _as_json(message) for row, message in rows.items()}, clock)
    for row in rows:
        row.payload = sealed[row.place()]
    if rows:
        db.session.add_all(rows)
        db.session.info[FILLED] = True
    return list(rows)


def _known(hashes: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for first in range(0, len(hashes), ASKED_AT_ONCE):
        asked = OutboxMessage.unique_key_hash.in_(hashes[first : first + ASKED_AT_ONCE])
        known.update(db.session.scalars(select(OutboxMessage.unique_key_hash).where(asked)))
    return known


def _as_json(message: Message) -> str:
    return json.dumps(asdict(message), default=_as_text)  # type: ignore[call-overload]


def _as_text(value: object) -> str:
    if isinstance(value, UUID | date | datetime):
        return value.isoformat() if isinstance(value, date | datetime) else str(value)
    raise TypeError(f"A message does not carry a {type(value).__name__}")


def open_message(row: OutboxMessage) -> Message:
    """The message again, as it was enqueued; its keys and dates as text."""
    opened: Message = _KINDS[row.kind](**json.loads(crypto.unseal(row.payload, row.place())))
    return opened


def claim(clock: Clock, most: int = 20) -> list[OutboxMessage]:
    """Takes due messages for this worker: nobody else gets them for two minutes. The caller commits."""
    now = clock.now()
    due = (
        select(OutboxMessage)
        .where(
            OutboxMessage.state == MessageState.WAITING,
            OutboxMessage.next_try_at <= now,
            or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until < now),
        )
        .order_by(OutboxMessage.next_try_at)
        .limit(most)
    )
    if is_postgresql(db.session()):
        due = due.with_for_update(skip_locked=True)
    claimed = list(db.session.scalars(due))
    for row in claimed:
        row.claimed_until = now + CLAIM
        row.attempts += 1
    return claimed


def mark_sent(row: OutboxMessage, clock: Clock) -> None:
    """It left. What it said is forgotten."""
    row.state, row.sent_at, row.claimed_until, row.last_error = MessageState.SENT, clock.now(), None, None
    row.payload = b""


def mark_failed(row: OutboxMessage, why: str, clock: Clock) -> None:
    """It did not leave: tried again after a growing wait of at most five minutes; given up after four days.

    `why` is the kind of error, never a text of the mail server's, which may quote an address.
    """
    now = clock.now()
    row.claimed_until, row.last_error = None, why
    row.next_try_at = now + min(FIRST_WAIT * 2 ** min(row.attempts - 1, 10), LONGEST_WAIT)
    if now - row.made_at > GIVES_UP_AFTER:
        row.state = MessageState.DEAD


def forget_messages(clock: Clock) -> None:
    """Removes what was sent or given up long ago (`B30`)."""
    now = clock.now()
    is_old = or_(
        and_(OutboxMessage.state == MessageState.SENT, OutboxMessage.sent_at <= now - SENT_KEPT_FOR),
        and_(OutboxMessage.state == MessageState.DEAD, OutboxMessage.made_at <= now - DEAD_KEPT_FOR),
    )
    db.session.execute(delete(OutboxMessage).where(is_old))


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits and what was given up."""

    waiting: int
    dead: int
    oldest_at: datetime | None


def backlog() -> Backlog:
    """How the outbox stands, for the health check and its alert."""
    waiting = OutboxMessage.state == MessageState.WAITING
    row = db.session.execute(
        select(
            func.count().filter(waiting),
            func.count().filter(OutboxMessage.state == MessageState.DEAD),
            func.min(OutboxMessage.made_at).filter(and_(waiting, OutboxMessage.attempts > 0)),
        )
    ).one()
    return Backlog(row[0], row[1], row[2])


def waiting_messages() -> Iterator[Message]:
    """Every message that waits, opened: for tests and for an operator who looks."""
    rows = select(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING).order_by(OutboxMessage.id)
    for row in db.session.scalars(rows):
        yield open_message(row)
