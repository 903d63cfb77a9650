"""Fields with options to choose from."""

from collections.abc import Callable
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms import SelectField as DropDownField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from network.ui.fields.question import Question
from network.ui.widgets import OptionsWidget, SelectWidget, SingleCheckboxWidget

CHOOSE_FROM_THE_LIST = "Choose from the list"


def choice(value: object, label: str, hint: str = "") -> SelectChoice:
    """One option: what is sent, what is read, and a line under it."""
    return SelectChoice(value=value, label=label, render_kw={"hint": hint} if hint else {})


def _from_text(coerce: Callable[[str], Any]) -> Callable[[Any], Any]:
    # wtforms asks it of what was sent and of what is offered alike: UUID, int and an enum all read their own text.
    return lambda value: coerce(str(value))


class _Coerced(Question):
    """`coerce` makes a value from the text that was sent: `UUID`, `int`, an enum; text by default."""

    def __init__(
        self,
        label: str = "",
        validators: list[Any] | None = None,
        coerce: Callable[[str], Any] = str,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, coerce=_from_text(coerce), **options)


class _OneOf(_Coerced, DropDownField):
    """One option or None. Whether one is needed is a validator's business (U14)."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """None where nothing was chosen. ValueError for what is not among the options."""
        self.data = None
        if not valuelist or valuelist[0] == "":
            return
        try:
            self.data = self.coerce(valuelist[0])
        except (ValueError, TypeError, KeyError) as unreadable:
            raise ValueError(CHOOSE_FROM_THE_LIST) from unreadable

    def pre_validate(self, _form: BaseForm) -> None:
        """ValidationError for what is not among the options."""
        if self.process_errors or self.data is None:
            return
        if not any(option.selected for option in self.iter_choices()):  # type: ignore[attr-defined]
            raise ValidationError(CHOOSE_FROM_THE_LIST)


class RadiosField(_OneOf, RadioField):
    """One of a few, all in sight."""

    widget = OptionsWidget("radios")


class SelectField(_OneOf):
    """One of many; `placeholder=""` leaves the first line out."""

    widget = SelectWidget()


class CheckboxesField(_Coerced, SelectMultipleField):
    """Any number of a few: a list in the order chosen, each once, empty where none is."""

    widget = OptionsWidget("checkboxes")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """ValueError for what is not among the options."""
        try:
            self.data = list(dict.fromkeys(self.coerce(value) for value in valuelist))
        except (ValueError, TypeError, KeyError) as unreadable:
            raise ValueError(CHOOSE_FROM_THE_LIST) from unreadable

    def pre_validate(self, _form: BaseForm) -> None:
        """ValidationError for what is not among the options."""
        offered = {self.coerce(option.value) for option in self.iter_choices()}  # type: ignore[attr-defined]
        if not self.process_errors and not set(self.data or ()) <= offered:
            raise ValidationError(CHOOSE_FROM_THE_LIST)


class SingleCheckboxField(Question, BooleanField):
    """One thing to agree to; never ticked beforehand (U18)."""

    widget = SingleCheckboxWidget()
