"""A legal hold."""

from __future__ import annotations

from network.core.forms import CreatingForm
from network.incidents.rules.holding import HoldReason
from network.ui.fields import Answered, DayMonthYearField, RadiosField, SubmitField, choice


class HoldForm(CreatingForm):
    """Why, and until when."""

    reason = RadiosField(
        "Why does it have to be kept?",
        [Answered("Choose a reason from the list")],
        coerce=HoldReason,
        choices=[choice(each, each.label) for each in HoldReason],
    )
    until_on = DayMonthYearField(
        "Until which day?", [Answered("Enter the last day")], hint="At most 12 months from today. You can renew it then"
    )
    save = SubmitField("Hold it until then")
