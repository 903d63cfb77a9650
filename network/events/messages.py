"""What the events send. No title and no free words but the place: subjects and words are neutral (`U31`, `U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.events import addresses


@message("events.booked")
@dataclass(frozen=True, slots=True)
class BookingConfirmed:
    """Somebody has a place: when, where, and the page with everything else."""

    kind: ClassVar[str]

    to: str
    event_id: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Your booking",
            text=(
                f"You have a place.\n\n{_facts(self.when, self.where)}\n"
                f"The programme, how to join, a file for your calendar, and the way to cancel:\n"
                f"{origin}{addresses.event(self.event_id)}\n\n"
                "If you cannot come, cancel there. No reason is asked, and somebody else can have the place.\n"
            ),
        )


@message("events.reminder")
@dataclass(frozen=True, slots=True)
class BookingReminder:
    """It is tomorrow."""

    kind: ClassVar[str]

    to: str
    event_id: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Your booking for tomorrow",
            text=(
                f"You have a place tomorrow.\n\n{_facts(self.when, self.where)}\n"
                f"The programme, how to join, and the way to cancel:\n{origin}{addresses.event(self.event_id)}\n"
            ),
        )


@message("events.changed")
@dataclass(frozen=True, slots=True)
class BookingChanged:
    """The time or the place is another one."""

    kind: ClassVar[str]

    to: str
    event_id: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Your booking has changed",
            text=(
                f"The time, the place or the way to join has changed. You still have your place.\n\n"
                f"{_facts(self.when, self.where)}\n"
                f"The new details, and the way to cancel if you cannot come:\n"
                f"{origin}{addresses.event(self.event_id)}\n"
            ),
        )


@message("events.cancelled")
@dataclass(frozen=True, slots=True)
class EventCancelled:
    """It will not be held. The reason is on the page, for those who want it."""

    kind: ClassVar[str]

    to: str
    event_id: str
    when: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Your booking is cancelled",
            text=(
                f"What you had booked will not be held. There is nothing that you need to do.\n\nWhen: {self.when}\n\n"
                f"Why:\n{origin}{addresses.event(self.event_id)}\n\n"
                f"What else is coming up:\n{origin}{addresses.EVENTS}\n"
            ),
        )


def _facts(when: str, where: str) -> str:
    return f"When: {when}\nWhere: {where}\n"
