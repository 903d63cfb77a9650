"""The public register: each organisation that signed, with the signature that counts, since when, and its pledges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from network.charter.models import CharterVersion, Signature
from network.charter.queries.signatures import PUBLIC_COLUMNS, PublicSignature, as_signature
from network.core.actor import Anyone
from network.core.database import db
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class Signatory:
    """An organisation in the register: the signature that counts, and the instant of its first."""

    latest: PublicSignature
    since: datetime


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the register is narrowed to; nothing is everything."""

    sector: Sector | None = None
    place: str = ""
    """Words of a town."""
    is_current: bool | None = None

    @property
    def is_anything(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.sector or self.place.strip() or self.is_current is not None)


def _until() -> ColumnElement[date]:
    """The last day of a signature that was not withdrawn, as `rules.standing.term_of` has it."""
    stands = CharterVersion.stands_until
    return case((and_(stands.is_not(None), stands < Signature.current_until), stands), else_=Signature.current_until)


def is_current_on(today: date) -> ColumnElement[bool]:
    """Whether a signature counts on a day."""
    return and_(Signature.withdrawn_on.is_(None), _until() >= today)


def _signatories(actor: Anyone, narrowed: Narrowed, today: date) -> Select[*tuple[Any, ...]]:
    best_first = (Signature.withdrawn_on.is_not(None), CharterVersion.number.desc(), Signature.signed_at.desc())
    ranked = scoped(
        select(
            *(column.label(f"column_{place}") for place, column in enumerate(PUBLIC_COLUMNS)),
            func.min(Signature.signed_at).over(partition_by=Signature.organisation_id).label("since"),
            func.row_number().over(partition_by=Signature.organisation_id, order_by=best_first).label("place"),
            is_current_on(today).label("is_current"),
            Organisation.search_text,
        )
        .join(Organisation, Organisation.id == Signature.organisation_id)
        .join(CharterVersion, CharterVersion.id == Signature.version_id),
        actor,
        Signature,
        CharterVersion,
    )
    if narrowed.sector is not None:
        ranked = ranked.where(Organisation.sector == narrowed.sector)
    for word in narrowed.place.lower().split():
        ranked = ranked.where(func.lower(Organisation.town).contains(word, autoescape=True))
    inner = ranked.subquery()
    name = inner.c[f"column_{PUBLIC_COLUMNS.index(Organisation.name)}"]
    statement = select(*(inner.c[f"column_{place}"] for place in range(len(PUBLIC_COLUMNS))), inner.c.since)
    statement = statement.where(inner.c.place == literal(1))
    if narrowed.is_current is not None:
        statement = statement.where(inner.c.is_current == narrowed.is_current)
    return statement.order_by(func.lower(name), name, inner.c.column_1)


def _as_signatory(row: Any, today: date) -> Signatory:
    return Signatory(as_signature(row[:-1], today), row[-1])


def list_signatories(actor: Anyone, narrowed: Narrowed, today: date, number: int, size: int) -> Page[Signatory]:
    """One page of the register, by name. Two queries."""
    page = paginate(_signatories(actor, narrowed, today), number, size)
    return page.map(lambda row: _as_signatory(row, today))


def list_all_signatories(actor: Anyone, narrowed: Narrowed, today: date) -> list[Signatory]:
    """The whole register at once, for an export: as many as the network has partners."""
    return [_as_signatory(row, today) for row in db.session.execute(_signatories(actor, narrowed, today))]


def count_signatories(actor: Anyone, today: date) -> int:
    """How many organisations have a signature that counts today."""
    signed = scoped(
        select(func.count(Signature.organisation_id.distinct())).join(
            CharterVersion, CharterVersion.id == Signature.version_id
        ),
        actor,
        Signature,
        CharterVersion,
    ).where(is_current_on(today))
    return db.session.scalar(signed) or 0
