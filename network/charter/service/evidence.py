"""What shows that a pledge is kept: a file, checked and written anew, or a link, each with a day to look again."""

from __future__ import annotations

from uuid import UUID

from network.charter.models import Evidence
from network.charter.queries import evidence as queries
from network.charter.queries.pledges import get_own_pledge
from network.charter.rules import evidence as rules
from network.charter.rules.evidence import EvidenceText
from network.charter.vocabulary import EvidenceKind
from network.core import audit
from network.core.actor import Actor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.files.checking import check_evidence
from network.core.files.names import display_name


def add_link(actor: Actor, pledge_id: UUID, said: EvidenceText, address: str, clock: Clock) -> Evidence:
    """A page that shows a pledge. Raises NotFound, and `RuleBroken` on `title`, `address` or `review_on`."""
    kept = rules.checked_address(address)
    row = _begin(actor, pledge_id, said, 0, clock)
    row.kind, row.address = EvidenceKind.LINK, kept
    return _add(actor, row, clock)


def add_file(
    actor: Actor, pledge_id: UUID, said: EvidenceText, content: bytes, filename: str, clock: Clock
) -> Evidence:
    """A file that shows a pledge; the same once more is the one that is there (`B23`).

    Raises NotFound, FileRefused on `file`, and `RuleBroken` on `title`, `file` or `review_on`.
    """
    checked = check_evidence(content)  # before any row is read: nobody waits for this transaction meanwhile
    pledge = get_own_pledge(actor, pledge_id)
    for there in queries.list_evidence(actor, [pledge.id]).get(pledge.id, []):
        if there.digest == checked.digest:
            return there
    row = _begin(actor, pledge_id, said, len(checked.content), clock)
    row.kind, row.file_kind, row.content = EvidenceKind.FILE, checked.kind, checked.content
    row.media_type, row.size, row.digest = checked.media_type, len(checked.content), checked.digest
    row.filename = display_name(filename, checked.extension)
    return _add(actor, row, clock)


def remove_evidence(actor: Actor, evidence_id: UUID, clock: Clock) -> UUID:
    """Removes a piece of evidence for good; the pledge that it was of. Raises NotFound."""
    row = queries.get_evidence(actor, evidence_id)
    _record(actor, "remove", row, clock)
    db.session.delete(row)
    return row.pledge_id


def _begin(actor: Actor, pledge_id: UUID, said: EvidenceText, size: int, clock: Clock) -> Evidence:
    checked = rules.checked_text(said, clock.today())
    pledge = get_own_pledge(actor, pledge_id)
    known = queries.list_evidence(actor, [pledge.id]).get(pledge.id, [])
    rules.check_room(len(known), queries.bytes_kept(actor), size)
    return Evidence(
        id=new_id(),
        organisation_id=actor.organisation_id,
        pledge_id=pledge.id,
        title=checked.title,
        review_on=checked.review_on,
        added_by_id=actor.user_id,
        added_at=clock.now(),
    )


def _add(actor: Actor, row: Evidence, clock: Clock) -> Evidence:
    db.session.add(row)
    db.session.flush()
    _record(actor, "add", row, clock)
    return row


def _record(actor: Actor, verb: str, row: Evidence, clock: Clock) -> None:
    changes = {"kind": row.kind.value, "digest": row.digest}
    audit.record(actor, clock.now(), f"charter.evidence.{verb}", "charter_evidence", row.id, changes=changes)
