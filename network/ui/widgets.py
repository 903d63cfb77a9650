"""Fields as govuk-frontend draws them: label, hint, error and input tied together (WCAG 1.3.1, 3.3.1, 3.3.2).

The browser's own `required` is left out: its messages are not ours, and the page says what is optional (U14).
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from network.ui.look import Look


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it stands on one page."""

    id: str
    name: str
    label: str
    hint: str
    error: str
    look: Look

    @classmethod
    def of(cls, field: Any, changes: dict[str, Any]) -> "Put":
        """The field with this page's changes. TypeError for an option that a Look does not have."""
        look: Look = replace(field.look, **changes) if changes else field.look
        optional = field.flags.optional if look.optional is None else look.optional
        return cls(
            id=field.id,
            name=field.name,
            label=f"{field.label.text} (optional)" if optional else field.label.text,
            hint=look.hint or field.description,
            error=str(field.errors[0]) if field.errors else "",
            look=look,
        )


@cache
def _macros() -> Any:
    environment = Environment(
        loader=PackageLoader("network.ui"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("ui/fields.html").module


def _draw(macro: str, field: Any, changes: dict[str, Any], *values: Any) -> Markup:
    drawn: Markup = getattr(_macros(), macro)(Put.of(field, changes), *values)
    return drawn


@dataclass(frozen=True)
class TextWidget:
    """One line of text, of one of the browser's kinds."""

    kind: str = "text"

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        return _draw("text", field, changes, self.kind, field._value())  # noqa: SLF001


class PasswordWidget:
    """A password with a button to show it; what was typed is never sent back."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        return _draw("password", field, changes)


class TextareaWidget:
    """Several lines, with a count where there is a limit."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        return _draw("textarea", field, changes, field._value())  # noqa: SLF001


class DateWidget:
    """Day, month and year, each keeping what was typed into it; only the parts in question are marked."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        in_question = field.parts_in_question if field.errors else ()
        return _draw("date", field, changes, field.typed, in_question)


@dataclass(frozen=True)
class OptionsWidget:
    """Radios or checkboxes; nothing is chosen unless the field already has a value (U18)."""

    kind: str

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group, its first option carrying the field's id."""
        return _draw("options", field, changes, self.kind, field.iter_choices())


class SelectWidget:
    """One of many, behind a first line that says to choose."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        return _draw("select", field, changes, field.iter_choices())


class SingleCheckboxWidget:
    """One thing to agree to, or not."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group."""
        return _draw("single_checkbox", field, changes, bool(field.data))


class FileWidget:
    """A file from the person's own machine."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The whole form group; the form itself needs `upload=true`."""
        return _draw("file", field, changes)


class SubmitWidget:
    """The button; a second press within a second is not sent again."""

    def __call__(self, field: Any, **changes: Any) -> Markup:
        """The button; `style` is secondary, warning or inverse."""
        return _draw("button", field, changes)
