"""The base of every form: what was typed is kept, a broken rule becomes the error of its field, once for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import uuid4

from flask import g, render_template, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from network.core.commit import FORM_KEY, rollback
from network.core.errors import OtherRoute, RuleBroken
from network.core.request import current_visitor

UNPROCESSABLE = 422
OPENED_IN = "opened_in"


def marks_of_form() -> Markup:
    """What every form carries unseen: the token against forgery, and the organisation that its sender acts in."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf()) + _opened_in()


def _opened_in() -> Markup:
    organisation_id = current_visitor().organisation_id
    if organisation_id is None:
        return Markup()
    return Markup('<input type="hidden" name="{}" value="{}">').format(OPENED_IN, organisation_id)


FormType = TypeVar("FormType", bound=FlaskForm)


class BaseForm(FlaskForm):
    """A form of ours. A form that was parked when a sign-in ran out opens with what was typed (`U16`)."""

    routes: tuple[OtherRoute, ...] = ()
    """Where else to go, where a rule said no for good (`U37`): the page shows them under its errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        parked: MultiDict[str, str] | None = g.get("parked_form")
        if parked is not None and request.method == "GET" and "formdata" not in kwargs:
            kwargs["formdata"] = parked
        super().__init__(*args, **kwargs)

    def hidden_tag(self, *_fields: Any) -> Markup:
        """The fields that nobody sees; without ids, because several forms may stand on one page."""
        hidden = (field(id=False) for field in self if isinstance(field.widget, HiddenInput))
        return Markup().join(hidden) + _opened_in()

    def open_with(self, **values: Any) -> None:
        """What the fields show when the form is opened, for a view that looks it up late; what was typed wins."""
        if self.is_submitted() or g.get("parked_form") is not None:
            return
        for name, value in values.items():
            self[name].process_data(value)

    @contextmanager
    def rules(self) -> Iterator[None]:
        """Around the one call of a service: a `RuleBroken` that names a field of this form becomes its error.

        Everything of the transaction is undone, and the view goes on to show the form again. A rule that names
        no field, or none of this form, goes on to be a page of its own.
        """
        try:
            yield
        except RuleBroken as broken:
            if broken.field is None or broken.field not in self:
                raise
            rollback()
            field = self[broken.field]
            field.errors = [*field.errors, broken.message]
            self.routes = broken.routes


def with_ids(form: FormType, prefix: str) -> FormType:
    """The same form, one of several on a page: every field's id, and what refers to it, begins with `prefix`."""
    for field in form:
        field.id = f"{prefix}{field.id}"
        field.label.field_id = field.id
    return form


class CreatingForm(BaseForm):
    """A form that creates something: sent twice, it creates once (`B35`)."""

    form_key = HiddenField(name=FORM_KEY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.form_key.data:
            self.form_key.data = str(uuid4())


class EditingForm(BaseForm):
    """A form over a row that others edit too: it carries the version that it was opened with."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version the person saw; 0, which is never current, when it was tampered with."""
        sent = self.version.raw_data or ()  # what the form was opened with, never what the row holds by now
        text = str(sent[0]) if sent else ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def render_form(template: str, form: FlaskForm, **context: Any) -> tuple[str, int]:
    """A page with a form: 200 when it is opened, 422 when it comes back with something to mend."""
    page = render_template(template, form=form, **context)
    return page, UNPROCESSABLE if form.errors else 200
