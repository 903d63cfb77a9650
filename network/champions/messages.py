"""What champions are written. Each link needs signing in (`U32`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message


@message("champions.asked")
@dataclass(frozen=True, slots=True)
class ChampionAsked:
    """Somebody is asked to be a champion."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str

    def email(self, origin: str) -> Email:
        """The question, and where to answer it."""
        return Email(
            self.to,
            "Would you be a champion?",
            f"Hello {self.name},\n\n"
            f"{self.organisation} would like you to be one of its champions in the network. "
            "A champion shares what they learn with colleagues and helps to run sessions.\n\n"
            f"You can say yes or no here, as suits you:\n{origin}/champions/mine\n\n"
            "Nothing happens unless you say yes. You can step down whenever you like.",
        )


@message("champions.thanked")
@dataclass(frozen=True, slots=True)
class ChampionThanked:
    """Somebody was a champion, and is thanked."""

    kind: ClassVar[str]
    to: str
    name: str
    organisation: str
    thanks: str

    def email(self, origin: str) -> Email:
        """The thanks, and the way back."""
        own = f"{self.thanks}\n\n" if self.thanks else ""
        return Email(
            self.to,
            "Thank you",
            f"Hello {self.name},\n\n"
            f"Your time as a champion of {self.organisation} has ended. Thank you for everything that you gave.\n\n"
            f"{own}"
            f"You can see your record here:\n{origin}/champions/mine\n\n"
            "If you would like to be a champion again, tell your organisation’s lead.",
        )
