"""The e-mails about a person's own sign-in. None holds a password or says where somebody works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from network.core.outbox import Email, message

NOT_YOU = "If this was not you, choose a new password now: {origin}/forgotten-password"


@message("accounts.password_reset_asked")
@dataclass(frozen=True, slots=True)
class PasswordResetAsked:
    """A link to choose a new password. Works once, for an hour."""

    kind: ClassVar[str]

    to: str
    token: str

    def email(self, origin: str) -> Email:
        """The link, and what to do without having asked for it."""
        text = (
            "Somebody, most likely you, asked to choose a new password.\n\n"
            f"Choose it here within an hour: {origin}/reset-password/{self.token}\n\n"
            "The link works once. If you did not ask for it, you do not need to do anything."
        )
        return Email(self.to, "Choose a new password", text)


@message("accounts.password_changed")
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """Said after each change, so that a change by somebody else is noticed."""

    kind: ClassVar[str]

    to: str

    def email(self, origin: str) -> Email:
        """That it was changed."""
        text = (
            "Your password was changed, and you were signed out everywhere. "
            "Keys that you had made for programs no longer work.\n\n"
            f"Sign in: {origin}/sign-in\n\n" + NOT_YOU.format(origin=origin)
        )
        return Email(self.to, "Your password was changed", text)


class StepChange(StrEnum):
    """What happened to somebody's second steps, in the words of the message."""

    APP_ADDED = "An authenticator app was added to your sign-in."
    APP_REMOVED = "The authenticator app was removed from your sign-in."
    PASSKEY_ADDED = "A passkey was added to your sign-in."
    PASSKEY_REMOVED = "A passkey was removed from your sign-in."
    CODES_MADE = "New recovery codes were made for your sign-in. The old ones no longer work."
    CODE_USED = "A recovery code was used to sign in as you. It no longer works."


@message("accounts.second_step_changed")
@dataclass(frozen=True, slots=True)
class SecondStepChanged:
    """Said after each change to how a person signs in."""

    kind: ClassVar[str]

    to: str
    what: str

    def email(self, origin: str) -> Email:
        """What changed."""
        text = f"{self.what}\n\nSee how you sign in: {origin}/your-sign-in\n\n" + NOT_YOU.format(origin=origin)
        return Email(self.to, "Your sign-in was changed", text)
