"""The macros of govuk-frontend-jinja, compiled once when the application starts.

They live in an environment of their own: they read keys that may be absent, which the strict templates of the
product refuse. They are for page chrome: fields have lean macros of their own (widgets.py), and a
long list is a plain table (stack.md).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Macro = Callable[[dict[str, Any]], Markup]


def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def macros() -> dict[str, Macro]:
    """Every macro by its component's name, as `date-input`."""
    environment = _environment()
    found: dict[str, Macro] = {}
    for path in environment.list_templates():
        parts = path.split("/")
        if parts[1] != "components":
            continue
        component = parts[2]
        macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
        found[component] = cast(Macro, getattr(environment.get_template(path).module, macro))
    return found


def govuk(component: str, /, **params: Any) -> Markup:
    """One component with upstream's own option names: `govuk('tag', text='Booked')`. KeyError if unknown."""
    return macros()[component](params)
