"""The forms of the offer: shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.organisations.vocabulary import WorkforceLevel
from network.training.courses import rules
from network.training.courses.queries import Counting
from network.training.courses.rules import CourseDraft
from network.training.courses.tiers import LONGEST_NAME, TierDraft
from network.training.models import Course, Tier
from network.training.rules import read_hours
from network.training.vocabulary import Deliverer, LivedExperience, Mode, ScottishLevel, Topic, WelshLevel
from network.training.words import in_catalogue
from network.ui.fields import (
    Answered,
    AtMost,
    CheckboxesField,
    DayMonthYearField,
    RadiosField,
    SingleCheckboxField,
    SubmitField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)

OUTSIDE: Final = 0
"""Where a tier is chosen: none of them."""
YES, NO = "yes", "no"
AS_ITS_TIER: Final = "as-its-tier"


def _level(text: str) -> WorkforceLevel | str:
    return text if text == AS_ITS_TIER else WorkforceLevel(text)


class CourseFields:
    """The questions about a course, new or changed."""

    title = TextField("Title", [Answered("Enter the title"), AtMost(rules.LONGEST_TITLE)])
    code = TextField("Code", [Answered("Enter a code")], hint="A short name for lists, like T2-PRACTICE", width=20)
    tier = RadiosField("Where does it belong?", [Answered("Choose the tier")], coerce=int, choices=[])
    carries_trauma_content = SingleCheckboxField(
        "It has content about trauma",
        hint="For a course outside the tiers, like motivational interviewing with a part about trauma",
        optional=False,
    )
    level = RadiosField(
        "Whom is it for?",
        [Answered("Choose whom it is for")],
        coerce=_level,
        choices=[
            choice(AS_ITS_TIER, "As its tier says", hint="Outside the tiers: nobody in particular"),
            *(choice(level.value, level.label, hint=level.meaning) for level in WorkforceLevel),
        ],
    )
    provider = TextField("Who offers it", [Optional(), AtMost(rules.LONGEST_TITLE)])
    deliverers = CheckboxesField(
        "Who may give it?",
        [Optional()],
        coerce=Deliverer,
        choices=[choice(each.value, each.label) for each in Deliverer],
        small=True,
    )
    lived_experience = RadiosField(
        "Do people with lived experience have a part in it?",
        [Answered("Choose what part they have")],
        coerce=LivedExperience,
        choices=[choice(each.value, each.label) for each in LivedExperience],
    )
    modes = CheckboxesField(
        "How it can be held",
        [Answered("Choose at least one way in which it is held")],
        coerce=Mode,
        choices=[choice(mode.value, mode.label) for mode in Mode],
    )
    hours = TextField("Length in hours", [Answered("Enter the length in hours")], width=5, inputmode="decimal")
    topics = CheckboxesField(
        "What it speaks of",
        [Optional()],
        coerce=Topic,
        choices=[choice(topic.value, topic.label) for topic in Topic],
        small=True,
    )
    outline = TextareaField(
        "Outline",
        [Optional(), AtMost(rules.LONGEST_OUTLINE)],
        hint="What is done, in which order, and which of the topics above each part speaks of",
        rows=8,
    )
    note_needed = RadiosField(
        "Could something in it be hard to hear?",
        [Answered("Choose whether a content note is needed")],
        choices=[choice(NO, "No, no note is needed"), choice(YES, "Yes, people should know beforehand")],
    )
    content_note = TextareaField(
        "Content note",
        [Optional(), AtMost(rules.LONGEST_NOTE)],
        hint="If you chose yes: what may be hard to hear. Name the subject, leave out the detail.",
        rows=3,
    )
    prerequisites = CheckboxesField("Which courses come before it?", [Optional()], coerce=UUID, choices=[], small=True)
    validity_months = WholeNumberField(
        "For how many months is it current?", [Optional()], hint="Leave empty if it does not run out", smallest=1
    )
    renewal_months = WholeNumberField(
        "For how many of them can it be renewed?",
        [Optional()],
        hint="The last months before it runs out, in which people are asked to renew. Renewing earlier counts too.",
        smallest=1,
    )
    link = TextField("Web address", [Optional()], hint="For a course outside this service", spellcheck=False)
    check = SubmitField("Check until when it is current")

    def offer(self, tiers: Sequence[Tier], others: Iterable[Course]) -> None:
        """The tiers to choose from, and the courses that can come before."""
        self.tier.choices = [*(choice(tier.number, tier.name) for tier in tiers), choice(OUTSIDE, "Outside the tiers")]
        self.prerequisites.choices = [choice(each.id, in_catalogue(each)) for each in others]
        if not self.prerequisites.choices:
            del self.prerequisites

    def preview(self, today: date) -> str | None:
        """What follows for whoever finishes today; None where a number is to be mended. RuleBroken names which."""
        months = self.validity_months.data, self.renewal_months.data
        if not self.validity_months.validate(self) or not self.renewal_months.validate(self):  # type: ignore[arg-type]
            return None
        rules.check_renewal(*months)
        return rules.renewal_in_words(today, *months)

    def draft(self) -> CourseDraft:
        """What was answered. RuleBroken names `hours` or `content_note`."""
        return CourseDraft(
            code=self.code.data or "",
            title=self.title.data or "",
            tier=self.tier.data or None,
            level=self.level.data if isinstance(self.level.data, WorkforceLevel) else None,
            modes=self.modes.data or [],
            minutes=read_hours(self.hours.data or ""),
            validity_months=self.validity_months.data,
            renewal_months=self.renewal_months.data,
            topics=self.topics.data or [],
            outline=self.outline.data or "",
            provider=self.provider.data or "",
            deliverers=self.deliverers.data or [],
            lived_experience=self.lived_experience.data,
            content_note=self._note(),
            carries_trauma_content=bool(self.carries_trauma_content.data),
            prerequisites=getattr(self.prerequisites, "data", None) or [],  # no question where there is no other course
            link=self.link.data or "",
        )

    def _note(self) -> str:
        if self.note_needed.data == NO:
            return ""
        return rules.said_note(self.content_note.data or "")


class AddCourseForm(CourseFields, CreatingForm):
    """A course for the catalogue."""

    save = SubmitField("Add the course")


class EditCourseForm(CourseFields, EditingForm):
    """A course of the catalogue, changed."""

    save = SubmitField("Save the course")


def answers_about(course: Course, draft: CourseDraft) -> dict[str, Any]:
    """What the form about a course shows as it is opened."""
    kept = {name: getattr(draft, name) for name in CourseDraft.__dataclass_fields__ if name != "minutes"}
    note = {None: None, "": NO}.get(draft.content_note, YES)
    hours = f"{draft.minutes / 60:g}" if draft.minutes % 3 == 0 else f"{draft.minutes} minutes"
    return kept | {
        "tier": draft.tier or OUTSIDE,
        "level": draft.level or AS_ITS_TIER,
        "hours": hours,
        "note_needed": note,
        "version": course.version,
    }


class CourseStateForm(EditingForm):
    """Closing a course, or opening it again."""


class DecisionForm(CreatingForm):
    """That a course counts as a tier."""

    tier = RadiosField("As which tier does it count?", [Answered("Choose the tier")], coerce=int, choices=[])
    from_on = DayMonthYearField(
        "From when?",
        [Answered("Enter the first day that counts")],
        hint="What people complete on this day or later counts, also where it is recorded already",
    )
    reason = TextareaField(
        "Why?",
        [Answered("Say why it counts, so that others can follow it"), AtMost(rules.LONGEST_REASON)],
        hint="Coordinators read this on the course’s page. For example: the outline covers all topics of tier 1.",
        rows=4,
    )
    save = SubmitField("Decide that it counts")

    def offer(self, tiers: Sequence[Tier]) -> None:
        """The tiers to choose from."""
        self.tier.choices = [choice(tier.number, tier.name) for tier in tiers]


class TierFields:
    """The questions about a tier, new or changed."""

    name = TextField("Name", [Answered("Enter a name"), AtMost(LONGEST_NAME)], width=20)
    level = RadiosField(
        "Whom is it for?",
        [Answered("Choose whom it is for")],
        coerce=WorkforceLevel,
        choices=[choice(level.value, level.label, hint=level.meaning) for level in WorkforceLevel],
    )
    scottish = CheckboxesField(
        "Which levels is it in Scotland?",
        [Optional()],
        coerce=ScottishLevel,
        choices=[choice(level.value, level.label) for level in ScottishLevel],
        small=True,
    )
    welsh = CheckboxesField(
        "Which levels is it in Wales?",
        [Optional()],
        coerce=WelshLevel,
        choices=[choice(level.value, level.label) for level in WelshLevel],
        small=True,
    )

    def draft(self) -> TierDraft:
        """What was answered."""
        return TierDraft(self.name.data or "", self.level.data, self.scottish.data or [], self.welsh.data or [])


class AddTierForm(TierFields, CreatingForm):
    """A tier more."""

    save = SubmitField("Add the tier")


class EditTierForm(TierFields, EditingForm):
    """A tier, named anew."""

    save = SubmitField("Save the tier")


class CountingForm(EditingForm):
    """Whether tiers count in one another."""

    counting = RadiosField(
        "Does a higher tier count in the lower ones too?",
        [Answered("Choose how tiers are counted")],
        choices=[
            choice(NO, "No, each tier is counted by itself"),
            choice(YES, "Yes, whoever is current in a higher tier counts in the lower ones too"),
        ],
    )
    save_counting = SubmitField("Save how tiers are counted")

    @classmethod
    def over(cls, counting: Counting) -> CountingForm:
        """The form as it is opened."""
        return cls(formdata=None, counting=YES if counting.is_cumulative else NO, version=counting.version)
