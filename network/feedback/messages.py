"""What coordinators are written: how many messages wait, and no word of any of them (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.ui.filters import plural


@message("feedback.waiting")
@dataclass(frozen=True, slots=True)
class FeedbackWaiting:
    """Somebody told the network something."""

    kind: ClassVar[str]
    to: str
    waiting: int

    def email(self, origin: str) -> Email:
        """The count, and where to read them."""
        return Email(
            self.to,
            "There is something to read",
            f"Hello,\n\n{plural(self.waiting, 'message')} to the network {'waits' if self.waiting == 1 else 'wait'} "
            f"to be read:\n{origin}/feedback\n\n"
            "What people wrote is there and not in this e-mail, so that only those it is for read it.",
        )
