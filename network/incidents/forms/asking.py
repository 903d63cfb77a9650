"""Asking therapists, their answer, and what they say of their own room."""

from __future__ import annotations

from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import BaseForm, EditingForm
from network.incidents.rules.asking import MOST_PLACES, Connection, TurnDownReason
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SubmitField,
    WholeNumberField,
    choice,
)


class AskForm(EditingForm):
    """Whom to ask, in the order in which they stand."""

    therapist_ids = CheckboxesField("Whom shall we ask?", coerce=UUID, choices=[])
    ask = SubmitField("Ask them in this order")


class TurnDownForm(BaseForm):
    """Why not: the therapist's own word, from a list."""

    reason = RadiosField(
        "Why do you not take this on?",
        [Answered("Choose a reason from the list")],
        coerce=TurnDownReason,
        choices=[choice(each, each.label) for each in TurnDownReason],
    )
    save = SubmitField("Say no")


class RoomForm(BaseForm):
    """How many people, and until when nobody new."""

    places = WholeNumberField(
        "How many people can you support at the same time?",
        [Answered("Enter how many people you can support at the same time")],
        0,
        MOST_PLACES,
    )
    away_until = DayMonthYearField(
        "Until when do you take nobody on?",
        [Optional()],
        optional=True,
        hint="The last day, for example of a holiday. Leave it empty if you take people on today.",
    )
    save = SubmitField("Save")


class TieForm(BaseForm):
    """What ties a therapist to an organisation."""

    tied_to_id = SelectField("Organisation", [Answered("Choose an organisation")], coerce=UUID, choices=[])
    connection = RadiosField(
        "What ties you to it?",
        [Answered("Choose what ties you to it")],
        coerce=Connection,
        choices=[choice(each, each.label) for each in Connection],
    )
    save = SubmitField("Add")
