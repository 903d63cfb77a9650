"""What partners give towards the coordinator (ORG-10)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, Versioned, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.organisations.vocabulary import ContributionKind


class Contribution(OwnedByOrganisation, Entity, Versioned, Base):
    """What one partner promised for one financial year, and when it came: money, or something in kind."""

    __tablename__ = "contribution"
    __sharing__: ClassVar[Sharing] = Sharing.NETWORK
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_contribution_organisation_id_year", "organisation_id", "year"),
        Index("ix_contribution_year", "year"),
        CheckConstraint("(kind = 'money') = (pence IS NOT NULL)", name="money_has_its_amount"),
        CheckConstraint("pence > 0", name="pence_are_something"),
        CheckConstraint("kind = 'money' OR in_kind <> ''", name="in_kind_says_what"),
    )

    year: Mapped[int]
    """The calendar year in whose April the financial year begins."""
    kind: Mapped[ContributionKind] = mapped_column(words(ContributionKind))
    pence: Mapped[int | None] = mapped_column(BigInteger)
    in_kind: Mapped[str] = mapped_column(default="")
    """What is given, in a line; empty for money."""
    promised_on: Mapped[date]
    received_on: Mapped[date | None]
