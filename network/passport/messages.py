"""What is written to whoever asks for their own record. The subject is neutral (`U31`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from network.core.outbox import Email, message
from network.passport import addresses
from network.passport.rules import LINK_LASTS_IN_WORDS, OPEN_FOR_IN_WORDS


@message("passport.link")
@dataclass(frozen=True, slots=True)
class RecordLink:
    """The link to one's own record. It says nothing of what is in it."""

    kind: ClassVar[str]
    to: str
    token: str

    def email(self, origin: str) -> Email:
        """The link, and what to do with it if it was not asked for."""
        return Email(
            self.to,
            "Your link to Network",
            "Hello,\n\n"
            "Somebody gave this address to see their own record on Network. If that was you, open this link:\n"
            f"{origin}{addresses.open_record(self.token)}\n\n"
            f"The link is for you alone. It works once, for {LINK_LASTS_IN_WORDS}. "
            f"Then the record stays open for {OPEN_FOR_IN_WORDS}, in the browser in which you opened it.\n\n"
            "If it was not you, you can leave this. Nobody sees anything without the link.\n",
        )
