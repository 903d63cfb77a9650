"""What somebody says that they can give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import EditingForm
from network.core.working_days import Weekday
from network.organisations.vocabulary import Sector
from network.tailoring.rules.offers import LONGEST_EXPERIENCE, MOST_A_QUARTER, OfferDraft
from network.training.public import CourseToGive
from network.training.vocabulary import Mode
from network.ui.fields import (
    Answered,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SubmitField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)

YES: Final = "yes"
DAYS: Final = [choice(int(day), day.name.capitalize()) for day in Weekday]
MODES: Final = [choice(each, each.label) for each in Mode]


def as_weekday(text: Any) -> Weekday:
    """The day of a checkbox."""
    return Weekday(int(text))


class OfferForm(EditingForm):
    """Training that I can give."""

    courses = CheckboxesField("Which courses can you give?", [Answered("Choose at least one course")], coerce=UUID)
    sectors = CheckboxesField(
        "Which kinds of organisation do you know from the inside?",
        [Optional()],
        coerce=Sector,
        choices=[choice(each, each.label) for each in Sector],
        small=True,
    )
    modes = CheckboxesField(
        "How can you give it?", [Answered("Choose how you can give it")], coerce=Mode, choices=MODES, small=True
    )
    places = TextareaField(
        "Where can you go?",
        [Optional()],
        hint="One on each line: a town, the first half of a postcode, like TN23, or its letters, like TN. "
        "Or write: anywhere.",
        rows=4,
        spellcheck=False,
    )
    weekdays = CheckboxesField(
        "On which days of the week?", [Answered("Choose at least one day")], coerce=as_weekday, choices=DAYS, small=True
    )
    from_on = DayMonthYearField("From when?", [Optional()], hint="Leave it empty for: now.")
    until_on = DayMonthYearField("Until when?", [Optional()], hint="Leave it empty if there is no end.")
    most_a_quarter = WholeNumberField(
        "How many sessions at most in three months?",
        [Answered("Enter how many sessions")],
        smallest=1,
        largest=MOST_A_QUARTER,
        hint="Once you have agreed to so many, you are not suggested to anybody.",
    )
    for_others = RadiosField(
        "Would you train other partners too?",
        [Answered("Choose whether you would train other partners")],
        choices=[choice(YES, "Yes, if my organisation’s lead agrees"), choice("no", "No, my own organisation only")],
    )
    experience = TextField(
        "Something about your experience, in a line",
        [Optional()],
        hint=f"For example: ten years in primary schools. At most {LONGEST_EXPERIENCE} characters.",
    )
    save = SubmitField("Save")

    def offer(self, courses: Iterable[CourseToGive], closed: Iterable[tuple[UUID, str]] = ()) -> None:
        """The courses that their role may give, and those that their offer names and that have closed since."""
        listed = [choice(each.id, f"Tier {each.tier}: {each.title}" if each.tier else each.title) for each in courses]
        self.courses.choices = [*listed, *(choice(key, f"{title} (closed)") for key, title in closed)]

    @property
    def said(self) -> OfferDraft:
        """The answers."""
        number: Any = self.most_a_quarter.data
        return OfferDraft(
            tuple(self.courses.data or ()),
            tuple(self.sectors.data or ()),
            tuple((self.places.data or "").split("\n")),
            tuple(self.modes.data or ()),
            tuple(self.weekdays.data or ()),
            self.from_on.data,
            self.until_on.data,
            number,
            self.for_others.data == YES,
            self.experience.data or "",
        )


def values_of(draft: OfferDraft, version: int) -> dict[str, Any]:
    """An offer as its form shows it."""
    said = {name: getattr(draft, name) for name in OfferDraft.__slots__}
    return {
        **said,
        "places": "\n".join(draft.places),
        "for_others": YES if draft.for_others else "no",
        "version": str(version),
    }
