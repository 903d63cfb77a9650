"""Reads of the charter's versions. What was published is everybody's to read; drafts are the coordinator's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select

from network.charter.models import CharterChange, CharterComment, CharterVersion, Commitment, Principle
from network.charter.rules.pledges import Renaming
from network.charter.text import CharterText, PrincipleText
from network.charter.vocabulary import Source, VersionState
from network.core.actor import Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped, system_scope


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the charter with all that it says."""

    id: UUID
    number: int
    state: VersionState
    published_on: date | None
    withdrawn_on: date | None
    consulted_from: date | None
    consult_until: date | None
    stands_until: date | None
    text: CharterText
    seen_version: int
    """The row's edit count, for the form of a draft."""

    @property
    def is_current(self) -> bool:
        """Whether this is the one that is signed today."""
        return self.state is VersionState.PUBLISHED

    @property
    def text_hash(self) -> str:
        """The hash of its text, as a signature on it keeps it."""
        return self.text.hash(self.number)


def visible_versions(actor: Anyone) -> Select[CharterVersion]:
    """What was published, or is being consulted, for everybody; drafts for the coordinator, whose work they are."""
    versions = scoped(select(CharterVersion), actor, CharterVersion)
    if actor.is_network_wide:
        return versions
    return versions.where(CharterVersion.state != VersionState.DRAFT)


def list_versions(actor: Anyone) -> list[CharterVersion]:
    """Every version that the actor may see, newest first; a network has a handful."""
    return list(db.session.scalars(visible_versions(actor).order_by(CharterVersion.number.desc())))


def get_version_row(actor: Anyone, number: int) -> CharterVersion:
    """The row of a version, to be changed. Raises NotFound."""
    row = db.session.scalars(visible_versions(actor).where(CharterVersion.number == number)).first()
    if row is None:
        raise NotFound("There is no such version of the charter.")
    return row


def get_version(actor: Anyone, number: int) -> Version:
    """A version with all that it says. Raises NotFound."""
    return _read(actor, get_version_row(actor, number))


def get_version_by_id(actor: Anyone, version_id: UUID) -> Version:
    """A version with all that it says, by its key. Raises NotFound."""
    row = db.session.scalars(visible_versions(actor).where(CharterVersion.id == version_id)).first()
    if row is None:
        raise NotFound("There is no such version of the charter.")
    return _read(actor, row)


def find_current_version(actor: Anyone) -> Version | None:
    """The version that is signed today; None before the first one is published."""
    row = find_current_row(actor)
    return _read(actor, row) if row is not None else None


def hold_current_version() -> None:
    """Lets nobody replace the version that is signed today until this transaction ends; waits for whoever does so."""
    with system_scope(db.session(), "whoever signs holds a row that only the host may change") as system:
        current = visible_versions(system).where(CharterVersion.state == VersionState.PUBLISHED)
        db.session.scalars(current.with_for_update(read=True)).all()


def find_current_row(actor: Anyone) -> CharterVersion | None:
    """The row of the version that is signed today."""
    current = visible_versions(actor).where(CharterVersion.state == VersionState.PUBLISHED)
    return db.session.scalars(current.order_by(CharterVersion.number.desc())).first()


def find_consulted(actor: Anyone, today: date) -> CharterVersion | None:
    """The version that everybody is asked about today."""
    asked = visible_versions(actor).where(
        CharterVersion.state == VersionState.CONSULTED, CharterVersion.consult_until >= today
    )
    return db.session.scalars(asked.order_by(CharterVersion.number.desc()).limit(1)).first()


def list_still_standing(actor: Anyone, first: date, last: date) -> list[CharterVersion]:
    """The replaced versions whose signatures stand until a day from the first on and before the last."""
    replaced = visible_versions(actor).where(CharterVersion.stands_until >= first, CharterVersion.stands_until < last)
    return list(db.session.scalars(replaced.order_by(CharterVersion.number)))


def last_number(actor: Anyone) -> int:
    """The highest number that a version has, drafts included; 0 where there is none."""
    highest = scoped(select(func.max(CharterVersion.number)), actor, CharterVersion)
    return db.session.scalar(highest) or 0


def list_principle_rows(actor: Anyone, version_id: UUID) -> list[Principle]:
    """A version's principles in their order."""
    principles = scoped(select(Principle), actor, Principle).where(Principle.version_id == version_id)
    return list(db.session.scalars(principles.order_by(Principle.position)))


def list_principle_names(actor: Anyone, number: int) -> list[str]:
    """What the principles of a version are called, in order. One query."""
    names = (
        scoped(select(Principle.name), actor, Principle, CharterVersion)
        .join(CharterVersion, CharterVersion.id == Principle.version_id)
        .where(CharterVersion.number == number)
    )
    return list(db.session.scalars(names.order_by(Principle.position)))


def list_renamings(actor: Anyone) -> list[Renaming]:
    """Every new name that a published version gave a principle, the earliest version first."""
    statement = (
        scoped(
            select(CharterVersion.number, CharterVersion.published_on, Principle.formerly, Principle.name),
            actor,
            CharterVersion,
            Principle,
        )
        .join(CharterVersion, CharterVersion.id == Principle.version_id)
        .where(Principle.formerly != "", CharterVersion.published_on.is_not(None))
    )
    rows = db.session.execute(statement.order_by(CharterVersion.number, Principle.position))
    return [Renaming(number, published_on, *names) for number, published_on, *names in rows if published_on]


def list_commitment_rows(actor: Anyone, version_id: UUID) -> list[Commitment]:
    """A version's commitments in their order."""
    commitments = scoped(select(Commitment), actor, Commitment).where(Commitment.version_id == version_id)
    return list(db.session.scalars(commitments.order_by(Commitment.position)))


def find_version_before(actor: Anyone, number: int) -> int | None:
    """The number of the published version that came before this one, to compare the two."""
    earlier = visible_versions(actor).where(CharterVersion.number < number, CharterVersion.published_on.is_not(None))
    row = db.session.scalars(earlier.order_by(CharterVersion.number.desc()).limit(1)).first()
    return row.number if row is not None else None


def list_change_rows(actor: Anyone, version_id: UUID) -> list[CharterChange]:
    """What is different in a version, and where each change came from (CH-6), in order."""
    changes = scoped(select(CharterChange), actor, CharterChange).where(CharterChange.version_id == version_id)
    return list(db.session.scalars(changes.order_by(CharterChange.position)))


def get_change_row(actor: Anyone, version_id: UUID, change_id: UUID) -> CharterChange:
    """One of a version's changes. Raises NotFound."""
    changes = scoped(select(CharterChange), actor, CharterChange)
    found = db.session.scalars(
        changes.where(CharterChange.version_id == version_id, CharterChange.id == change_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def visible_comments(actor: Anyone) -> Select[CharterComment]:
    """What was said of versions: for those who act in the host; the views ask for the right to draft."""
    return scoped(select(CharterComment), actor, CharterComment)


def list_comments(actor: Anyone, version_id: UUID, number: int, size: int) -> Page[CharterComment]:
    """What was said of a version, the latest first, sealed."""
    said = visible_comments(actor).where(CharterComment.version_id == version_id)
    return paginate(said.order_by(CharterComment.id.desc()), number, size)


def count_comments(actor: Anyone, version_id: UUID) -> dict[Source, int]:
    """How many spoke as whom."""
    counted = scoped(select(CharterComment.source, func.count()), actor, CharterComment)
    found = db.session.execute(counted.where(CharterComment.version_id == version_id).group_by(CharterComment.source))
    return {row[0]: row[1] for row in found}


def _read(actor: Anyone, row: CharterVersion) -> Version:
    text = CharterText(
        title=row.title,
        introduction=row.introduction,
        definition=row.definition,
        definition_source=row.definition_source,
        principles=tuple(
            PrincipleText(each.name, each.meaning, each.formerly) for each in list_principle_rows(actor, row.id)
        ),
        commitments=tuple(each.text for each in list_commitment_rows(actor, row.id)),
    )
    return Version(
        id=row.id,
        number=row.number,
        state=row.state,
        published_on=row.published_on,
        withdrawn_on=row.withdrawn_on,
        consulted_from=row.consulted_from,
        consult_until=row.consult_until,
        stands_until=row.stands_until,
        text=text,
        seen_version=row.version,
    )
