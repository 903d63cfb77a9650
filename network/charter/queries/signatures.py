"""Reads of signatures, as everybody may read them, and of who answers for them.

Reads that the page, the JSON twin and other features share name their columns, so that who was signed in when an
organisation signed, and what they wrote of their authority, goes no further than the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from network.accounts.models import User
from network.charter.models import CharterVersion, Review, Signatory, Signature
from network.charter.rules.standing import Standing, Term, term_of
from network.charter.vocabulary import VersionState
from network.core.actor import Actor, Anyone
from network.core.database import db
from network.core.errors import NotFound
from network.core.tenancy import scoped, system_scope
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
    is_on_current: bool
    """Whether it is on the version that is signed today."""
    signatory_name: str
    job_title: str
    statement: str
    text_hash: str
    signed_at: datetime
    says: str
    """What the organisation says of itself in public today; `statement` is what it said when it signed."""
    seen_version: int
    """The row's edit count, for the form of a review."""
    actions: tuple[str, ...]
    signed_as: str
    """The name of the organisation that signed, where it became part of this one since."""
    term: Term
    """Until when it is, or was, current."""

    @property
    def signer(self) -> str:
        """The organisation in whose name it was signed."""
        return self.signed_as or self.organisation

    @property
    def stands(self) -> bool:
        """Whether the organisation has not taken it back, lapsed or not."""
        return self.term.standing is not Standing.WITHDRAWN

    @property
    def is_current(self) -> bool:
        """Whether it counts today: on any version whose signatures stand, and neither lapsed nor withdrawn."""
        return self.term.is_current


PUBLIC_COLUMNS = (
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
    Organisation.statement,
    Signature.version,
    Signature.actions,
    Signature.signed_as,
    Signature.current_until,
    Signature.withdrawn_on,
    CharterVersion.stands_until,
)


def public_signatures(actor: Anyone) -> Select[*tuple[Any, ...]]:
    """What everybody may read of every signature, in the columns that `as_signature` takes."""
    statement: Select[*tuple[Any, ...]] = (
        select(*PUBLIC_COLUMNS)
        .join(Organisation, Organisation.id == Signature.organisation_id)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
    )
    return scoped(statement, actor, Signature, CharterVersion)


def as_signature(row: Any, today: date) -> PublicSignature:
    """A row of `public_signatures` as it stands on this day."""
    *values, actions, signed_as, current_until, withdrawn_on, stands_until = row
    values[6] = values[6] is VersionState.PUBLISHED
    values += [tuple(actions), signed_as, term_of(current_until, withdrawn_on, stands_until, today)]
    return PublicSignature(*values)


def get_signature(actor: Anyone, signature_id: UUID, today: date) -> PublicSignature:
    """One signature, as everybody may read it. Raises NotFound."""
    row = db.session.execute(public_signatures(actor).where(Signature.id == signature_id)).first()
    if row is None:
        raise NotFound("There is no such signature.")
    return as_signature(row, today)


def list_signatures_of(actor: Anyone, organisation_id: UUID, today: date) -> list[PublicSignature]:
    """Every signature of an organisation: the one that counts first, then those before it."""
    signatures = public_signatures(actor).where(Signature.organisation_id == organisation_id)
    ordered = signatures.order_by(
        Signature.withdrawn_on.is_not(None), CharterVersion.number.desc(), Signature.signed_at.desc()
    )
    return [as_signature(row, today) for row in db.session.execute(ordered)]


def get_signatures_of(actor: Anyone, organisation_id: UUID, today: date) -> list[PublicSignature]:
    """As `list_signatures_of`, one at least. Raises NotFound, whether it never signed or is not there at all."""
    signatures = list_signatures_of(actor, organisation_id, today)
    if not signatures:
        raise NotFound("This organisation is not in the register of those that signed the charter.")
    return signatures


def find_standing_row(actor: Anyone, organisation_id: UUID) -> Signature | None:
    """The row of the signature that an organisation has not withdrawn, on the latest version; lapsed or not."""
    statement = (
        scoped(select(Signature), actor, Signature, CharterVersion)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
        .where(Signature.organisation_id == organisation_id, Signature.withdrawn_on.is_(None))
    )
    return db.session.scalars(statement.order_by(CharterVersion.number.desc()).limit(1)).first()


def list_standing_rows(actor: Anyone, organisation_id: UUID) -> list[Signature]:
    """Every signature of an organisation, on whatever version, that it has not withdrawn."""
    rows = scoped(select(Signature), actor, Signature)
    return list(
        db.session.scalars(rows.where(Signature.organisation_id == organisation_id, Signature.withdrawn_on.is_(None)))
    )


def last_signed(actor: Anyone, organisation_id: UUID) -> int:
    """The highest version that an organisation has ever signed; 0 for none."""
    highest = (
        scoped(select(func.max(CharterVersion.number)), actor, Signature, CharterVersion)
        .select_from(Signature)
        .join(CharterVersion, CharterVersion.id == Signature.version_id)
    )
    return db.session.scalar(highest.where(Signature.organisation_id == organisation_id)) or 0


def list_authorities(actor: Anyone, organisation_id: UUID) -> dict[UUID, str]:
    """By what authority each of an organisation's signatures was made: for itself and the coordinator, nobody else."""
    if not actor.is_network_wide and actor.organisation_id != organisation_id:
        return {}
    said = scoped(select(Signature.id, Signature.basis, Signature.basis_words), actor, Signature)
    rows = db.session.execute(said.where(Signature.organisation_id == organisation_id))
    return {signature_id: words or basis.label for signature_id, basis, words in rows}


def list_signers(actor: Anyone, version_id: UUID, today: date) -> frozenset[UUID]:
    """Every organisation whose signature on the current version counts today."""
    signers = scoped(select(Signature.organisation_id), actor, Signature).where(
        Signature.version_id == version_id, Signature.withdrawn_on.is_(None), Signature.current_until >= today
    )
    return frozenset(db.session.scalars(signers))


def find_own_name(actor: Actor) -> str:
    """The name of whoever is signed in, so that nobody types it again (`U38`)."""
    name = db.session.scalar(scoped(select(User.name), actor, User).where(User.id == actor.user_id))
    return name or ""


def find_own_address(actor: Actor) -> str:
    """The address that whoever is signed in signs in with."""
    address = db.session.scalar(scoped(select(User.email), actor, User).where(User.id == actor.user_id))
    return address or ""


def visible_signatories(actor: Anyone) -> Select[Signatory]:
    """Who answers for one's own organisation's signature; for every partner's, to the coordinator."""
    return scoped(select(Signatory), actor, Signatory)


def find_signatory(actor: Anyone, organisation_id: UUID) -> Signatory | None:
    """Who answers for an organisation's signature today; None once they left, until a successor confirms."""
    in_post = visible_signatories(actor).where(
        Signatory.organisation_id == organisation_id, Signatory.left_on.is_(None)
    )
    return db.session.scalars(in_post).first()


@dataclass(frozen=True, slots=True)
class PublicSignatory:
    """Who answers for a signature, as the register says it."""

    name: str
    job_title: str
    since: date


def find_public_signatory(organisation_id: UUID) -> PublicSignatory | None:
    """Who answers for an organisation's signature today, as everybody may read it: they confirmed it in public."""
    with system_scope(db.session(), "who answers for a signature is public, their address is not") as system:
        found = find_signatory(system, organisation_id)
    return PublicSignatory(found.name, found.job_title, found.since) if found is not None else None


def find_last_review(actor: Anyone, organisation_id: UUID) -> Review | None:
    """The latest review of an organisation, from whose answers the next one begins."""
    reviews = scoped(select(Review), actor, Review).where(Review.organisation_id == organisation_id)
    return db.session.scalars(reviews.order_by(Review.reviewed_on.desc(), Review.id.desc()).limit(1)).first()
