"""The macros of govuk-frontend-jinja, each compiled when it is first drawn: there are many, and we use few.

They live in an environment of their own: they read keys that may be absent, which the strict templates of the
product refuse. They are for page chrome: fields have lean macros of their own (widgets.py), and a
long list is a plain table (stack.md).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_PACKAGE = "govuk_frontend_jinja"
Macro = Callable[[dict[str, Any]], Markup]


@cache
def _environment() -> Environment:
    loader = PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)})  # upstream's templates import each other by it
    return Environment(loader=loader, autoescape=True, auto_reload=False, trim_blocks=True, lstrip_blocks=True)


@cache
def _macro(component: str) -> Macro:
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    module = _environment().get_template(f"{_PACKAGE}/components/{component}/macro.html").module
    return cast(Macro, getattr(module, name))


def components() -> set[str]:
    """The name of each component, as `date-input`."""
    places = (path.split("/") for path in _environment().list_templates())
    return {place[2] for place in places if place[1] == "components"}


def govuk(component: str, /, **params: Any) -> Markup:
    """One component with upstream's own option names: `govuk('tag', text='Booked')`.

    Raises `jinja2.TemplateNotFound` for one that is not among `components()`.
    """
    return _macro(component)(params)
