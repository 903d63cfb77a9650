"""The fields that forms are made of. Each takes wtforms' own options, and those of network.ui.look.Look."""

from network.ui.fields.choices import (
    CheckboxesField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    choice,
)
from network.ui.fields.dates import DayMonthYearField, TimeOfDayField
from network.ui.fields.question import Answered, AtMost, Question
from network.ui.fields.text import (
    EmailField,
    FileField,
    HiddenField,
    PasswordField,
    SearchField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "Answered",
    "AtMost",
    "CheckboxesField",
    "DayMonthYearField",
    "EmailField",
    "FileField",
    "HiddenField",
    "PasswordField",
    "Question",
    "RadiosField",
    "SearchField",
    "SelectField",
    "SingleCheckboxField",
    "SubmitField",
    "TelephoneField",
    "TextField",
    "TextareaField",
    "TimeOfDayField",
    "WholeNumberField",
    "choice",
]
