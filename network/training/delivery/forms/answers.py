"""What people say of a session afterwards, and the themes that the coordinator finds in it."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import BaseForm, EditingForm
from network.training.delivery.feedback import LONGEST_LINE, QUESTIONS, Said
from network.training.delivery.vocabulary import PracticeChange
from network.ui.fields import Answered, AtMost, RadiosField, SubmitField, TextareaField, TextField, choice

_SCALE = [
    choice(5, "Very much"),
    choice(4, "Mostly"),
    choice(3, "In part"),
    choice(2, "A little"),
    choice(1, "Not at all"),
]


class AfterForm(BaseForm):
    """Three questions and a line. It has no key that would lead a second time to where the first led."""

    clear = RadiosField(QUESTIONS["clear"], [Answered("Choose how clear it was")], coerce=int, choices=_SCALE)
    safe = RadiosField(QUESTIONS["safe"], [Answered("Choose how safe you felt")], coerce=int, choices=_SCALE)
    useful = RadiosField(QUESTIONS["useful"], [Answered("Choose how much you can use it")], coerce=int, choices=_SCALE)
    words = TextareaField(
        "Would you like to add something?",
        [Optional(), AtMost(LONGEST_LINE)],
        hint="Please write nothing that says who you or others are.",
        rows=3,
    )
    send = SubmitField("Send my answers")

    def said(self) -> Said:
        """What was chosen and typed."""
        return Said(self.clear.data, self.safe.data, self.useful.data, words=self.words.data or "")


class LaterForm(BaseForm):
    """One choice and a line."""

    change = RadiosField(
        "What changed in practice?",
        [Answered("Choose what changed")],
        coerce=PracticeChange,
        choices=[choice(change.value, change.label) for change in PracticeChange],
    )
    words = TextareaField(
        "What helped, or what was in the way?",
        [Optional(), AtMost(LONGEST_LINE)],
        hint="Please write nothing that says who you or others are.",
        rows=3,
    )
    send = SubmitField("Send my answer")

    def said(self) -> Said:
        """What was chosen and typed."""
        return Said(change=self.change.data, words=self.words.data or "")


class ThemesForm(EditingForm):
    """What somebody's words are about."""

    themes = TextField(
        "Themes", [Optional()], hint="A few words each, with commas between them, like: pace, more examples"
    )
    save = SubmitField("Save the themes")
