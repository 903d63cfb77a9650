"""To see one referral in an emergency."""

from __future__ import annotations

from network.core.forms import CreatingForm
from network.incidents.rules.emergency import EmergencyReason
from network.ui.fields import Answered, RadiosField, SubmitField, TextField, choice


class EmergencyForm(CreatingForm):
    """Which one, and why."""

    reference = TextField(
        "What is the reference?",
        [Answered("Enter the reference")],
        hint="As it was given to you, like R-BCDF-23",
        autocomplete="off",
        spellcheck=False,
    )
    reason = RadiosField(
        "Why do you have to see it?",
        [Answered("Choose a reason from the list")],
        coerce=EmergencyReason,
        choices=[choice(each, each.label) for each in EmergencyReason],
    )
    save = SubmitField("Ask a second person")
