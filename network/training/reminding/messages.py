"""What is written to somebody whose training runs out. The subject is neutral (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message

OWN_RECORD = "/passport"


@message("training.lapsing")
@dataclass(frozen=True, slots=True)
class TrainingLapsing:
    """Part of somebody's training runs out soon. `lines` say what, and until when it is current."""

    kind: ClassVar[str]
    to: str
    organisation: str
    lines: list[str]

    def email(self, origin: str) -> Email:
        """What runs out, and what they can do."""
        what = "\n".join(f"- {line}" for line in self.lines)
        return Email(
            self.to,
            "Your training record",
            "Hello,\n\n"
            f"Some of the training that {self.organisation} has recorded for you is to be renewed:\n{what}\n\n"
            "To renew it, take part in a session once more, or ask your organisation’s champion or lead what is "
            "planned. If you have renewed it already, ask them to record that.\n\n"
            f"You can see your own record here, without an account:\n{origin}{OWN_RECORD}\n\n"
            "We write about this 60 and 30 days before. If you would rather hear nothing, you can say so there.\n",
        )
