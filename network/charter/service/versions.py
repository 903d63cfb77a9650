"""The verbs of the charter's text: draft, consult, say what a change came from, publish."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from network.charter.default_charter import DEFAULT_CHARTER
from network.charter.models import CharterChange, CharterVersion, Commitment, Principle
from network.charter.public import VersionPublished
from network.charter.queries import versions
from network.charter.rules import versions as rules
from network.charter.service.asking import ask_to_affirm
from network.charter.service.readiness import begin_checklist
from network.charter.text import CharterText
from network.charter.vocabulary import Source, VersionState
from network.core import audit
from network.core.actor import Actor, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.core.news import announce
from network.organisations.public import get_host_id, hold_organisation


def draft_version(actor: Actor | SystemActor, text: CharterText, clock: Clock) -> CharterVersion:
    """A new version that nobody but the coordinator sees until it is published (CH-6)."""
    host = hold_organisation(get_host_id())
    row = CharterVersion(
        id=new_id(),
        organisation_id=host.id,
        number=versions.last_number(actor) + 1,
        state=VersionState.DRAFT,
    )
    _write_text(row, text)
    db.session.add(row)
    db.session.flush()
    _write_lists(row, text)
    _record(actor, clock, "charter.version.draft", row, {"number": row.number, "text_hash": text.hash(row.number)})
    return row


def edit_version(
    actor: Actor | SystemActor, number: int, text: CharterText, seen_version: int, clock: Clock
) -> CharterVersion:
    """Changes a draft's words, its principles and commitments whole (D8).

    Raises NotFound, `RuleBroken` once the version was published, and `Conflict` if the draft was changed since it
    was opened.
    """
    row = versions.get_version_row(actor, number)
    rules.check_is_draft(row.state)
    if row.version != seen_version:
        stored = versions.get_version(actor, number).text
        differs = [label for label, words in text.by_label().items() if stored.by_label()[label] != words]
        raise Conflict(
            yours={label: text.by_label()[label] for label in differs},
            theirs={label: stored.by_label()[label] for label in differs},
        )
    _write_text(row, text)
    flag_modified(row, "title")  # a change of the lists alone is a change of the version too
    for listed in (*versions.list_principle_rows(actor, row.id), *versions.list_commitment_rows(actor, row.id)):
        db.session.delete(listed)
    db.session.flush()
    _write_lists(row, text)
    _record(actor, clock, "charter.version.edit", row, {"number": row.number, "text_hash": text.hash(row.number)})
    return row


def open_consultation(actor: Actor, number: int, until: date | None, seen_version: int, clock: Clock) -> CharterVersion:
    """Lets everybody read a draft and say what they think of it, until a day (CH-6). Its words rest meanwhile.

    Raises NotFound, `RuleBroken` on `consult_until` or for what is no draft, and `Conflict` if it was changed since
    it was read.
    """
    row = _unchanged_draft(actor, number, seen_version)
    rules.check_consultation(until, clock.today())
    row.state, row.consulted_from, row.consult_until = VersionState.CONSULTED, clock.today(), until
    _record(actor, clock, "charter.version.consult", row, {"number": row.number, "until": str(until)})
    return row


def close_consultation(actor: Actor, number: int, clock: Clock) -> CharterVersion:
    """Makes the version a draft again, to be changed by what was said. Raises NotFound; twice is once."""
    row = versions.get_version_row(actor, number)
    if row.state is VersionState.CONSULTED:
        row.state = VersionState.DRAFT
        row.consult_until = min(row.consult_until or clock.today(), clock.today())
        _record(actor, clock, "charter.version.end_consultation", row, {"number": row.number})
    return row


def add_change(actor: Actor, number: int, text: str, source: Source, clock: Clock) -> CharterChange:
    """Says of a draft what is different in it, and whose voice that came from (CH-3, CH-6).

    Raises NotFound, and `RuleBroken` on `text` or once the version was published.
    """
    row = versions.get_version_row(actor, number)
    rules.check_is_unpublished(row.state)
    known = versions.list_change_rows(actor, row.id)
    change = CharterChange(
        id=new_id(),
        organisation_id=row.organisation_id,
        version_id=row.id,
        position=max((each.position for each in known), default=0) + 1,
        text=rules.checked_change(text, len(known)),
        source=source,
    )
    db.session.add(change)
    db.session.flush()
    _record(actor, clock, "charter.version.add_change", row, {"number": row.number, "source": source.value})
    return change


def remove_change(actor: Actor, number: int, change_id: UUID, clock: Clock) -> None:
    """Takes a change off the list of a draft. Raises NotFound, and `RuleBroken` once the version was published."""
    row = versions.get_version_row(actor, number)
    rules.check_is_unpublished(row.state)
    change = versions.get_change_row(actor, row.id, change_id)
    db.session.delete(change)
    _record(actor, clock, "charter.version.remove_change", row, {"number": row.number, "source": change.source.value})


def publish_version(
    actor: Actor | SystemActor, number: int, seen_version: int, clock: Clock, *, affirm_by: date | None = None
) -> CharterVersion:
    """Makes a draft the charter that is signed from now on, in place of the former version.

    The signatures on that one stand until `affirm_by`, the day by which their organisations are asked to affirm the
    new one (CH-6), and so do those on earlier ones that stand still; the first version needs no such day. Raises
    NotFound, `RuleBroken` on `affirm_by` or for what is no draft, and `Conflict` if the draft was changed since it
    was read: what is published is what was read.
    """
    hold_organisation(get_host_id())
    row = _unchanged_draft(actor, number, seen_version)
    former = versions.find_current_row(actor)
    if former is None:
        begin_checklist(actor, clock)
    else:
        affirm_by = rules.checked_affirm_by(affirm_by, clock.today())
        former.state, former.withdrawn_on = VersionState.WITHDRAWN, clock.today()
        former.stands_until = affirm_by
        _keep_standing(actor, affirm_by, clock)
        _record(actor, clock, "charter.version.withdraw", former, {"number": former.number})
        db.session.flush()  # there is one current version at any moment, the database sees to that
        ask_to_affirm(actor, row.number, clock)
    row.state, row.published_on = VersionState.PUBLISHED, clock.today()
    _record(actor, clock, "charter.version.publish", row, {"number": row.number})
    db.session.flush()
    announce(VersionPublished(row.id, row.number, former.number if former else None, clock.now()))
    return row


def _keep_standing(actor: Actor | SystemActor, affirm_by: date, clock: Clock) -> None:
    """Whoever was asked to sign the version that is replaced now is asked for the new one, and has as long for it."""
    for row in versions.list_still_standing(actor, clock.today(), affirm_by):
        row.stands_until = affirm_by
        _record(actor, clock, "charter.version.keep_standing", row, {"number": row.number, "until": str(affirm_by)})


def _unchanged_draft(actor: Actor | SystemActor, number: int, seen_version: int) -> CharterVersion:
    row = versions.get_version_row(actor, number)
    rules.check_is_draft(row.state)
    if row.version != seen_version:
        raise Conflict("The draft was changed since you opened it. Read it again first.")
    return row


def publish_default_charter(actor: Actor | SystemActor, clock: Clock) -> CharterVersion:
    """Drafts and publishes the charter that a network begins with (D8), with a checklist; the current one, if any."""
    current = versions.find_current_row(actor)
    if current is not None:
        return current
    draft = draft_version(actor, DEFAULT_CHARTER, clock)
    return publish_version(actor, draft.number, draft.version, clock)


def _write_text(row: CharterVersion, text: CharterText) -> None:
    row.title, row.introduction = text.title, text.introduction
    row.definition, row.definition_source = text.definition, text.definition_source


def _write_lists(row: CharterVersion, text: CharterText) -> None:
    owner = {"organisation_id": row.organisation_id, "version_id": row.id}
    for position, principle in enumerate(text.principles, start=1):
        db.session.add(
            Principle(
                id=new_id(),
                position=position,
                name=principle.name,
                meaning=principle.meaning,
                formerly=principle.formerly,
                **owner,
            )
        )
    for position, commitment in enumerate(text.commitments, start=1):
        db.session.add(Commitment(id=new_id(), position=position, text=commitment, **owner))
    db.session.flush()


def _record(
    actor: Actor | SystemActor, clock: Clock, action: str, row: CharterVersion, changes: dict[str, object]
) -> None:
    audit.record(
        actor, clock.now(), action, "charter_version", row.id, organisation_id=row.organisation_id, changes=changes
    )
