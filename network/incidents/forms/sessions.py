"""Sessions, dates to come, the look back, the end."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.incidents.rules.answers import (
    Affected,
    AskedBy,
    DateKind,
    DateScope,
    ExceptionReason,
    ExitPathway,
    MeetingMode,
    MoveReason,
    ReviewOutcome,
)
from network.incidents.rules.sessions import Outcome
from network.incidents.rules.summary import LONGEST_SUMMARY, Statement
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SingleCheckboxField,
    SubmitField,
    TextareaField,
    TimeOfDayField,
    choice,
)


class SessionForm(EditingForm):
    """When a session is to be, and how they meet."""

    day = DayMonthYearField("Day", [Answered("Enter the day of the session")], hint="For example, 27 3 2026")
    time = TimeOfDayField("Time", [Answered("Enter the time of the session")])
    mode = RadiosField(
        "How will you meet?",
        [Answered("Choose how you will meet")],
        coerce=MeetingMode,
        choices=[choice(each, each.label) for each in MeetingMode],
    )
    save = SubmitField("Save the session")

    def offer(self, modes: Iterable[MeetingMode]) -> None:
        """Only how the organisation lets people meet (CI-15)."""
        self.mode.choices = [choice(each, each.label) for each in modes]


class WhyForm(EditingForm):
    """Who asked, and why (RM)."""

    asked_by = RadiosField(
        "Who asked for this?",
        [Answered("Choose who asked")],
        coerce=AskedBy,
        choices=[choice(each, each.label) for each in AskedBy],
    )
    reason = RadiosField(
        "Why?",
        [Answered("Choose a reason from the list")],
        coerce=MoveReason,
        choices=[choice(each, each.label) for each in MoveReason],
    )
    save = SubmitField("Call it off", style="warning")


class MoveForm(SessionForm, WhyForm):
    """Another time, with who asked and why."""

    save = SubmitField("Move the session")


class OutcomeForm(EditingForm):
    """How a session went: nothing is written down of it."""

    outcome = RadiosField(
        "How did it go?",
        [Answered("Choose how it went")],
        heading=True,
        coerce=Outcome,
        choices=[choice(each, each.label) for each in Outcome],
    )
    save = SubmitField("Save")


class ReviewForm(CreatingForm):
    """What they found when they looked back."""

    outcome = RadiosField(
        "What did you find together?",
        [Answered("Choose what you found")],
        coerce=ReviewOutcome,
        choices=[choice(each, each.label) for each in ReviewOutcome],
    )
    save = SubmitField("Save")


class OneMoreForm(CreatingForm):
    """Why a seventh session."""

    reason = RadiosField(
        "Why is one more needed?",
        [Answered("Choose a reason from the list")],
        coerce=ExceptionReason,
        choices=[choice(each, each.label) for each in ExceptionReason],
    )
    save = SubmitField("Ask the incident leads")


class AnswerForm(EditingForm):
    """Yes or no to a seventh session."""

    is_granted = RadiosField(
        "Do you approve a seventh session?",
        [Answered("Choose yes or no")],
        choices=[choice("yes", "Yes. My name is kept with it"), choice("no", "No. There are six")],
    )
    save = SubmitField("Answer")


class ContactForm(EditingForm):
    """The two answers of the word with the manager (CI-9)."""

    others = RadiosField(
        "Are others in the team affected?",
        [Answered("Choose yes, no or not sure yet")],
        coerce=Affected,
        choices=[choice(each, each.label) for each in Affected],
    )
    manager = RadiosField(
        "Is the manager affected too?",
        [Answered("Choose yes, no or not sure yet")],
        coerce=Affected,
        choices=[choice(each, each.label) for each in Affected],
    )
    save = SubmitField("Save")


class DateForm(CreatingForm):
    """A date to come."""

    kind = RadiosField(
        "What is to come?",
        [Answered("Choose what is to come")],
        coerce=DateKind,
        choices=[choice(each, each.label) for each in DateKind],
    )
    scope = RadiosField(
        "Whose process is it?",
        [Answered("Choose inside or outside")],
        coerce=DateScope,
        choices=[choice(each, each.label) for each in DateScope],
    )
    on = DayMonthYearField("When?", [Optional()], hint="Leave it empty until the day is known")
    save = SubmitField("Save the date")


class DayForm(EditingForm):
    """When it is, once that is known."""

    on = DayMonthYearField("When is it?", [Optional()], heading=True, hint="Leave it empty until the day is known")
    save = SubmitField("Save")


class EndForm(EditingForm):
    """Where they go from here (CI-17, CI-18)."""

    exit_pathway = RadiosField(
        "Where do they go from here?",
        [Answered("Choose where they go from here")],
        coerce=ExitPathway,
        choices=[choice(each, each.label) for each in ExitPathway],
    )
    is_gp_advised = SingleCheckboxField("I advised them to see their GP about something outside this incident")
    save = SubmitField("End the support")


class SummaryForm(EditingForm):
    """General statements, and a few words of one's own (CI-19)."""

    statements = CheckboxesField(
        "What would you like it to say?",
        coerce=Statement,
        choices=[choice(each, each.label) for each in Statement],
    )
    words = TextareaField(
        "Anything to add, in general words?",
        [Optional()],
        rows=4,
        counted=LONGEST_SUMMARY,
        hint="No names, no dates, no numbers, nothing of what was talked about. Most summaries need nothing here",
    )
    save = SubmitField("Show it to the staff member")


class ReleaseForm(EditingForm):
    """The therapist decides."""

    read_together = SingleCheckboxField("We have read it together")
    save = SubmitField("Give it to both")
