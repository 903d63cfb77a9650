"""What plans send: that something waits, never what (`U31`, `U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message


@message("training.plan_sent")
@dataclass(frozen=True, slots=True)
class PlanSent:
    """An organisation's lead is sent a plan."""

    kind: ClassVar[str]
    to: str
    plan_id: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            self.to,
            "A plan for you to look at",
            "The network’s coordinator has drafted a plan for your organisation.\n\n"
            f"You can answer it line by line here:\n{origin}/training/plans/{self.plan_id}\n\n"
            "You can agree, propose something else, or decline. Nothing is booked until you agree.\n",
        )


@message("training.plan_changed")
@dataclass(frozen=True, slots=True)
class PlanChanged:
    """A line of a plan was changed and waits for an answer again."""

    kind: ClassVar[str]
    to: str
    plan_id: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            self.to,
            "A plan of yours was changed",
            "The network’s coordinator has changed something in your plan, and would like your answer.\n\n"
            f"You can see it here:\n{origin}/training/plans/{self.plan_id}\n",
        )


@message("training.plan_answered")
@dataclass(frozen=True, slots=True)
class PlanAnswered:
    """Every line of a plan has been answered."""

    kind: ClassVar[str]
    to: str
    plan_id: str

    def email(self, origin: str) -> Email:
        """The e-mail."""
        return Email(
            self.to,
            "A plan was answered",
            f"Every line of a plan that you sent has an answer.\n\nYou can see them here:\n"
            f"{origin}/training/plans/{self.plan_id}\n",
        )
