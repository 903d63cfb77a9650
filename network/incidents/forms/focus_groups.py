"""A focus group that was held."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.incidents.rules.focus_groups import LARGEST_FOCUS_GROUP, LONGEST_CHANGED, LONGEST_TITLE, FocusTheme
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    RadiosField,
    SubmitField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)


class FocusGroupForm(CreatingForm, EditingForm):
    """What is logged of it."""

    theme = RadiosField(
        "Which part did it talk about?",
        [Answered("Choose which part it talked about")],
        coerce=FocusTheme,
        choices=[choice(each, each.label) for each in FocusTheme],
    )
    title = TextField(
        "What was it about, in a few words?",
        [Answered("Say in a few words what it was about"), AtMost(LONGEST_TITLE)],
        hint="No names",
    )
    held_on = DayMonthYearField(
        "When was it held?", [Answered("Enter the day that it was held")], hint="For example, 27 3 2026"
    )
    attendance = WholeNumberField(
        "How many people came?", [Answered("Enter how many came")], smallest=1, largest=LARGEST_FOCUS_GROUP
    )
    changed = TextareaField(
        "What was changed because of it?",
        [Optional()],
        rows=4,
        counted=LONGEST_CHANGED,
        hint="You can come back to this. No names",
    )
    save = SubmitField("Save")
