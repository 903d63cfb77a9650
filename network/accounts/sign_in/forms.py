"""The forms of the sign-in: what is typed, not what it means. Pasting works in every field (`U39`)."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length, ValidationError

from network.accounts.passwords import SHORTEST
from network.core.forms import BaseForm
from network.ui.fields import Answered, EmailField, HiddenField, PasswordField, SubmitField, TextField

LONGEST_ADDRESS = 320
LONGEST_CODE = 60
LONGEST_NAME = 60


def typed(field: StringField) -> str:
    """What was typed into a field that needs an answer."""
    return str(field.data or "")


class SignInForm(BaseForm):
    """E-mail address and password."""

    email = EmailField(
        "E-mail address",
        [Answered("Enter your e-mail address"), Length(max=LONGEST_ADDRESS, message="Enter a shorter e-mail address")],
        autocomplete="username",
        width=30,
    )
    password = PasswordField("Password", [Answered("Enter your password")], width=30)
    send = SubmitField("Sign in")


class CodeForm(BaseForm):
    """The six digits of an authenticator app."""

    code = TextField(
        "6-digit code",
        [Answered("Enter the 6-digit code"), Length(max=LONGEST_CODE, message="Enter the 6 digits that the app shows")],
        autocomplete="one-time-code",
        inputmode="numeric",
        spellcheck=False,
        width=10,
    )
    send = SubmitField("Continue")


class RecoveryForm(BaseForm):
    """One of the codes that somebody kept for the day without their phone."""

    code = TextField(
        "Recovery code",
        [Answered("Enter one of your recovery codes"), Length(max=LONGEST_CODE, message="Enter one code only")],
        hint="It has four groups of letters and digits.",
        autocomplete="off",
        spellcheck=False,
        width=30,
    )
    send = SubmitField("Continue")


class ProofForm(BaseForm):
    """The password again."""

    password = PasswordField("Password", [Answered("Enter your password")], width=30)
    send = SubmitField("Continue")


class ForgottenForm(BaseForm):
    """Who would like a link."""

    email = EmailField(
        "E-mail address",
        [Answered("Enter your e-mail address"), Length(max=LONGEST_ADDRESS, message="Enter a shorter e-mail address")],
        width=30,
    )
    send = SubmitField("Send me a link")

    def validate_email(self, field: EmailField) -> None:
        """Something with an @ in it; whether anybody has it is not said here (`B4`)."""
        name, _, domain = (field.data or "").partition("@")
        if not name or "." not in domain:
            raise ValidationError("Enter an e-mail address, such as name@example.org")


class NewPasswordForm(BaseForm):
    """A new password, once: it can be shown, so it need not be typed twice."""

    password = PasswordField(
        "New password",
        [Answered("Enter a new password")],
        hint=f"At least {SHORTEST} characters. Three or four words that do not belong together work well.",
        autocomplete="new-password",
        width=30,
    )
    send = SubmitField("Save the new password")


class ChangePasswordForm(NewPasswordForm):
    """A new password, from somebody who knows the old one."""

    current_password = PasswordField(
        "Password that you use now", [Answered("Enter the password that you use now")], width=30
    )


class PasskeyForm(BaseForm):
    """The browser's answer. Its own script fills it in."""

    credential = HiddenField()
    send = SubmitField("Use a passkey", style="secondary")


class NewPasskeyForm(BaseForm):
    """What to call a new passkey, and the browser's answer."""

    name = TextField(
        "Name for this passkey",
        [
            Answered("Enter a name for this passkey"),
            Length(max=LONGEST_NAME, message=f"Enter a name of at most {LONGEST_NAME} characters"),
        ],
        hint="So that you can tell it from others. For example: work laptop.",
        autocomplete="off",
        width=20,
    )
    credential = HiddenField()
    send = SubmitField("Make a passkey")


class PlainForm(BaseForm):
    """A button that changes something, with nothing to fill in."""
