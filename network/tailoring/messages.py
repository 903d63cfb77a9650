"""What is written about tailored training: that something waits, never what (`U31`). Links need signing in (`U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.tailoring import addresses
from network.tailoring.rules.requests import ANSWER_WITHIN_IN_WORDS


@message("tailoring.invited")
@dataclass(frozen=True, slots=True)
class GiverInvited:
    """Somebody is asked to help another team."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str
    invitation_id: str

    def email(self, origin: str) -> Email:
        """Who asks, and where to say yes or no."""
        return Email(
            self.to,
            "Somebody would like your help",
            f"Hello {self.name},\n\n{self.organisation} would like your help with something that you can give.\n\n"
            f"See what it is, and say yes or no:\n{origin}{addresses.invitation(self.invitation_id)}\n\n"
            f"Please answer within {ANSWER_WITHIN_IN_WORDS}. If you say no, nobody asks you why. After that, "
            "they can ask somebody else.\n",
        )


@message("tailoring.changed")
@dataclass(frozen=True, slots=True)
class RequestChanged:
    """What somebody is asked to give is another thing now, and they have not answered yet."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str
    invitation_id: str

    def email(self, origin: str) -> Email:
        """Who changed it, and where to see it before they answer."""
        return Email(
            self.to,
            "Something that you were asked has changed",
            f"Hello {self.name},\n\n{self.organisation} would like your help, and has changed what they ask for.\n\n"
            f"See what it is now, and say yes or no:\n{origin}{addresses.invitation(self.invitation_id)}\n\n"
            "If you say no, nobody asks you why.\n",
        )


@message("tailoring.agreed")
@dataclass(frozen=True, slots=True)
class RequestAgreed:
    """Somebody said yes: to whoever asked."""

    kind: ClassVar[str]
    to: str
    request_id: str

    def email(self, origin: str) -> Email:
        """Where the day and the contact details are."""
        return Email(
            self.to,
            "Somebody said yes to your request",
            "Hello,\n\nSomebody said yes to your request, and named a day.\n\n"
            f"Who it is, when, and how to reach them:\n{origin}{addresses.request(self.request_id)}\n",
        )


@message("tailoring.confirmed")
@dataclass(frozen=True, slots=True)
class YesConfirmed:
    """Somebody said yes: to themselves."""

    kind: ClassVar[str]
    to: str
    invitation_id: str

    def email(self, origin: str) -> Email:
        """Where the day and the contact details are."""
        return Email(
            self.to,
            "Thank you for saying yes",
            "Hello,\n\nThank you for saying yes. Whoever asked has your name and your address now, and you have "
            f"theirs.\n\nWhat was agreed, and how to reach them:\n{origin}{addresses.invitation(self.invitation_id)}\n",
        )


@message("tailoring.open_again")
@dataclass(frozen=True, slots=True)
class RequestOpenAgain:
    """Whoever was asked does not give it; somebody else can be asked. Why stays unsaid (U15)."""

    kind: ClassVar[str]
    to: str
    request_id: str

    def email(self, origin: str) -> Email:
        """Where the next person can be asked."""
        return Email(
            self.to,
            "You can ask somebody else now",
            "Hello,\n\nThe person who was asked to help you cannot do so this time.\n\n"
            f"You can ask somebody else here:\n{origin}{addresses.request(self.request_id)}\n",
        )


@message("tailoring.passed")
@dataclass(frozen=True, slots=True)
class RequestPassed:
    """The last day of a request has passed, and nobody gives it."""

    kind: ClassVar[str]
    to: str

    def email(self, origin: str) -> Email:
        """That it is closed, and can be asked anew."""
        return Email(
            self.to,
            "Your request has passed its last day",
            "Hello,\n\nNobody could be found for your request in the days that you named, so it is closed. "
            f"We are sorry.\n\nYou can ask again, with other days:\n{origin}{addresses.REQUESTS}\n",
        )


@message("tailoring.called_off")
@dataclass(frozen=True, slots=True)
class HelpCalledOff:
    """Something that somebody was asked to give, or had agreed to, is not wanted any more."""

    kind: ClassVar[str]
    to: str
    name: str

    def email(self, origin: str) -> Email:
        """That there is nothing to do."""
        return Email(
            self.to,
            "Your help is not needed any more",
            f"Hello {self.name},\n\nYou were asked to help another team. That was taken back, so there is nothing "
            f"that you need to do. Thank you for being there.\n\nWhat you were asked, and what you offer:\n"
            f"{origin}{addresses.MINE}\n",
        )


@message("tailoring.held")
@dataclass(frozen=True, slots=True)
class HelpHeld:
    """Whoever gave it says that it was held: to whoever asked."""

    kind: ClassVar[str]
    to: str
    request_id: str

    def email(self, origin: str) -> Email:
        """Where to say how it was."""
        return Email(
            self.to,
            "How was it?",
            "Hello,\n\nWhat you asked for was held. Three short questions on how it was:\n"
            f"{origin}{addresses.request(self.request_id)}/feedback\n",
        )


@message("tailoring.fed_back")
@dataclass(frozen=True, slots=True)
class HelpFedBack:
    """Somebody said how it was: to whoever gave it."""

    kind: ClassVar[str]
    to: str
    name: str
    invitation_id: str

    def email(self, origin: str) -> Email:
        """Where it is to be read."""
        return Email(
            self.to,
            "Somebody said how it was",
            f"Hello {self.name},\n\nThank you for what you gave. Somebody said how it was:\n"
            f"{origin}{addresses.invitation(self.invitation_id)}\n",
        )
