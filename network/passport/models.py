"""Ways into a person's own record. None of them is an organisation's, so only the system reads them.

Who it is stands sealed (`B24`), and every link as a hash (`B25`): a database file tells neither.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity
from network.core.tenancy import NO_ORGANISATION, SystemRows


class _OfAnAddress(Entity):
    """A row about whoever has an e-mail address."""

    __tablename__: str
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    def place(self) -> Place:
        """Where the address is sealed for."""
        return Place(NO_ORGANISATION, self.__tablename__, "email_sealed", self.id)


class PassportVisit(_OfAnAddress, Base):
    """A link by e-mail to one's own record; once it is opened, the hour for which the record is open."""

    __tablename__ = "passport_visit"
    __guard__ = SystemRows()

    link_hash: Mapped[str | None] = mapped_column(unique=True)
    """None once it was used (`B5`)."""
    link_until: Mapped[datetime]
    visit_hash: Mapped[str | None] = mapped_column(unique=True)
    """What the browser holds that opened it."""
    visit_until: Mapped[datetime | None]


class PassportShare(_OfAnAddress, Base):
    """A link that a person gives to others. It ends by itself, or at once when they say so: then it is removed."""

    __tablename__ = "passport_share"
    __guard__ = SystemRows()

    email_mark: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    """What finds a person's links by their address."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class PassportCredential(_OfAnAddress, Base):
    """A credential of one completion that its person made, for as long as it stands. Its key is that of its status."""

    __tablename__ = "passport_credential"
    __guard__ = SystemRows()
    __table_args__: Any = (UniqueConstraint("completion_id", "email_mark"),)

    email_mark: Mapped[bytes] = mapped_column(LargeBinary)
    completion_id: Mapped[UUID]
    """Without a reference: it is to be revoked when the completion is gone."""
    salt: Mapped[str]
    """What the address is hashed with in it: the same each time it is downloaded."""
    made_at: Mapped[datetime]
