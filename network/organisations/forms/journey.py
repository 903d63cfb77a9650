"""The forms of the journey and of its stages."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.organisations.rules.journey import Stage
from network.organisations.vocabulary import Progress
from network.ui.fields import Answered, DayMonthYearField, RadiosField, SelectField, SubmitField, TextField, choice


class StageForm(EditingForm):
    """The stage that an organisation is at."""

    stage = RadiosField("Which stage fits best?", [Answered("Choose a stage")])
    since = DayMonthYearField(
        "Since when?", [Answered("Enter the day")], hint="A rough day is enough. For example, 27 3 2026"
    )
    save = SubmitField("Save")

    def offer(self, stages: Iterable[Stage]) -> None:
        """The network's stages, in order."""
        self.stage.choices = [choice(stage.key, stage.name, hint=stage.meaning) for stage in stages]


class ProgressForm(EditingForm):
    """How far one of the four areas of work has come."""

    progress = RadiosField(
        "How far is it?",
        [Answered("Choose how far it is")],
        choices=[choice(each, each.label) for each in Progress],
        coerce=Progress,
    )
    since = DayMonthYearField(
        "Since when?", [Optional()], optional=False, hint="Leave it empty if it has not started. For example, 27 3 2026"
    )
    save = SubmitField("Save")


class _StageQuestions:
    name = TextField(
        "Name", [Answered("Enter a name")], width=20, hint="Name progress, as in Growing. No grades or colours."
    )
    meaning = TextField("What it means", [Optional()], hint="In a line, for whoever has to choose")


class AddStageForm(_StageQuestions, CreatingForm):
    """A stage more."""

    after = SelectField("After which stage?", [Optional()], optional=False, placeholder="Before all others")
    save = SubmitField("Add stage")

    def offer(self, stages: Iterable[Stage]) -> None:
        """The stages that it can come after."""
        self.after.choices = [choice(stage.key, stage.name) for stage in stages]


class EditStageForm(_StageQuestions, EditingForm):
    """A stage's name and meaning."""

    save = SubmitField("Save")
