"""The service of an organisation."""

from __future__ import annotations

from uuid import UUID

from network.core.forms import EditingForm
from network.ui.fields import Answered, CheckboxesField, DayMonthYearField, SelectField, SubmitField


class ModuleForm(EditingForm):
    """How an organisation offers the service."""

    go_live_on = DayMonthYearField(
        "When does the service go live?",
        [Answered("Enter the day that the service goes live")],
        hint="Incidents from this day on can be referred, for example 4 1 2027",
    )
    provider_id = SelectField(
        "Who provides the support?", [Answered("Choose who provides the support")], coerce=UUID, choices=[]
    )
    department_ids = CheckboxesField(
        "Which departments is it for?",
        coerce=UUID,
        choices=[],
        optional=True,
        hint="Leave all of them empty to offer it to everybody",
    )
    save = SubmitField("Switch the service on")


class SwitchOffForm(EditingForm):
    """No question: only the version that was seen."""

    save = SubmitField("Switch the service off", style="warning")
