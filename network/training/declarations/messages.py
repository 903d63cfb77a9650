"""What is written to somebody who declared a course. The subject is neutral, and nothing of it is in it (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.training.reminding.messages import OWN_RECORD


@message("training.declaration_answered")
@dataclass(frozen=True, slots=True)
class DeclarationAnswered:
    """Somebody looked at what a person declared; whether it was confirmed stands on their own page alone."""

    kind: ClassVar[str]
    to: str
    organisation: str

    def email(self, origin: str) -> Email:
        """Where the answer is."""
        return Email(
            self.to,
            "Your record was looked at",
            "Hello,\n\n"
            f"{self.organisation} has looked at what you said that you completed. "
            f"You can see the answer on your own page:\n{origin}{OWN_RECORD}\n\n"
            "You need no account: give this address there, and we send you a link.\n",
        )
