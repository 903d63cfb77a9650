"""The form of an answer: shape only."""

from __future__ import annotations

from network.core.forms import BaseForm
from network.training.declarations.rules import LONGEST_WHY
from network.ui.fields import Answered, AtMost, SubmitField, TextareaField


class RefuseForm(BaseForm):
    """What is missing."""

    why = TextareaField(
        "What is missing?",
        [
            Answered("Say what is missing, so that they can do something about it"),
            AtMost(LONGEST_WHY),
        ],
        hint="For example: the certificate names another course. They read this, and can declare it again.",
        rows=3,
    )
    refuse = SubmitField("Say what is missing", style="secondary")
