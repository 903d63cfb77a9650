"""What the charter sends. Subjects and words are neutral (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from network.charter import addresses
from network.core.outbox import Email, message
from network.ui.filters import as_date


@message("charter.signed")
@dataclass(frozen=True, slots=True)
class CharterSignedMessage:
    """Thanks to whoever signed, with the way to the certificate and to the public entry."""

    kind: ClassVar[str]

    to: str
    organisation: str
    organisation_id: str
    signature_id: str
    version: int

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Your organisation has signed the charter",
            text=(
                f"{self.organisation} has signed version {self.version} of the network's charter. Thank you.\n\n"
                f"The certificate:\n{origin}{addresses.certificate(self.signature_id)}\n\n"
                f"What everybody can see:\n{origin}{addresses.signatory(self.organisation_id)}\n\n"
                "If you did not expect this, tell the network's coordinator.\n"
            ),
        )


@message("charter.signature_asked")
@dataclass(frozen=True, slots=True)
class SignatureAsked:
    """The one link with which a signatory reads what they are to sign, and signs it."""

    kind: ClassVar[str]

    to: str
    name: str
    organisation: str
    asked_by: str
    token: str
    expires_on: str
    is_successor: bool = False

    def email(self, origin: str) -> Email:
        """The e-mail."""
        what = (
            f"asks you to take on the charter that {self.organisation} has signed"
            if self.is_successor
            else f"asks you to sign the network's charter for {self.organisation}"
        )
        return Email(
            to=self.to,
            subject=f"The charter of {self.organisation}",
            text=(
                f"Hello {self.name},\n\n"
                f"{self.asked_by} {what}.\n\n"
                "Partner organisations of the network sign the charter to say in public what they will do.\n\n"
                f"Read it, and sign it or say no, here:\n{origin}{addresses.confirm(self.token)}\n\n"
                f"The link is for you alone and needs no account. It works until {_day(self.expires_on)}.\n\n"
                "If this should not have come to you, the same page lets you say so. Nothing is signed then.\n"
            ),
        )


@message("charter.signature_declined")
@dataclass(frozen=True, slots=True)
class SignatureDeclined:
    """Said to whoever asked: the signatory does not sign, and what can be done."""

    kind: ClassVar[str]

    to: str
    name: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="The charter has not been signed",
            text=(
                f"{self.name} says that the charter should not have come to them. Nothing was signed.\n\n"
                "What you filled in is kept. You can name somebody else, or talk with them first:\n"
                f"{origin}{addresses.SIGN}\n"
            ),
        )


@message("charter.affirmation_asked")
@dataclass(frozen=True, slots=True)
class AffirmationAsked:
    """A new version was published, and those who signed an earlier one are asked to sign it too (CH-6)."""

    kind: ClassVar[str]

    to: str
    organisation: str
    version: int
    affirm_by: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="The charter has a new version",
            text=(
                f"The network has published version {self.version} of its charter.\n\n"
                f"{self.organisation} has signed an earlier one. That signature stands until "
                f"{_day(self.affirm_by)}. Please read the new version and have it signed by then.\n\n"
                f"What has changed, and signing it:\n{origin}{addresses.OURS}\n"
            ),
        )


@message("charter.successor_asked")
@dataclass(frozen=True, slots=True)
class SuccessorAsked:
    """Whoever answered for the charter has left: somebody is to take it on."""

    kind: ClassVar[str]

    to: str
    organisation: str
    name: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="The charter needs somebody to answer for it",
            text=(
                f"{self.name} signed the charter for {self.organisation}, and is not there any more.\n\n"
                "The signature stands. Please say who answers for it from now on:\n"
                f"{origin}{addresses.OURS}\n"
            ),
        )


@message("charter.check_asked")
@dataclass(frozen=True, slots=True)
class CheckAsked:
    """Another partner asks to look at something that it has in place."""

    kind: ClassVar[str]

    to: str
    organisation: str
    check_id: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="A partner asks you to look at something",
            text=(
                f"{self.organisation} has something in place that it pledged in the charter, and asks your "
                "organisation to look at it and say what you see.\n\n"
                f"What it is, and what shows it:\n{origin}{addresses.peer_check(self.check_id)}\n\n"
                "You can say no on the same page. Nobody asks why.\n"
            ),
        )


@message("charter.check_answered")
@dataclass(frozen=True, slots=True)
class CheckAnswered:
    """The partner that was asked has looked."""

    kind: ClassVar[str]

    to: str
    peer: str
    check_id: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="A partner has looked at what you asked",
            text=(
                f"{self.peer} has looked at what you have in place, and said what it saw.\n\n"
                "Nobody else reads it until you agree:\n"
                f"{origin}{addresses.peer_check(self.check_id)}\n"
            ),
        )


def _day(written: str) -> str:
    return as_date(date.fromisoformat(written))
