"""A complaint as whoever made it sees it, and as the one whom they chose does: the same words, and no name (B24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from network.core import crypto
from network.core.clock import LONDON, Clock, local_date
from network.incidents.models import Complaint
from network.incidents.rules.complaints import ComplaintState, is_late, is_over


@dataclass(frozen=True, slots=True)
class ComplaintShown:
    """What both read. Whoever made it is not named to the reader, unless they did so themselves."""

    id: UUID
    state: ComplaintState
    words: str
    answer: str
    made_at: datetime
    acknowledge_by_on: date
    acknowledged_at: datetime | None
    answered_at: datetime | None
    kept_until: datetime
    reader_id: UUID

    @property
    def is_over(self) -> bool:
        """Whether nobody is expected to do anything more."""
        return is_over(self.state)

    @property
    def is_received(self) -> bool:
        """Whether it waits to be acknowledged."""
        return self.state is ComplaintState.RECEIVED

    def is_late(self, today: date) -> bool:
        """Whether it was to be acknowledged before `today` and was not, for the reader alone (U6)."""
        return self.is_received and is_late(self.acknowledge_by_on, None, today)

    @property
    def kept_until_day(self) -> date:
        """The day on which it is deleted."""
        return local_date(self.kept_until, LONDON)


def seal_words(complaint: Complaint, words: str, clock: Clock) -> None:
    """Keeps what is complained of."""
    complaint.words_sealed = crypto.seal(words, complaint.place_of("words"), clock)


def seal_answer(complaint: Complaint, answer: str, clock: Clock) -> None:
    """Keeps what was answered."""
    complaint.answer_sealed = crypto.seal(answer, complaint.place_of("answer"), clock)


def show_complaints(complaints: Sequence[Complaint]) -> list[ComplaintShown]:
    """These, opened together."""
    boxes = {
        each.place_of(part): box
        for each in complaints
        for part in ("words", "answer")
        if (box := getattr(each, f"{part}_sealed")) is not None
    }
    opened = crypto.unseal_all(boxes)
    return [
        _shown(each, opened.get(each.place_of("words"), ""), opened.get(each.place_of("answer"), ""))
        for each in complaints
    ]


def _shown(complaint: Complaint, words: str, answer: str) -> ComplaintShown:
    return ComplaintShown(
        id=complaint.id,
        state=complaint.state,
        words=words,
        answer=answer,
        made_at=complaint.made_at,
        acknowledge_by_on=complaint.acknowledge_by_on,
        acknowledged_at=complaint.acknowledged_at,
        answered_at=complaint.answered_at,
        kept_until=complaint.kept_until,
        reader_id=complaint.reader_user_id,
    )
