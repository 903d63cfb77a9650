"""What governance sends: one reminder, which says that something is due and not what (`U31`, `U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.governance import addresses


@message("governance.reminder")
@dataclass(frozen=True, slots=True)
class ActionReminder:
    """An action of a colleague's is due in a week."""

    kind: ClassVar[str]

    to: str
    action_id: str
    due: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            to=self.to,
            subject="Something of yours is due soon",
            text=(
                f"An action that you took on is due on {self.due}.\n\n"
                f"What it is, and the way to say that it is done:\n{origin}{addresses.action(self.action_id)}\n\n"
                "If it needs more time, tell whoever looks after the group. This is the only reminder.\n"
            ),
        )
