"""What the charter sends. Subjects and words are neutral (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.charter import addresses
from network.core.outbox import Email, message


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
                f"Your certificate:\n{origin}{addresses.certificate(self.signature_id)}\n\n"
                f"What everybody can see:\n{origin}{addresses.signatory(self.organisation_id)}\n\n"
                "If you did not expect this, tell the network's coordinator.\n"
            ),
        )
