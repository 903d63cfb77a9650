"""Reads of signatures in the making."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from network.charter.models import CharterVersion, Signing
from network.charter.vocabulary import Purpose
from network.core.actor import Anyone
from network.core.database import db
from network.core.pagination import Page, paginate
from network.core.tenancy import scoped
from network.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class WaitingSigning:
    """A signing that a signatory was asked for and has not answered, for the coordinator."""

    organisation_id: UUID
    organisation: str
    version: int
    sent_at: datetime
    expires_at: datetime


def visible_signings(actor: Anyone) -> Select[Signing]:
    """One's own organisation's; every partner's for the coordinator."""
    return scoped(select(Signing), actor, Signing)


def find_open_signing(actor: Anyone, organisation_id: UUID, purpose: Purpose | None = None) -> Signing | None:
    """What an organisation has prepared and not signed yet; for this purpose alone, if one is given."""
    open_ones = visible_signings(actor).where(Signing.organisation_id == organisation_id, Signing.closed_at.is_(None))
    if purpose is not None:
        open_ones = open_ones.where(Signing.purpose == purpose)
    return db.session.scalars(open_ones).first()


def find_by_token(system: Anyone, token_hash: str, *, for_update: bool = False) -> Signing | None:
    """The signing that a link was sent for, while it is open."""
    statement = visible_signings(system).where(Signing.token_hash == token_hash, Signing.closed_at.is_(None))
    return db.session.scalars(statement.with_for_update() if for_update else statement).first()


def list_waiting(actor: Anyone, number: int, size: int) -> Page[WaitingSigning]:
    """Signings that wait for their signatory, the longest first."""
    statement = (
        scoped(
            select(
                Signing.organisation_id, Organisation.name, CharterVersion.number, Signing.sent_at, Signing.expires_at
            ),
            actor,
            Signing,
            CharterVersion,
        )
        .join(Organisation, Organisation.id == Signing.organisation_id)
        .join(CharterVersion, CharterVersion.id == Signing.version_id)
        .where(Signing.closed_at.is_(None), Signing.sent_at.is_not(None))
        .order_by(Signing.sent_at, Signing.id)
    )
    return paginate(statement, number, size).map(lambda row: WaitingSigning(*row))
