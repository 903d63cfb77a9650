"""A few questions after the end: that somebody may still answer, and apart from it what was answered (LE-7)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.core.crypto import Place
from network.core.database import Base, Entity, words
from network.core.tenancy import OwnedByOrganisation, Sharing
from network.incidents.rules.questions import Reply


class QuestionnaireTurn(OwnedByOrganisation, Entity, Base):
    """That whoever a referral was about may answer, once. It is deleted as they answer, or would rather not.

    That there is none says nothing: they answered, or did not, or the time was over.
    """

    __tablename__ = "questionnaire_turn"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["organisation_id", "referral_id"], ["referral.organisation_id", "referral.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("organisation_id", "referral_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    referral_id: Mapped[UUID]
    opened_on: Mapped[date]


class QuestionnaireAnswer(OwnedByOrganisation, Entity, Base):
    """What somebody answered, of whom nothing is known but the organisation, and of when nothing but the quarter.

    Its key is random, so that it says nothing of the order in which people answered.
    """

    __tablename__ = "questionnaire_answer"
    __sharing__: ClassVar[Sharing] = Sharing.PRIVATE
    __table_args__: Any = (
        CheckConstraint("quarter BETWEEN 1 AND 4", name="a_quarter_of_a_year"),
        Index("ix_questionnaire_answer_organisation_id_year_quarter", "organisation_id", "year", "quarter"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-10)
    year: Mapped[int]
    quarter: Mapped[int]
    soon_enough: Mapped[Reply] = mapped_column(words(Reply, "soon_enough"))
    helped: Mapped[Reply] = mapped_column(words(Reply, "helped"))
    safe: Mapped[Reply] = mapped_column(words(Reply, "safe"))
    would_tell: Mapped[Reply] = mapped_column(words(Reply, "would_tell"))
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    @property
    def place(self) -> Place:
        """Where the words are sealed for."""
        return Place(self.organisation_id, self.__tablename__, "words_sealed", self.id)
