"""Reads of signatures and of the public register that they make.

Reads that the page, the JSON twin and other features share name their columns, so that who was signed in when an
organisation signed, and what they wrote of their authority, goes no further than the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import User
from network.charter.models import CharterVersion, Signature
from network.charter.queries.versions import Version
from network.charter.vocabulary import VersionState
from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation
from network.organisations.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class PublicSignature:
    """A signature as the register shows it."""

    id: UUID
    organisation_id: UUID
    organisation: str
    sector: Sector
    town: str
    version: int
    is_current: bool
    """Whether it is on the version that is signed today."""
    signatory_name: str
    job_title: str
    statement: str
    text_hash: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Signatory:
    """An organisation in the register: its latest signature, and the instant of its first."""

    latest: PublicSignature
    since: datetime


_PUBLIC_COLUMNS = (
    Signature.id,
    Signature.organisation_id,
    Organisation.name,
    Organisation.sector,
    Organisation.town,
    CharterVersion.number,
    CharterVersion.state,
    Signature.signatory_name,
    Signature.job_title,
    Signature.statement,
    Signature.text_hash,
    Signature.signed_at,
)


def public_signatures(actor: Anyone) -> Select[*tuple[Any, ...]]:
    """What everybody may read of every signature, in `PublicSignature`'s columns."""
    statement: Select[*tuple[Any, ...]] = (
        select(*_PUBLIC_COLUMNS)
        .join(Organisation, Organisation.id == Signature.organisation_id)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
    )
    return scoped(statement, actor, Signature, CharterVersion)


def _as_signature(row: Any) -> PublicSignature:
    values = list(row)
    values[6] = values[6] is VersionState.PUBLISHED
    return PublicSignature(*values)


def get_signature(actor: Anyone, signature_id: UUID) -> PublicSignature:
    """One signature, as everybody may read it. Raises NotFound."""
    row = db.session.execute(public_signatures(actor).where(Signature.id == signature_id)).first()
    if row is None:
        raise NotFound("There is no such signature.")
    return _as_signature(row)


def list_signatures_of(actor: Anyone, organisation_id: UUID) -> list[PublicSignature]:
    """Every signature of an organisation, the latest version first."""
    signatures = public_signatures(actor).where(Signature.organisation_id == organisation_id)
    return [_as_signature(row) for row in db.session.execute(signatures.order_by(CharterVersion.number.desc()))]


def get_signatures_of(actor: Anyone, organisation_id: UUID) -> list[PublicSignature]:
    """As `list_signatures_of`, one at least. Raises NotFound, whether it never signed or is not there at all."""
    signatures = list_signatures_of(actor, organisation_id)
    if not signatures:
        raise NotFound("This organisation is not in the register of those that signed the charter.")
    return signatures


def list_authorities(actor: Anyone, organisation_id: UUID) -> dict[UUID, str]:
    """By what authority each of an organisation's signatures was made: for itself and the coordinator, nobody else."""
    if not actor.is_network_wide and actor.organisation_id != organisation_id:
        return {}
    said = scoped(select(Signature.id, Signature.basis, Signature.basis_words), actor, Signature)
    rows = db.session.execute(said.where(Signature.organisation_id == organisation_id))
    return {signature_id: words or basis.label for signature_id, basis, words in rows}


def find_signature_on(actor: Anyone, organisation_id: UUID, version_id: UUID) -> PublicSignature | None:
    """An organisation's signature on one version."""
    signatures = public_signatures(actor).where(
        Signature.organisation_id == organisation_id, Signature.version_id == version_id
    )
    row = db.session.execute(signatures).first()
    return _as_signature(row) if row is not None else None


def find_own_signature(actor: Anyone, version: Version | None) -> PublicSignature | None:
    """The signature of the organisation that the reader acts in, on one version."""
    if version is None or actor.organisation_id is None:
        return None
    return find_signature_on(actor, actor.organisation_id, version.id)


def signatories(actor: Anyone, sector: Sector | None = None) -> Select[*tuple[Any, ...]]:
    """The register: for each organisation that signed, its latest signature and the instant of its first, by name."""
    first_and_last = (
        scoped(
            select(
                Signature.organisation_id,
                func.max(CharterVersion.number).label("latest"),
                func.min(Signature.signed_at).label("since"),
            ).join(CharterVersion, CharterVersion.id == Signature.version_id),
            actor,
            Signature,
            CharterVersion,
        )
        .group_by(Signature.organisation_id)
        .subquery()
    )
    statement = (
        public_signatures(actor)
        .add_columns(first_and_last.c.since)
        .join(
            first_and_last,
            (first_and_last.c.organisation_id == Signature.organisation_id)
            & (first_and_last.c.latest == CharterVersion.number),
        )
        .order_by(func.lower(Organisation.name), Organisation.name, Organisation.id)
    )
    return statement.where(Organisation.sector == sector) if sector is not None else statement


def _as_signatory(row: Any) -> Signatory:
    return Signatory(_as_signature(row[:-1]), row[-1])


def list_signatories(actor: Anyone, sector: Sector | None, number: int, size: int) -> Page[Signatory]:
    """One page of the register, by name. Two queries."""
    return paginate(signatories(actor, sector), number, size).map(_as_signatory)


def list_all_signatories(actor: Anyone, sector: Sector | None) -> list[Signatory]:
    """The whole register at once, for an export: as many as the network has partners."""
    return [_as_signatory(row) for row in db.session.execute(signatories(actor, sector))]


def count_signatories(actor: Anyone) -> int:
    """How many organisations have signed any version."""
    signed = scoped(select(func.count(Signature.organisation_id.distinct())), actor, Signature)
    return db.session.scalar(signed) or 0


def find_own_name(actor: Actor) -> str:
    """The name of whoever is signed in, so that nobody types it again (`U38`)."""
    name = db.session.scalar(scoped(select(User.name), actor, User).where(User.id == actor.user_id))
    return name or ""


def list_signers(actor: Anyone, version_id: UUID) -> frozenset[UUID]:
    """Every organisation that has signed a version."""
    signers = scoped(select(Signature.organisation_id), actor, Signature).where(Signature.version_id == version_id)
    return frozenset(db.session.scalars(signers))
