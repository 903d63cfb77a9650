"""What people say themselves that they completed, until a lead or champion has looked at it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.files.checked import Kind
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.training.declarations.vocabulary import DeclarationState


class Declaration(OwnedByOrganisation, Entity, Base):
    """Somebody says that they completed a course on a day. It is no completion: confirmed, it makes one.

    Its address was proved by a link or a sign-in. It names no learner: who that is, is told when it is confirmed.
    """

    __tablename__ = "training_declaration"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        ForeignKeyConstraint(["organisation_id", "completion_id"], ["completion.organisation_id", "completion.id"]),
        Index(
            "uq_training_declaration_one_waits",
            "organisation_id",
            "email",
            "course_id",
            unique=True,
            sqlite_where=column("state") == DeclarationState.WAITING.value,
            postgresql_where=column("state") == DeclarationState.WAITING.value,
        ),
        Index("ix_training_declaration_organisation_id_state", "organisation_id", "state", "declared_at"),
        Index("ix_training_declaration_organisation_id_completion_id", "organisation_id", "completion_id"),
        # Whoever declared it may have done so anywhere.
        Index("ix_training_declaration_email", "email"),
        CheckConstraint("(state = 'confirmed') = (completion_id IS NOT NULL)", name="confirmed_has_its_completion"),
        CheckConstraint("state <> 'not-confirmed' OR why <> ''", name="says_what_is_missing"),
    )

    name: Mapped[str]
    email: Mapped[str]
    """In lower case."""
    course_id: Mapped[UUID] = mapped_column(ForeignKey("training_course.id"))
    completed_on: Mapped[date]
    state: Mapped[DeclarationState] = mapped_column(words(DeclarationState), default=DeclarationState.WAITING)
    declared_at: Mapped[datetime]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The certificate, checked and written anew before it came here (B23); None once it was removed."""
    file_kind: Mapped[Kind | None] = mapped_column(words(Kind))
    digest: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    why: Mapped[str] = mapped_column(default="")
    """What is missing, in the words of whoever looked; its person reads it."""
    completion_id: Mapped[UUID | None]

    @property
    def has_certificate(self) -> bool:
        """Whether a certificate is still kept."""
        return self.file_kind is not None
