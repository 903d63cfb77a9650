"""Files of other systems: what was sent, what became of it, and what the organisation answered about such files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.training.exports import DayOrder


class TrainingImport(OwnedByOrganisation, Entity, Base):
    """A file that says who trained: sent, looked at, imported, perhaps taken back."""

    __tablename__ = "training_import"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_training_import_organisation_id_sent_at", "organisation_id", "sent_at"),
        CheckConstraint("taken_back_at IS NULL OR imported_at IS NOT NULL", name="taken_back_after_importing"),
    )

    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    """The file, until it is imported or a day has passed; empty from then on."""
    content_hash: Mapped[str]
    system: Mapped[str]
    """In a word: *moodle*; *other* for any table."""
    label: Mapped[str]
    """The system and its report, as people read it."""
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_course.id"))
    """What the whole file is about, where somebody said so."""
    dates: Mapped[DayOrder | None] = mapped_column(words(DayOrder))
    held_on: Mapped[date | None]
    called: Mapped[str] = mapped_column(default="")
    learner: Mapped[str] = mapped_column(default="")
    takes_names_alone: Mapped[bool] = mapped_column(default=False)
    columns: Mapped[dict[str, Any]]
    """Which heading holds what, where somebody said so."""
    report: Mapped[dict[str, Any]]
    """What importing would do, or did: numbers, questions, the first of each kind of trouble."""
    refused: Mapped[bytes] = mapped_column(deferred=True, default=b"")
    """The rows to mend, as a compressed table; for 30 days."""
    sent_by_id: Mapped[UUID | None]
    sent_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    """From here on it stands, and cannot be taken back."""


class ImportedCompletion(OwnedByOrganisation, Base):
    """A file said that this was completed, whether it was the first to say so or not."""

    __tablename__ = "imported_completion"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "import_id"], ["training_import.organisation_id", "training_import.id"]
        ),
        ForeignKeyConstraint(["organisation_id", "completion_id"], ["completion.organisation_id", "completion.id"]),
        Index("ix_imported_completion_organisation_id_completion_id", "organisation_id", "completion_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    completion_id: Mapped[UUID] = mapped_column(primary_key=True)


class CourseName(OwnedByOrganisation, Base):
    """What an organisation's own systems call a course, so that nobody has to say it twice."""

    __tablename__ = "training_course_name"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    name: Mapped[str] = mapped_column(primary_key=True)
    """In lower case, spaces folded."""
    course_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_course.id"))
    """None for one that is not a course of the network."""


class FileHabit(OwnedByOrganisation, Base):
    """What an organisation answered the last time about files with these headings."""

    __tablename__ = "training_file_habit"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True, sort_order=-9)
    headings: Mapped[str] = mapped_column(primary_key=True)
    """A digest of them."""
    columns: Mapped[dict[str, Any]]
    dates: Mapped[DayOrder | None] = mapped_column(words(DayOrder))
    answered_at: Mapped[datetime]
