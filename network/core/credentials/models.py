"""The keys that sign, and where each credential stands in the lists that say what was revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.credentials.bitstring import LENGTH
from network.core.crypto import Place
from network.core.database import Base, Entity
from network.core.tenancy import NO_ORGANISATION, SystemRows


class SigningKey(Entity, Base):
    """A key that signs credentials. The newest signs; the public parts of the former ones still check."""

    __tablename__ = "signing_key"
    __guard__ = SystemRows()

    thumbprint: Mapped[str] = mapped_column(unique=True)
    """Of the public part, as RFC 7638 has it: a key is named for what it is."""
    public: Mapped[dict[str, Any]]
    """The public part as a JWK, without a name."""
    private_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The private part, sealed (`B24`); emptied once a newer key signs."""
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """From when nobody is to trust what it signed, and it is published no more."""

    def place(self) -> Place:
        """Where the private part is sealed for."""
        return Place(NO_ORGANISATION, self.__tablename__, "private_sealed", self.id)


class IssuedCredential(Base):
    """A credential that was issued, and where it stands in the status lists. Its key is that of what it is about."""

    __tablename__ = "issued_credential"
    __guard__ = SystemRows()
    __table_args__: Any = (
        UniqueConstraint("list_number", "place"),
        Index("ix_issued_credential_revoked_at", "list_number", "revoked_at"),
        CheckConstraint("list_number > 0", name="lists_count_from_one"),
        CheckConstraint(f"place >= 0 AND place < {LENGTH}", name="place_is_in_its_list"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    list_number: Mapped[int]
    place: Mapped[int]
    """Drawn by lot, so that it says nothing of when it was issued or how many there are."""
    issued_at: Mapped[datetime]
    """When it was issued, or last renewed: of two with one name a wallet keeps the later."""
    revoked_at: Mapped[datetime | None]
