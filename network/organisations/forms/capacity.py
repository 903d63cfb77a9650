"""The form of when and how staff can train, and what the coordinator narrows the list by."""

from __future__ import annotations

from wtforms.validators import Optional

from network.core.forms import BaseForm, EditingForm
from network.organisations.forms import SECTORS
from network.organisations.queries.capacity import CapacityFilters
from network.organisations.rules.capacity import DIFFICULTY_LENGTH, LARGEST_GROUP, Capacity
from network.organisations.vocabulary import Sector, TrainingTime, TrainingWay
from network.ui.fields import (
    CheckboxesField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)

TIMES = [choice(each, each.label) for each in TrainingTime]
WAYS = [choice(each, each.label) for each in TrainingWay]


class CapacityForm(EditingForm):
    """When and how staff can train."""

    times = CheckboxesField(
        "When can your staff train?", choices=TIMES, coerce=TrainingTime, hint="Choose all that can work"
    )
    ways = CheckboxesField("Where can they train?", choices=WAYS, coerce=TrainingWay)
    shift_pattern = TextField(
        "Do they work in shifts?",
        [Optional()],
        hint="In a line. For example: 7am to 3pm and 3pm to 11pm, in three teams",
    )
    largest_group = WholeNumberField(
        "How many can train at once?",
        [Optional()],
        smallest=1,
        largest=LARGEST_GROUP,
        hint="The largest group that works",
    )
    difficulty = TextareaField(
        "What has been hard?",
        [Optional()],
        counted=DIFFICULTY_LENGTH,
        hint="For example: no cover, no quiet room, people without a computer. Please name nobody.",
    )
    save = SubmitField("Save")

    @property
    def said(self) -> Capacity:
        """The answers."""
        return Capacity(
            tuple(self.times.data or ()),
            tuple(self.ways.data or ()),
            self.shift_pattern.data or "",
            self.largest_group.data,
            self.difficulty.data or "",
        )


class CapacityFilter(BaseForm):
    """What the list is narrowed to; in the address, so that a narrowed list can be sent on."""

    class Meta:
        """A form that only looks needs no token."""

        csrf = False

    time = SelectField("When", choices=TIMES, coerce=TrainingTime, placeholder="Any time")
    way = SelectField("Where", choices=WAYS, coerce=TrainingWay, placeholder="Anywhere")
    at_least = WholeNumberField("Group of at least", [], smallest=1, largest=LARGEST_GROUP)
    sector = SelectField("Sector", choices=SECTORS, coerce=Sector, placeholder="All")

    @property
    def chosen(self) -> CapacityFilters:
        """What was asked for; anything that is not offered is as if it was not asked."""
        return CapacityFilters(self.time.data, self.way.data, self.at_least.data, self.sector.data)

    @property
    def in_address(self) -> dict[str, str]:
        """The same for a link."""
        chosen = self.chosen
        asked = {"time": chosen.time, "way": chosen.way, "at_least": chosen.at_least, "sector": chosen.sector}
        return {name: str(value) for name, value in asked.items() if value is not None}
