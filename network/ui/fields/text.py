"""Fields that are typed into, the file, the hidden one and the button."""

from typing import Any, ClassVar

from flask_wtf.file import FileField as UploadField
from wtforms import HiddenField, IntegerField, StringField
from wtforms import PasswordField as SecretField
from wtforms import SubmitField as ButtonField

from network.core.text import LONGEST_SEARCH, one_line, several_lines
from network.ui.fields.question import Question
from network.ui.filters import as_number
from network.ui.widgets import FileWidget, PasswordWidget, SubmitWidget, TextareaWidget, TextWidget

__all__ = ["HiddenField"]

LARGEST = 2_147_483_647  # a database integer


class TextField(Question, StringField):
    """One line: trimmed, line breaks and what no database keeps taken out. An empty answer is ""."""

    widget = TextWidget()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the words, drop what came round them."""
        if valuelist:
            self.data = one_line(valuelist[0])


class SearchField(TextField):
    """Words to look for. More of them than a search takes are cut off, here as in the browser."""

    widget = TextWidget("search")
    usual: ClassVar[dict[str, Any]] = {"width": 20, "longest": LONGEST_SEARCH, "spellcheck": False}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what a search takes."""
        super().process_formdata(valuelist)
        self.data = self.data[:LONGEST_SEARCH].rstrip() if self.data else self.data


class EmailField(TextField):
    """An e-mail address; whether it is one is a validator's business."""

    widget = TextWidget("email")
    usual: ClassVar[dict[str, Any]] = {"autocomplete": "email", "spellcheck": False}


class TelephoneField(TextField):
    """A telephone number."""

    widget = TextWidget("tel")
    usual: ClassVar[dict[str, Any]] = {"autocomplete": "tel", "width": 20}


class TextareaField(Question, StringField):
    """Several lines, with line ends as \\n, so that a count here agrees with the browser's."""

    widget = TextareaWidget()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Trim, and even out the line ends."""
        if valuelist:
            self.data = several_lines(valuelist[0])


class PasswordField(Question, SecretField):
    """A password, taken as it was typed. For a new one: `autocomplete="new-password"`."""

    widget = PasswordWidget()
    usual: ClassVar[dict[str, Any]] = {"autocomplete": "current-password"}


class WholeNumberField(Question, IntegerField):
    """A whole number, with or without commas and spaces, from `smallest` to `largest`."""

    widget = TextWidget()
    usual: ClassVar[dict[str, Any]] = {"inputmode": "numeric", "spellcheck": False, "width": 5}

    def __init__(
        self,
        label: str = "",
        validators: list[Any] | None = None,
        smallest: int = 0,
        largest: int = LARGEST,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **options)
        self.smallest = smallest
        self.largest = largest

    def process_formdata(self, valuelist: list[Any]) -> None:
        """None where nothing was typed. ValueError in words of what to do (U24)."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        digits = typed.replace(",", "").replace(" ", "")
        if not digits.removeprefix("-").isdecimal() or len(digits) > 20:
            raise ValueError("Enter a whole number, like 12")
        number = int(digits)
        if not self.smallest <= number <= self.largest:
            raise ValueError(
                f"Enter a number from {as_number(self.smallest)} to {as_number(self.largest)}"
                if self.largest != LARGEST
                else f"Enter a number that is {as_number(self.smallest)} or more"
                if number < self.smallest
                else "Enter a smaller number"
            )
        self.data = number


class FileField(Question, UploadField):
    """A file; `accept=".csv,.xlsx"` helps to choose and promises nothing."""

    widget = FileWidget()


class SubmitField(Question, ButtonField):
    """The button that sends the form."""

    widget = SubmitWidget()
