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
