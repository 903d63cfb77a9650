"""A form as a browser would send it back untouched."""

from __future__ import annotations

from typing import Any

from tests.support.client import Client


def filled_form(client: Client, path: str) -> dict[str, Any]:
    """Every answer that stands in the form of this page, to be changed in part and sent."""
    (form,) = client.get(path).tree.xpath("//main//form[@method='post'][.//input[@name='version' or @name='form_key']]")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values[name] = [*values.get(name, []), value]
    return values
