"""Our fields draw what upstream's macros draw, so that style and script fit them (widgets.py)."""

from typing import Any

import pytest
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.validators import Optional

from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    EmailField,
    FileField,
    PasswordField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)
from network.ui.govuk import govuk
from tests.unit.ui.markup import as_read

NASTY = '"><script>alert(1)</script>&amp;'
HINT, ERROR = {"text": "A hint & more"}, {"text": "Say it"}


def drawn(field: Field, typed: dict[str, Any] | None = None, **changes: Any) -> Markup:
    form = type("Page", (Form,), {"f": field})(MultiDict(typed) if typed is not None else None)
    if typed is not None:
        form.validate()
    return form.f(**changes)


def label(text: str = "The label", size: str = "s", heading: bool = False) -> dict[str, Any]:
    return {"text": text, "classes": f"govuk-label--{size}", "isPageHeading": heading}


def legend(text: str = "The label", size: str = "s", heading: bool = False) -> dict[str, Any]:
    return {"legend": {"text": text, "classes": f"govuk-fieldset__legend--{size}", "isPageHeading": heading}}


NEEDED = [Answered("Say it")]
OPTIONS = [choice("a", "A"), choice("b", "B", hint="The second")]
ITEMS = [{"value": "a", "text": "A"}, {"value": "b", "text": "B", "hint": {"text": "The second"}}]
TEXT = {"id": "f", "name": "f", "label": label()}
PARTS = [
    {"name": "day", "classes": "govuk-input--width-2", "value": "31"},
    {"name": "month", "classes": "govuk-input--width-2", "value": "3"},
    {"name": "year", "classes": "govuk-input--width-4 govuk-input--error"},
]

CASES: dict[str, tuple[Field, dict[str, Any] | None, tuple[str, dict[str, Any]]]] = {
    "text": (TextField("The label"), None, ("input", {**TEXT, "type": "text"})),
    "text with everything": (
        TextField("The label", NEEDED, hint="A hint & more", width=10, autocomplete="name", prefix="£", heading=True),
        {},
        (
            "input",
            {
                **TEXT,
                "label": label(size="l", heading=True),
                "hint": HINT,
                "errorMessage": ERROR,
                "classes": "govuk-input--width-10",
                "autocomplete": "name",
                "prefix": {"text": "£"},
            },
        ),
    ),
    "what was typed is escaped": (TextField("The label"), {"f": NASTY}, ("input", {**TEXT, "value": NASTY})),
    "optional": (
        TextField("The label", [Optional()]),
        None,
        ("input", {**TEXT, "label": label("The label (optional)")}),
    ),
    "email": (
        EmailField("The label"),
        None,
        ("input", {**TEXT, "type": "email", "autocomplete": "email", "spellcheck": False}),
    ),
    "telephone": (
        TelephoneField("The label"),
        None,
        ("input", {**TEXT, "type": "tel", "autocomplete": "tel", "classes": "govuk-input--width-20"}),
    ),
    "number": (
        WholeNumberField("The label", suffix="people"),
        {"f": "12"},
        (
            "input",
            {
                **TEXT,
                "value": "12",
                "inputmode": "numeric",
                "spellcheck": False,
                "classes": "govuk-input--width-5",
                "suffix": {"text": "people"},
            },
        ),
    ),
    "password, never sent back": (
        PasswordField("The label", autocomplete="new-password"),
        {"f": "secret"},
        ("password-input", {**TEXT, "autocomplete": "new-password"}),
    ),
    "textarea": (
        TextareaField("The label", hint="A hint & more", rows=8),
        {"f": "</textarea>" + NASTY},
        ("textarea", {**TEXT, "hint": HINT, "rows": 8, "value": "</textarea>" + NASTY}),
    ),
    "counted textarea": (
        TextareaField("The label", NEEDED, hint="A hint & more", counted=500),
        {},
        ("character-count", {**TEXT, "hint": HINT, "errorMessage": ERROR, "maxlength": 500}),
    ),
    "date": (
        DayMonthYearField("The label", hint="A hint & more"),
        {"f-day": "31", "f-month": "3"},
        (
            "date-input",
            {
                "id": "f",
                "namePrefix": "f",
                "fieldset": legend(),
                "hint": HINT,
                "errorMessage": {"text": "Add the year, like 27 3 2026"},
                "items": PARTS,
            },
        ),
    ),
    "radios": (
        RadiosField("The label", NEEDED, choices=OPTIONS, hint="A hint & more"),
        {},
        ("radios", {"name": "f", "fieldset": legend(), "hint": HINT, "errorMessage": ERROR, "items": ITEMS}),
    ),
    "radios that open": (
        RadiosField("The label", choices=OPTIONS, inline=True, conditional={"b": Markup("<p>More</p>")}),
        {"f": "a"},
        (
            "radios",
            {
                "name": "f",
                "fieldset": legend(),
                "classes": "govuk-radios--inline",
                "value": "a",
                "items": [ITEMS[0], {**ITEMS[1], "conditional": {"html": "<p>More</p>"}}],
            },
        ),
    ),
    "checkboxes": (
        CheckboxesField("The label", choices=OPTIONS, heading=True),
        {"f": "b"},
        (
            "checkboxes",
            {"name": "f", "fieldset": legend(size="l", heading=True), "items": ITEMS, "values": ["b"]},
        ),
    ),
    "single checkbox": (
        SingleCheckboxField("The label", NEEDED, hint="A hint & more"),
        {},
        (
            "checkboxes",
            {
                "name": "f",
                "errorMessage": ERROR,
                "items": [{"value": "y", "text": "The label", "hint": HINT}],
            },
        ),
    ),
    "select": (
        SelectField("The label", NEEDED, choices=OPTIONS),
        {},
        (
            "select",
            {
                **TEXT,
                "errorMessage": ERROR,
                "items": [
                    {"value": "", "text": "Choose one"},
                    {"value": "a", "text": "A"},
                    {"value": "b", "text": "B"},
                ],
            },
        ),
    ),
    "file": (
        FileField("The label", accept=".csv"),
        None,
        ("file-upload", {**TEXT, "attributes": {"accept": ".csv"}}),
    ),
    "button": (
        SubmitField("The label", style="warning"),
        None,
        (
            "button",
            {
                "text": "The label",
                "id": "f",
                "name": "f",
                "value": "y",
                "preventDoubleClick": True,
                "classes": "govuk-button--warning",
            },
        ),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_field_is_drawn_as_upstream_draws_it(case: Any) -> None:
    field, typed, (component, params) = case
    assert as_read(drawn(field, typed)) == as_read(govuk(component, **params))


def test_a_page_can_put_a_question_its_own_way() -> None:
    field = TextField("The label", hint="As declared")
    assert "As this page has it" in drawn(field, hint="As this page has it")
    with pytest.raises(TypeError):
        drawn(field, hnit="A slip of the pen")
