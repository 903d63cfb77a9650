"""A referral as it is written, and put right."""

from __future__ import annotations

from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.incidents.rules.answers import TalkOutcome, TeamInput
from network.incidents.rules.submission import LONGEST_NARRATIVE
from network.ui.fields import (
    Answered,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    choice,
)


class TalkForm(CreatingForm):
    """That the talk happened, and which way it went (CI-4)."""

    talked_on = DayMonthYearField(
        "When did you talk?", [Answered("Enter the day that you talked")], hint="For example, 27 3 2026"
    )
    outcome = RadiosField(
        "What did you agree?",
        [Answered("Choose what you agreed")],
        coerce=TalkOutcome,
        choices=[
            choice(TalkOutcome.REFER, "A referral to this service", "You agreed that this support may help"),
            choice(TalkOutcome.ANOTHER_ROUTE, "Another way", "For example supervision, or the wellbeing service"),
            choice(TalkOutcome.NOT_NOW, "Not now", "They would rather wait, or would rather not"),
        ],
    )
    save = SubmitField("Continue")


class WhenForm(EditingForm):
    """The day of the incident."""

    incident_on = DayMonthYearField(
        "When did the incident happen?",
        [Answered("Enter the day the incident happened")],
        heading=True,
        hint="For example, 27 3 2026",
    )
    save = SubmitField("Save and continue")


class TalkDayForm(EditingForm):
    """The day of the talk, put right."""

    talked_on = DayMonthYearField(
        "When did you talk?", [Answered("Enter the day that you talked")], heading=True, hint="For example, 27 3 2026"
    )
    save = SubmitField("Save and continue")


class StaffMemberForm(EditingForm):
    """Who it is about."""

    staff_name = TextField("Their name", autocomplete="off", spellcheck=False, hint="As they like to be called")
    staff_telephone = TelephoneField("Their telephone number", autocomplete="off")
    staff_email = EmailField(
        "Their e-mail address",
        autocomplete="off",
        hint="A personal address is fine, if they would like that. They get a page of their own through it",
    )
    department_id = SelectField("Their department", [Optional()], coerce=UUID, choices=[])
    save = SubmitField("Save and continue")


class WhatHappenedForm(EditingForm):
    """What happened, briefly."""

    narrative = TextareaField(
        "What happened, and how was the staff member involved?",
        rows=8,
        counted=LONGEST_NARRATIVE,
        hint="A few sentences are enough. Please do not name the child or the family",
    )
    save = SubmitField("Save and continue")


class ManagerForm(EditingForm):
    """Whom the therapist contacts (CI-9)."""

    manager_name = TextField("Name", autocomplete="name", spellcheck=False)
    manager_telephone = TelephoneField("Telephone number", [Optional()])
    manager_email = EmailField("E-mail address")
    save = SubmitField("Save and continue")


class TeamForm(EditingForm):
    """The last question of the form."""

    team_input = RadiosField(
        "Should support be considered for others in the team too?",
        [Answered("Choose yes, no or not sure yet")],
        heading=True,
        coerce=TeamInput,
        choices=[choice(each, each.label) for each in TeamInput],
        hint="The therapist will talk with you about this, and about you too",
    )
    save = SubmitField("Save and continue")


class SendForm(CreatingForm, EditingForm):
    """The end of the check-answers page."""

    goes_at_once = SingleCheckboxField(
        "They asked that it goes on at once",
        hint="They read it on their page afterwards. Leave this empty, and they read it first.",
    )
    save = SubmitField("Send the referral")


class AmendForm(EditingForm):
    """What a manager can put right after sending (RM)."""

    staff_telephone = TelephoneField("Their telephone number", autocomplete="off")
    staff_email = EmailField("Their e-mail address", autocomplete="off")
    department_id = SelectField("Their department", [Optional()], coerce=UUID, choices=[])
    narrative = TextareaField(
        "What happened, and how was the staff member involved?",
        rows=8,
        counted=LONGEST_NARRATIVE,
        hint="A few sentences are enough. Please do not name the child or the family",
    )
    save = SubmitField("Save")
