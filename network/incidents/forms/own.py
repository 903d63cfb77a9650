"""The person’s own words and wishes."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.validators import Optional

from network.core.forms import EditingForm
from network.incidents.rules.answers import ContactWay, MeetingMode
from network.incidents.rules.submission import LONGEST_COMMENT, LONGEST_CORRECTION, LONGEST_WISH
from network.ui.fields import RadiosField, SubmitField, TextareaField, choice


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

    def offer(self, modes: Iterable[MeetingMode]) -> None:
        """Only how the organisation lets people meet (CI-15)."""
        self.mode_wish.choices = [choice(each, each.label) for each in modes]


class CommentForm(EditingForm):
    """What somebody says of their closing summary, to the therapist alone (U20)."""

    comment = TextareaField(
        "Would you like to say something about it?",
        [Optional()],
        rows=4,
        counted=LONGEST_COMMENT,
        hint="Only the therapist reads this, and decides what to change",
    )
    save = SubmitField("I have read it")
