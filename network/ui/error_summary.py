"""The list at the top of a page that was sent back: each message goes to the field it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, FieldList, FileField, Form, FormField, HiddenField, PasswordField, SubmitField


@dataclass(frozen=True)
class ErrorLink:
    """One message, and the id of the input to go to; None where it is about the form as a whole."""

    message: str
    anchor: str | None


def error_list(form: Form) -> list[ErrorLink]:
    """Every message of a form in the order of its fields, nested forms and lists included."""
    about_the_whole = [ErrorLink(str(message), None) for message in form.form_errors]
    return about_the_whole + [link for field in form for link in _of_field(field)]


def what_is_kept(form: Form) -> str:
    """What is still on a page that came back, in words: no page ever shows a password or a file again."""
    asked = [field for field in form if not isinstance(field, (HiddenField, SubmitField))]
    again = [field for field in asked if isinstance(field, (PasswordField, FileField))]
    if not again:
        return "Everything you entered is still here."
    what = "your password" if isinstance(again[0], PasswordField) else "the file"
    verb = "Enter" if isinstance(again[0], PasswordField) else "Choose"
    once_more = f"{verb} {what} again."
    return once_more if len(again) == len(asked) else f"{once_more} Everything else you entered is still here."


def _of_field(field: Field) -> Iterator[ErrorLink]:
    if isinstance(field, FormField):
        yield from error_list(field.form)
        return
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _of_field(entry)
    anchor = getattr(field, "anchor", field.id)
    for message in _own_messages(field.errors):
        yield ErrorLink(message, anchor)


def _own_messages(errors: Sequence[Any] | Mapping[str, Any]) -> list[str]:
    # A FieldList mixes its own messages with its entries' lists, which were given above.
    return [str(error) for error in errors if not isinstance(error, list | tuple | dict)]
