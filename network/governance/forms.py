"""The forms of governance: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from wtforms import FieldList, Form, FormField
from wtforms.validators import Optional

from network.accounts.public import PersonName
from network.core.forms import CreatingForm, EditingForm
from network.governance.rules.drafts import (
    LONGEST,
    LONGEST_DECISION,
    MOST_ATTENDED,
    MOST_ROWS,
    NEEDED,
    ActionDraft,
    GroupDraft,
    WriteUp,
)
from network.governance.vocabulary import GroupKind, Rhythm
from network.organisations.vocabulary import KeyArea
from network.ui.fields import (
    Answered,
    AtMost,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)

BLANK_ROWS = 3
NO_NAMES = "Write so that nobody can be recognised: no names of children, families or colleagues."


class GroupFields:
    """What is asked about a group."""

    name = TextField("Name", [Answered(NEEDED["name"]), AtMost(LONGEST["name"])])
    kind = SelectField(
        "Kind",
        [Answered("Choose the kind of group")],
        choices=[choice(kind.value, kind.label) for kind in GroupKind],
        coerce=GroupKind,
    )
    purpose = TextareaField(
        "What is it for?", [Answered(NEEDED["purpose"]), AtMost(LONGEST["purpose"])], rows=4, counted=LONGEST["purpose"]
    )
    rhythm = RadiosField(
        "How often does it meet?",
        [Answered("Choose how often it meets")],
        choices=[choice(rhythm.value, rhythm.label) for rhythm in Rhythm],
        coerce=Rhythm,
    )
    chair_name = TextField("Name of the chair", [Answered(NEEDED["chair_name"]), AtMost(LONGEST["chair_name"])])
    chair_title = TextField(
        "Job title of the chair",
        [Answered(NEEDED["chair_title"]), AtMost(LONGEST["chair_title"])],
        hint="For example, Assistant Director.",
    )
    members = TextareaField(
        "Members",
        [Optional()],
        hint="One on each line: the name, a comma, and the service or organisation that they represent.",
        rows=8,
    )

    def draft(self) -> GroupDraft:
        """What was typed."""
        return GroupDraft(
            name=self.name.data or "",
            kind=cast(GroupKind, self.kind.data),
            purpose=self.purpose.data or "",
            rhythm=cast(Rhythm, self.rhythm.data),
            chair_name=self.chair_name.data or "",
            chair_title=self.chair_title.data or "",
            members=self.members.data or "",
        )


class AddGroupForm(GroupFields, CreatingForm):
    """A new group."""

    save = SubmitField("Add the group")


class EditGroupForm(GroupFields, EditingForm):
    """A group that is there."""

    save = SubmitField("Save the changes")


class EndGroupForm(EditingForm):
    """The last day of a group."""

    ended_on = DayMonthYearField("On which day did it end?", [Answered("Enter the day on which it ended")])
    save = SubmitField("End the group", style="warning")


class PlanFields:
    """When a group meets, and about which areas."""

    held_on = DayMonthYearField("Day of the meeting", [Answered("Enter the day of the meeting")])
    areas = CheckboxesField(
        "Which of the twelve areas is it about?",
        [Optional()],
        choices=[choice(area.value, area.label) for area in KeyArea],
        coerce=KeyArea,
        small=True,
    )


class PlanForm(PlanFields, CreatingForm):
    """A new meeting."""

    save = SubmitField("Save the meeting")


class ChangePlanForm(PlanFields, EditingForm):
    """A meeting that is still to be written up."""

    save = SubmitField("Save the changes")


class ActionFields:
    """Who does what by when."""

    what = TextareaField("What is to be done?", [Answered(NEEDED["what"]), AtMost(LONGEST["what"])], rows=2)
    owner_id = SelectField(
        "Who does it?", [Optional()], coerce=UUID, choices=[], placeholder="Choose a colleague", optional=False
    )
    owner_name = TextField("Or enter another name", [Optional(), AtMost(LONGEST["owner_name"])], optional=False)
    due_on = DayMonthYearField("By when?", [Answered("Enter the day by which it is done")])

    def offer(self, people: Sequence[PersonName], present: tuple[UUID | None, str] = (None, "")) -> None:
        """The colleagues to choose from, and the owner that it has, who may have left."""
        known = {each.id: each.name for each in people}
        if present[0] is not None:
            known.setdefault(*cast(tuple[UUID, str], present))
        self.owner_id.choices = [choice(user_id, name) for user_id, name in known.items()]

    def action(self) -> ActionDraft:
        """What was typed."""
        return ActionDraft(
            what=self.what.data or "",
            owner_name=self.owner_name.data or "",
            owner_id=cast(UUID | None, self.owner_id.data),
            due_on=cast(date, self.due_on.data),
        )


class AddActionForm(ActionFields, CreatingForm):
    """A new action of a group."""

    save = SubmitField("Add the action")


class EditActionForm(ActionFields, EditingForm):
    """An action that is open."""

    save = SubmitField("Save the changes")


class FinishForm(EditingForm):
    """The day on which an action was done."""

    done_on = DayMonthYearField("On which day was it done?", [Answered("Enter the day on which it was done")])
    save = SubmitField("It is done")


class DropForm(EditingForm):
    """Why nobody will carry an action out."""

    reason = TextField(
        "Why is it dropped?",
        [Answered(NEEDED["reason"]), AtMost(LONGEST["reason"])],
        hint="One line, for whoever reads it later.",
    )
    save = SubmitField("Drop the action", style="warning")


class ActionRow(ActionFields, Form):
    """One of several actions on a page. A row that is blank says nothing."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        typed = (self.what.data, self.owner_id.raw_data and self.owner_id.raw_data[0], self.owner_name.data)
        return not any(typed) and not any(self.due_on.typed.values())

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that was begun is held to what an action needs."""
        return True if self.is_blank else bool(super().validate(extra_validators))


class WriteUpForm(PlanFields, EditingForm):
    """A meeting that was held: blank rows are left out, and there is a button for more of them."""

    attended = WholeNumberField("How many people were there?", [Optional()], smallest=1, largest=MOST_ATTENDED)
    note = TextareaField(
        "What was discussed?", [Optional(), AtMost(LONGEST["note"])], hint=NO_NAMES, rows=5, counted=LONGEST["note"]
    )
    decisions = FieldList(
        TextareaField(
            "Decision",
            [AtMost(LONGEST_DECISION)],
            rows=2,
            optional=False,
        ),
        max_entries=MOST_ROWS,
    )
    actions = FieldList(FormField(ActionRow), max_entries=MOST_ROWS)
    more_decisions = SubmitField("Add another decision", style="secondary")
    more_actions = SubmitField("Add another action", style="secondary")
    save = SubmitField("Save the meeting")

    def set_out(self, people: Sequence[PersonName]) -> None:
        """Puts blank rows under what is there, one more where that was asked for, and colleagues into each."""
        if not self.is_submitted():
            while len(self.decisions) < MOST_ROWS and (len(self.decisions) < BLANK_ROWS or self.decisions[-1].data):
                self.decisions.append_entry()
            while len(self.actions) < BLANK_ROWS:
                self.actions.append_entry()
        if self.more_decisions.data and len(self.decisions) < MOST_ROWS:
            self.decisions.append_entry()
        if self.more_actions.data and len(self.actions) < MOST_ROWS:
            self.actions.append_entry()
        for number, entry in enumerate(self.decisions, 1):
            entry.label.text = f"Decision {number}"
        for row in self.actions:
            row.form.offer(people)

    @property
    def asks_for_rows(self) -> bool:
        """Whether the press was for another row, and saves nothing."""
        return bool(self.more_decisions.data or self.more_actions.data)

    def write_up(self) -> WriteUp:
        """What was typed of the meeting."""
        return WriteUp(
            held_on=cast(date, self.held_on.data),
            areas=frozenset(self.areas.data or ()),
            attended=self.attended.data,
            note=self.note.data or "",
            decisions=tuple(entry.data or "" for entry in self.decisions),
        )

    def new_actions(self) -> list[ActionDraft]:
        """The actions in the rows that were filled in."""
        return [row.form.action() for row in self.actions if not row.form.is_blank]


class PressForm(EditingForm):
    """A press with nothing to fill in but the version that was seen."""
