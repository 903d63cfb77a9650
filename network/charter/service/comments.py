"""Saying what one thinks of a version while it is consulted (CH-6, LE-2, LE-5)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import delete

from network.charter.models import CharterComment
from network.charter.queries import versions
from network.charter.rules import versions as rules
from network.charter.vocabulary import Source
from network.core import audit, crypto
from network.core.actor import Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db
from network.core.tenancy import scoped, system_scope


def comment(reader: Anyone, number: int, source: Source, words: str, clock: Clock) -> CharterComment:
    """Keeps what somebody has to say of a version, for the coordinator. Who they are is nowhere noted.

    Raises NotFound, and `RuleBroken` on `words` or after the last day for comments.
    """
    version = versions.get_version_row(reader, number)
    rules.check_takes_comments(version.state, version.consult_until, clock.today())
    kept = rules.checked_comment(words)
    with system_scope(db.session(), "somebody comments on a version, signed in or not") as system:
        # A key that says nothing of when it was made: neighbours in time would be neighbours in the index.
        row = CharterComment(
            id=uuid4(),
            organisation_id=version.organisation_id,
            version_id=version.id,
            source=source,
            made_at=clock.now(),
        )
        row.words_sealed = crypto.seal(kept, row.place(), clock)
        db.session.add(row)
        audit.record(
            system,
            clock.now(),
            "charter.version.comment",
            "charter_version",
            version.id,
            organisation_id=version.organisation_id,
            changes={"source": source.value},
        )
    return row


def words_of(comments: Iterable[CharterComment]) -> dict[UUID, str]:
    """What was said, by the comment's key. One query for the keys that open it."""
    rows = {row.place(): row for row in comments}
    opened = crypto.unseal_all({place: row.words_sealed for place, row in rows.items()})
    return {rows[place].id: words for place, words in opened.items()}


def forget(clock: Clock) -> None:
    """Job: removes what was said twelve months ago (B30)."""
    job = SystemActor("charter: forget comments")
    old = scoped(delete(CharterComment), job, CharterComment).where(CharterComment.made_at <= clock.now() - rules.KEPT)
    db.session.execute(old)
