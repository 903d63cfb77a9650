"""Importing a register: what it would change, and changing it (issue 2, section 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from network.core import audit
from network.core.actor import Actor, Anyone, SystemActor
from network.core.clock import Clock
from network.core.database import db, new_id
from network.core.errors import Conflict
from network.core.tenancy import scoped
from network.organisations.models import Organisation, OrganisationIdentifier, RegisterUpload
from network.organisations.queries.registers import get_upload, held_under
from network.organisations.registers.merging import OF_IDENTIFIER, MergedUpdate, merge, tell_of_code
from network.organisations.registers.names import searchable, tidy_text
from network.organisations.registers.plan import KnownOrganisation, Plan, plan
from network.organisations.registers.reading import read_register
from network.organisations.registers.rows import RegisterRow

KEPT_FOR = timedelta(days=1)
LARGEST_REGISTER = 25 * 1024 * 1024
"""Bytes of the request that brings one: a table may have 20 MB, and its form adds some."""
_AT_ONCE = 500


@dataclass(frozen=True)
class ImportPlan:
    """What importing a register would do at this moment."""

    plan: Plan
    updates: tuple[MergedUpdate, ...]

    @cached_property
    def digest(self) -> str:
        """The same for two plans that would do the same: it tells whether something changed in between."""
        said = (self.plan.report(), [row.identity for row in self.plan.added], self.updates)
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def plan_import(actor: Anyone, source: bytes | BinaryIO, clock: Clock) -> ImportPlan:
    """What importing this register would do. Raises TableUnreadable on the field `file`."""
    reading = read_register(source, today=clock.today())
    schemes = {scheme for row in reading.rows for scheme, _ in (row.identity, *row.former)}
    held = held_under(actor, schemes)
    known = {identity: each.compared for identity, each in held.items()}
    planned = plan(reading, known, {identity: each.holder for identity, each in held.items()})
    of_code = tell_of_code(planned.updated, reading.rows, held)
    return ImportPlan(
        planned,
        tuple(
            merge(update, held[update.known_as], is_of_code=update.row.row_number in of_code)
            for update in planned.updated
        ),
    )


def import_register(actor: Anyone, source: bytes, clock: Clock) -> ImportPlan:
    """Brings a register in: adds what is new, updates what the register changed, row by row as planned.

    A closed organisation is not added; a person's edit is not taken back. Running it twice changes nothing.
    Raises TableUnreadable, and Conflict where another import ran at the same moment.
    """
    planned = plan_import(actor, source, clock)
    _carry_out(actor, planned, hashlib.sha256(source).hexdigest(), clock)
    return planned


def _carry_out(actor: Anyone, planned: ImportPlan, content_hash: str, clock: Clock) -> None:
    _add(planned.plan.added, clock)
    _update(actor, planned.updates, clock)
    audit.record(
        actor,
        clock.now(),
        "organisations.register.imported",
        "register",
        None,
        changes={
            **{name: count if name != "refused" else len(count) for name, count in planned.plan.report().items()},
            "content_hash": content_hash,
        },
    )


def _add(rows: Iterable[RegisterRow], clock: Clock) -> None:
    now = clock.now()
    organisations: list[dict[str, Any]] = []
    identifiers: list[dict[str, Any]] = []
    for row in rows:
        organisation_id = new_id()
        organisations.append(
            {
                "id": organisation_id,
                "version": 1,
                "name": row.name,
                "short_name": row.short_name,
                "sector": row.sector,
                "nation": row.nation,
                "town": row.town,
                "postcode": row.postcode,
                "closed_on": row.closed_on,
                "successor": row.successor,
                "made_at": now,
                "search_text": searchable(row.name, row.short_name, row.town),
            }
        )
        identifiers.append(
            {
                "id": new_id(),
                "organisation_id": organisation_id,
                "scheme": row.scheme,
                "code": row.code,
                "published_name": row.published_name,
                "other_code": row.other_code,
                "published": KnownOrganisation.of(row).as_json(),
            }
        )
    if not organisations:
        return
    try:
        db.session.execute(insert(Organisation), organisations)
        db.session.execute(insert(OrganisationIdentifier), identifiers)
    except IntegrityError:
        raise Conflict("Another import ran at the same moment, so nothing of this one was kept. Try again.") from None


def _update(actor: Anyone, updates: tuple[MergedUpdate, ...], clock: Clock) -> None:
    for begin in range(0, len(updates), _AT_ONCE):
        some = {each.held.identifier_id: each for each in updates[begin : begin + _AT_ONCE]}
        found = (
            scoped(select(OrganisationIdentifier, Organisation), actor, OrganisationIdentifier)
            .join(Organisation, Organisation.id == OrganisationIdentifier.organisation_id)
            .where(OrganisationIdentifier.id.in_(some))
        )
        for identifier, organisation in db.session.execute(found):
            _update_one(actor, some[identifier.id], identifier, organisation, clock)
        db.session.flush()


def _update_one(
    actor: Anyone, update: MergedUpdate, identifier: OrganisationIdentifier, organisation: Organisation, clock: Clock
) -> None:
    if update.update.row.identity != (identifier.scheme, identifier.code):
        identifier = _add_code(identifier)
    for change in update.taken:
        setattr(identifier if change.field in OF_IDENTIFIER else organisation, change.field, change.after)
    organisation.refresh_search_text()
    identifier.published = update.published.as_json()
    audit.record(
        actor,
        clock.now(),
        "organisations.organisation.updated_from_register",
        "organisation",
        organisation.id,
        organisation_id=organisation.id,
        changes={change.field: [_plain(change.before), _plain(change.after)] for change in update.taken}
        | {f"{change.field} (kept)": [_plain(change.before), _plain(change.after)] for change in update.kept},
    )


def _add_code(former: OrganisationIdentifier) -> OrganisationIdentifier:
    """Another code of the same organisation, to be filled in: links by the old one go on leading there."""
    identifier = OrganisationIdentifier(
        id=new_id(),
        organisation_id=former.organisation_id,
        scheme=former.scheme,
        code=former.code,
        published_name=former.published_name,
        other_code=former.other_code,
    )
    db.session.add(identifier)
    return identifier


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bool) else str(value)


def upload_register(actor: Actor, filename: str, content: bytes, clock: Clock) -> RegisterUpload:
    """Keeps a register for a day, until somebody has seen what it would change. Raises TableUnreadable.

    Only what can be read as a register is kept.
    """
    plan_import(actor, content, clock)
    now = clock.now()
    upload = RegisterUpload(
        id=new_id(),
        organisation_id=actor.organisation_id,
        filename=tidy_text(filename)[-100:] or "register",
        content=content,
        content_hash=hashlib.sha256(content).hexdigest(),
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
        expires_at=now + KEPT_FOR,
    )
    db.session.add(upload)
    changes = {"content_hash": upload.content_hash}
    audit.record(actor, now, "organisations.register.uploaded", "register_upload", upload.id, changes=changes)
    return upload


def import_upload(actor: Actor, upload_id: UUID, seen_digest: str, clock: Clock) -> RegisterUpload | None:
    """Imports a register that was uploaded, if it would still do what the person was shown.

    None where it would do something else by now: nothing is changed, and it is to be shown again. Done
    already, it is not done twice. Raises NotFound.
    """
    upload = get_upload(actor, upload_id, clock.now(), for_update=True)
    if upload.imported_at is not None:
        return upload
    planned = plan_import(actor, upload.content, clock)
    if planned.digest != seen_digest:
        return None
    _carry_out(actor, planned, upload.content_hash, clock)
    upload.imported_at, upload.report, upload.content = clock.now(), planned.plan.report(), b""
    return upload


def forget_uploads(clock: Clock) -> None:
    """Removes registers that were sent more than a day ago."""
    job = SystemActor("forget uploaded registers")
    db.session.execute(
        scoped(delete(RegisterUpload), job, RegisterUpload).where(RegisterUpload.expires_at <= clock.now())
    )
