"""What is written to those who ask. Subjects are neutral (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from network.core.errors import OtherRoute
from network.core.outbox import Email, message
from network.joining import addresses, words
from network.joining.vocabulary import DeclineReason
from network.ui.filters import as_date


@message("joining.confirm")
@dataclass(frozen=True, slots=True)
class ConfirmAddress:
    """The link that shows whose address it is. No word that was typed: it may have been typed about anybody."""

    kind: ClassVar[str]
    to: str
    token: str
    until: str

    def email(self, origin: str) -> Email:
        """It reads the same whoever has the address (`B4`)."""
        return Email(
            self.to,
            "Please confirm your address",
            "Hello,\n\n"
            "Somebody gave this address to ask that an organisation may join Network. If that was you, confirm it:\n"
            f"{origin}{addresses.confirm(self.token)}\n\n"
            f"The link is for you alone. It works once, until {_day(self.until)}.\n\n"
            "If it was not you, you can leave this. Nothing happens, and the address is deleted after 7 days.\n",
        )


@message("joining.received")
@dataclass(frozen=True, slots=True)
class RequestReceived:
    """Said to whoever confirmed: that it came, and by when it is answered (`U9`)."""

    kind: ClassVar[str]
    to: str
    organisation: str
    answer_by: str
    contact: str

    def email(self, origin: str) -> Email:
        """The day, and whom to ask if it passes."""
        when = f"by {_day(self.answer_by)}" if self.answer_by else "as soon as we can"
        return Email(
            self.to,
            "We have your request",
            "Hello,\n\n"
            f"Thank you for confirming your address. You ask that {self.organisation} may join Network.\n\n"
            f"The network’s coordinator answers you {when}, at this address.\n\n"
            f"If you hear nothing by then, ask {self.contact}. You have done nothing wrong.\n\n"
            f"What joining means: {origin}{addresses.INTRODUCTION}\n",
        )


@message("joining.declined")
@dataclass(frozen=True, slots=True)
class RequestDeclined:
    """Said to whoever asked: not now, why, what else there is, and a person (`U37`)."""

    kind: ClassVar[str]
    to: str
    organisation: str
    reason: str
    contact: str

    def email(self, origin: str) -> Email:
        """The reason in its own words."""
        reason = DeclineReason(self.reason)
        return Email(
            self.to,
            "About your request",
            "Hello,\n\n"
            f"You asked that {self.organisation} may join Network. Thank you for wanting to.\n\n"
            f"We cannot invite it now. {words.DECLINED[reason]}\n\n"
            f"What you can do instead:\n{_listed(words.ROUTES[reason], origin)}\n\n"
            f"You can also talk to a person: {self.contact}.\n",
        )


@message("joining.invited_through_another")
@dataclass(frozen=True, slots=True)
class InvitedThroughAnother:
    """Said to whoever asked too: the organisation is invited, through somebody else. Who that is stays unsaid."""

    kind: ClassVar[str]
    to: str
    organisation: str
    contact: str

    def email(self, origin: str) -> Email:
        """What has happened, and how to come in."""
        return Email(
            self.to,
            "About your request",
            "Hello,\n\n"
            f"You asked that {self.organisation} may join Network. Somebody else there asked too, and has been "
            "invited as its lead.\n\n"
            f"What you can do now:\n{_listed(words.ROUTES[DeclineReason.ALREADY_PARTNER], origin)}\n\n"
            f"You can also talk to a person: {self.contact}.\n",
        )


def _listed(routes: tuple[OtherRoute, ...], origin: str) -> str:
    return "\n".join(f"- {each.text}" + (f": {origin}{each.href}" if each.href else "") for each in routes)


def _day(written: str) -> str:
    return as_date(date.fromisoformat(written))
