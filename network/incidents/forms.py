"""The forms of this feature. Shape only: what an answer means is for the rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.incidents.rules.answers import ContactWay, MeetingMode, TalkOutcome, TeamInput
from network.incidents.rules.submission import LONGEST_CORRECTION, LONGEST_NARRATIVE, LONGEST_WISH
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    EmailField,
    RadiosField,
    SelectField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    TimeOfDayField,
    choice,
)


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

    save = SubmitField("Send the referral")


class ConfirmForm(BaseForm):
    """One press. Its page says what the button does."""

    save = SubmitField("Continue")

    def __init__(self, words: str, **options: Any) -> None:
        super().__init__(**options)
        self.save.label.text = words


class AllocateForm(EditingForm):
    """Which therapist."""

    therapist_id = RadiosField("Which therapist?", [Answered("Choose a therapist")], coerce=UUID, choices=[])
    save = SubmitField("Give it to this therapist")


class MeetingForm(EditingForm):
    """When and how the first meeting is."""

    day = DayMonthYearField("Day", [Answered("Enter the day of the meeting")], hint="For example, 27 3 2026")
    time = TimeOfDayField("Time", [Answered("Enter the time of the meeting")])
    mode = RadiosField(
        "How will you meet?",
        [Answered("Choose how you will meet")],
        coerce=MeetingMode,
        choices=[choice(each, each.label) for each in MeetingMode],
    )
    save = SubmitField("Save the meeting")


class CorrectionForm(EditingForm):
    """The person's own words."""

    correction = TextareaField(
        "What would you like to add or put right?",
        [Optional()],
        rows=6,
        counted=LONGEST_CORRECTION,
        optional=False,
        hint="Write as much or as little as you like. To take it out again, empty the box",
    )
    save = SubmitField("Save")


class WishesForm(EditingForm):
    """How somebody wishes to be reached and met (U17)."""

    contact_way = RadiosField(
        "How would you like to be contacted?",
        [Optional()],
        coerce=ContactWay,
        choices=[choice(each, each.label) for each in ContactWay],
    )
    contact_times = TextareaField(
        "When is it safe to contact you, and is there anything to avoid?",
        [Optional()],
        rows=3,
        counted=LONGEST_WISH,
        hint="For example: after 5pm, and please leave no voicemail. Say here if you need an interpreter",
    )
    mode_wish = RadiosField(
        "How would you like to meet?",
        [Optional()],
        coerce=MeetingMode,
        choices=[choice(each, each.label) for each in MeetingMode],
    )
    therapist_wish = TextareaField(
        "Is there anything that matters to you about who the therapist is?",
        [Optional()],
        rows=3,
        counted=LONGEST_WISH,
        hint="For example somebody who does not know your team",
    )
    save = SubmitField("Save")


__all__ = [
    "AllocateForm",
    "ConfirmForm",
    "CorrectionForm",
    "ManagerForm",
    "MeetingForm",
    "ModuleForm",
    "SendForm",
    "StaffMemberForm",
    "SwitchOffForm",
    "TalkDayForm",
    "TalkForm",
    "TeamForm",
    "WhatHappenedForm",
    "WhenForm",
    "WishesForm",
]
