"""The shapes of what people type about events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wtforms.validators import Optional

from network.core.clock import LONDON, instant_in_london
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.events.models import Event
from network.events.rules import LARGEST_CAPACITY, LONGEST, LONGEST_NEEDS, LONGEST_REASON, NEEDED, EventDraft
from network.events.vocabulary import EventKind
from network.organisations.public import DepartmentSummary
from network.ui.comfort import ComfortFields, answers_of
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    TimeOfDayField,
    WholeNumberField,
    choice,
)


class EventFields(ComfortFields):
    """What is asked about an event, whether it is announced or changed."""

    title = TextField("Title", [Answered(NEEDED["title"]), AtMost(LONGEST["title"])])
    summary = TextareaField(
        "What it is about",
        [Answered(NEEDED["summary"]), AtMost(LONGEST["summary"])],
        hint="A few sentences in plain words. Everybody can read this, signed in or not.",
    )
    kind = RadiosField(
        "How is it held?",
        [Answered("Choose how it is held")],
        choices=[choice(kind.value, kind.label) for kind in EventKind],
        coerce=EventKind,
    )
    place = TextField(
        "Where is it?",
        [Optional(), AtMost(LONGEST["place"])],
        hint="For an event that people come to: building, street, town, and the way in without steps.",
        optional=False,
    )
    joining_link = TextField(
        "Link to join",
        [Optional(), AtMost(LONGEST["joining_link"])],
        hint="For an event online. Only people who have booked see it. You can add it later.",
        spellcheck=False,
    )
    starts_on = DayMonthYearField("Date", [Answered("Enter the date")], hint="For example, 27 3 2027")
    starts_at = TimeOfDayField("Starts at", [Answered("Enter when it starts")], width=10)
    ends_at = TimeOfDayField("Ends at", [Answered("Enter when it ends")], width=10)
    ends_on = DayMonthYearField("Last day", [Optional()], hint="Only if it ends on another day")
    capacity = WholeNumberField(
        "How many places are there?",
        [Optional()],
        smallest=1,
        largest=LARGEST_CAPACITY,
        hint="Leave it empty if there is no limit.",
    )
    programme = TextareaField(
        "Programme", [Optional(), AtMost(LONGEST["programme"])], hint="What happens when, one line for each.", rows=8
    )

    def draft(self) -> EventDraft:
        """What was typed. Raises `RuleBroken` for a time that the change of the clocks leaves out or brings twice."""
        starts_on: Any = self.starts_on.data
        return EventDraft(
            title=self.title.data or "",
            summary=self.summary.data or "",
            kind=self.kind.data,
            place=self.place.data or "",
            joining_link=self.joining_link.data or "",
            starts_at=instant_in_london(starts_on, self.starts_at.data, "starts_at"),  # type: ignore[arg-type]
            ends_at=instant_in_london(self.ends_on.data or starts_on, self.ends_at.data, "ends_at"),  # type: ignore[arg-type]
            capacity=self.capacity.data,
            programme=self.programme.data or "",
            **self.comfort(),
        )


class AnnounceForm(EventFields, CreatingForm):
    """A new event."""

    save = SubmitField("Announce the event")


class EditForm(EventFields, EditingForm):
    """An event that is announced."""

    save = SubmitField("Save the changes")

    @classmethod
    def of(cls, event: Event) -> EditForm:
        """The form as the event stands, or as it was just sent."""
        return cls(data=_values_of(event))


def _values_of(event: Event) -> dict[str, Any]:
    starts, ends = event.starts_at.astimezone(LONDON), event.ends_at.astimezone(LONDON)
    kept = ("title", "summary", "kind", "place", "joining_link", "capacity", "programme")
    return {
        **{name: getattr(event, name) for name in kept},
        "starts_on": starts.date(),
        "starts_at": _time_of(starts),
        "ends_on": _other_day(starts, ends),
        "ends_at": _time_of(ends),
        **answers_of(event),
        "version": str(event.version),
    }


def _time_of(local: datetime) -> Any:
    return local.time().replace(second=0, microsecond=0)


def _other_day(starts: datetime, ends: datetime) -> date | None:
    return ends.date() if ends.date() != starts.date() else None


class CancelEventForm(BaseForm):
    """Why an event will not be held."""

    reason = TextareaField(
        "Why is it cancelled?",
        [Answered("Say why, for the people who have booked"), AtMost(LONGEST_REASON)],
        hint="It is shown on the event’s page, which everybody can read. The email to those who booked leads there.",
    )
    cancel = SubmitField("Cancel the event", style="warning")


class BookingForm(CreatingForm):
    """A place, in one press; what somebody needs is theirs to say or not (`U14`)."""

    access_needs = TextareaField("What do you need?", [Optional(), AtMost(LONGEST_NEEDS)], rows=3)
    department = SelectField("Your department", [Optional()], coerce=UUID, placeholder="I would rather not say")
    book = SubmitField("Book a place")

    def offer(self, departments: Sequence[DepartmentSummary]) -> None:
        """The departments to choose from, or not."""
        self.department.choices = [choice(each.id, each.name) for each in departments]


class NeedsForm(BaseForm):
    """What somebody who has booked needs."""

    access_needs = TextareaField("What do you need?", [Optional(), AtMost(LONGEST_NEEDS)], rows=3)
    save = SubmitField("Save what you need", style="secondary")
