"""A message waits sealed, in a real database with its foreign keys on (`B24`, `B34`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy import select

from network.core import outbox
from network.core.commit import commit
from network.core.database import db
from network.core.outbox import Email, OutboxMessage
from tests.support.queries import counted_queries


@dataclass(frozen=True)
class Note:
    """A message for this test."""

    kind: ClassVar[str] = "tests.sealed_note"
    to: str

    def email(self, origin: str) -> Email:
        return Email(self.to, "A note", origin)


@pytest.fixture
def known_note(monkeypatch):
    monkeypatch.setitem(outbox._KINDS, Note.kind, Note)


def test_a_message_is_kept_sealed_and_opens_again(in_app, clock, known_note):
    outbox.enqueue(Note("ash@example.org"), clock, unique_key="one")
    outbox.enqueue(Note("ash@example.org"), clock, unique_key="one")
    commit()
    (row,) = db.session.scalars(select(OutboxMessage))
    assert b"ash" not in row.payload
    assert outbox.open_message(row) == Note("ash@example.org")


def test_many_messages_are_as_many_questions_as_one(app, in_app, clock, known_note):
    outbox.enqueue(Note("1@example.org"), clock, unique_key="1")
    commit()
    counts = []
    for most in (2, 40):
        with counted_queries(app) as queries:
            rows = outbox.enqueue_all({str(key): Note(f"{key}@example.org") for key in range(most)}, clock)
            commit()
        counts.append(queries.count)
    assert counts[0] == counts[1], queries
    assert len(rows) == 38, "those that were enqueued before are left out"
    assert {message.to for message in outbox.waiting_messages()} == {f"{key}@example.org" for key in range(40)}
    assert outbox.enqueue_all({}, clock) == []


def test_more_keys_than_a_database_takes_are_asked_for_in_turn(in_app, clock, known_note, monkeypatch):
    monkeypatch.setattr(outbox, "ASKED_AT_ONCE", 3)
    messages = {str(key): Note(f"{key}@example.org") for key in range(8)}
    assert len(outbox.enqueue_all(messages, clock)) == 8
    assert outbox.enqueue_all(messages, clock) == []
