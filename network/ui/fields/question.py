"""What every field has besides its value: how it is put, and where its error points."""

from dataclasses import replace
from typing import Any, ClassVar

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import Length, StopValidation

from network.ui.look import Look, split_look


class Question(Field):
    """A field that takes the options of a Look beside those of wtforms."""

    usual: ClassVar[dict[str, Any]] = {}
    look: Look

    def __init__(self, label: str = "", validators: list[Any] | None = None, **options: Any) -> None:
        look, rest = split_look({**self.usual, **options})
        super().__init__(label, validators, **rest)
        self.look = look

    @property
    def anchor(self) -> str:
        """The id that the error summary leads to."""
        return self.id

    def put(self, **changes: Any) -> None:
        """Change how this field is put, from a view or a form's own code: `form.when.put(hint=...)`."""
        self.look = replace(self.look, **changes)


class Answered:
    """The question needs an answer; the message says what to do: `Answered("Enter your name")`.

    A typed answer that could not be read keeps its own message and gets no second one.
    """

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """StopValidation with the message where there is nothing, False or an empty list."""
        if field.errors:
            raise StopValidation
        if field.data is None or field.data is False or field.data in ("", [], ()):
            raise StopValidation(self.message)


class AtMost(Length):
    """The answer has at most so many characters, and its box says so to the browser: `AtMost(300)`."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most, message=f"Shorten this to {most:,} characters")
