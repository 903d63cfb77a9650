"""What a page that came back says of what was typed: never that a password is still there."""

import pytest
from wtforms import FileField, Form, HiddenField, PasswordField, StringField, SubmitField

from network.ui.error_summary import what_is_kept


class Plain(Form):
    key = HiddenField()
    name = StringField()
    send = SubmitField()


class SignIn(Plain):
    password = PasswordField()


class Prove(Form):
    key = HiddenField()
    password = PasswordField()
    send = SubmitField()


class Upload(Form):
    file = FileField()
    send = SubmitField()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (Plain, "Everything you entered is still here."),
        (SignIn, "Enter your password again. Everything else you entered is still here."),
        (Prove, "Enter your password again."),
        (Upload, "Choose the file again."),
    ],
)
def test_what_is_kept(form: type[Form], words: str) -> None:
    assert what_is_kept(form()) == words
