"""How a question is put: everything about it that is not its value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True)
class Look:
    """Given when a field is declared, and changed for one page where it is rendered.

    `optional` None means: says "(optional)" where the field carries wtforms' `Optional` (U14).
    `width` is a number of characters: 2, 3, 4, 5, 10, 20, 30. `counted` is a limit shown with a count,
    `longest` one that the browser keeps by taking no more.
    `conditional` holds what opens under an option, by the option's value.
    """

    hint: str = ""
    heading: bool = False
    optional: bool | None = None
    autocomplete: str | None = None
    inputmode: str | None = None
    spellcheck: bool | None = None
    width: int | None = None
    classes: str = ""
    prefix: str = ""
    suffix: str = ""
    rows: int = 5
    counted: int | None = None
    longest: int | None = None
    placeholder: str = "Choose one"
    inline: bool = False
    small: bool = False
    accept: str = ""
    style: str = ""
    conditional: Mapping[str, Markup] = field(default_factory=dict)


LOOK_NAMES = frozenset(each.name for each in fields(Look))


def split_look(options: Mapping[str, Any]) -> tuple[Look, dict[str, Any]]:
    """A field's own options, apart from those that wtforms knows."""
    look = Look(**{name: value for name, value in options.items() if name in LOOK_NAMES})
    return look, {name: value for name, value in options.items() if name not in LOOK_NAMES}
