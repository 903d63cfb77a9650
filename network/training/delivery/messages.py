"""What is written to whoever has a place at a session. No course and no free words but the place (`U31`, `U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.training.delivery import addresses
from network.training.delivery.rules import LINK_LASTS_IN_WORDS


@message("delivery.confirm")
@dataclass(frozen=True, slots=True)
class ConfirmPlace:
    """Somebody gave this address for a place. The same for every address, whoever it belongs to (`B4`)."""

    kind: ClassVar[str]
    to: str
    token: str

    def email(self, origin: str) -> Email:
        """The link that shows that the address is theirs."""
        return Email(
            self.to,
            "Confirm your booking",
            "Hello,\n\nSomebody gave this address to book a place. If that was you, open this link and confirm it:\n"
            f"{origin}{addresses.confirming(self.token)}\n\n"
            f"The link is for you alone, and works for {LINK_LASTS_IN_WORDS}. "
            "If it was not you, you can leave this: nothing is booked without the link.\n",
        )


@message("delivery.booked")
@dataclass(frozen=True, slots=True)
class PlaceBooked:
    """Somebody has a place."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """When, where, and their own page."""
        return Email(
            self.to,
            "Your booking",
            f"Hello,\n\nYou have a place.\n\n{_facts(self.when, self.where)}\n{_own_page(origin, self.token)}",
        )


@message("delivery.waiting")
@dataclass(frozen=True, slots=True)
class PlaceWaits:
    """Every place is taken, and somebody is on the waiting list."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """That they need to do nothing."""
        return Email(
            self.to,
            "You are on the waiting list",
            "Hello,\n\nEvery place is taken at the moment. You are on the waiting list, and there is nothing that you "
            f"need to do. If a place comes free for you, we write to you.\n\n{_facts(self.when, self.where)}\n"
            f"If you no longer want a place:\n{origin}{addresses.place(self.token)}\n",
        )


@message("delivery.freed")
@dataclass(frozen=True, slots=True)
class PlaceFreed:
    """Somebody who waited has a place now."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """That they have it, without doing anything."""
        return Email(
            self.to,
            "You have a place now",
            "Hello,\n\nA place has come free, and it is yours. You need not confirm it.\n\n"
            f"{_facts(self.when, self.where)}\n{_own_page(origin, self.token)}",
        )


@message("delivery.reminder")
@dataclass(frozen=True, slots=True)
class PlaceReminder:
    """It is tomorrow."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """When, where, and their own page."""
        return Email(
            self.to,
            "Your booking for tomorrow",
            f"Hello,\n\nYou have a place tomorrow.\n\n{_facts(self.when, self.where)}\n{_own_page(origin, self.token)}",
        )


@message("delivery.changed")
@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """The day, the place or the way to join is another one."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str
    where: str

    def email(self, origin: str) -> Email:
        """The new facts, and that whoever cannot come then gives the place back."""
        return Email(
            self.to,
            "Your booking has changed",
            "Hello,\n\nThe day, the time, the place or the way to join has changed. You keep what you have.\n\n"
            f"{_facts(self.when, self.where)}\n"
            "If you cannot come then, give your place back. No reason is asked, and somebody else can have it. "
            f"Why it changed, and everything else:\n{origin}{addresses.place(self.token)}\n",
        )


@message("delivery.cancelled")
@dataclass(frozen=True, slots=True)
class PlaceCancelled:
    """It will not be held."""

    kind: ClassVar[str]
    to: str
    token: str
    when: str

    def email(self, origin: str) -> Email:
        """That there is nothing to do; the reason is on their own page."""
        return Email(
            self.to,
            "Your booking is cancelled",
            "Hello,\n\nWhat you had booked will not be held. There is nothing that you need to do.\n\n"
            f"When: {self.when}\n\nWhy:\n{origin}{addresses.place(self.token)}\n",
        )


@message("delivery.over")
@dataclass(frozen=True, slots=True)
class SessionOver:
    """Somebody was there: their record, where they completed it, and a link to say how it was."""

    kind: ClassVar[str]
    to: str
    token: str
    has_record: bool

    def email(self, origin: str) -> Email:
        """Says nothing of what it was, or of what is recorded."""
        record = (
            "Your own record is up to date. Ask here for a link to it, with this address: your certificate is there "
            f"too.\n{origin}{addresses.PASSPORT}\n\n"
        )
        return Email(
            self.to,
            "Thank you for coming",
            f"Hello,\n\nThank you for coming.\n\n{record if self.has_record else ''}"
            f"{_asking(origin, self.token, 'How was it? Three short questions:')}",
        )


@message("delivery.later")
@dataclass(frozen=True, slots=True)
class PracticeAsked:
    """Three months on: what changed (TR-12)."""

    kind: ClassVar[str]
    to: str
    token: str

    def email(self, origin: str) -> Email:
        """One question."""
        return Email(
            self.to,
            "What changed since?",
            "Hello,\n\nThree months ago you came to a session that you had booked. "
            f"{_asking(origin, self.token, 'What changed in practice since? One question:')}",
        )


def _asking(origin: str, token: str, question: str) -> str:
    return (
        f"{question}\n{origin}{addresses.answering(token)}\n\n"
        "Nobody learns who answered. The link works once. You need not answer, and nobody asks again.\n"
    )


def _facts(when: str, where: str) -> str:
    return f"When: {when}\nWhere: {where}\n"


def _own_page(origin: str, token: str) -> str:
    return (
        "What it is, how to join, a file for your calendar, and the way to give the place back:\n"
        f"{origin}{addresses.place(token)}\n\n"
        "The link is for you alone. If you cannot come, give your place back there. No reason is asked, and somebody "
        "else can have it.\n"
    )
