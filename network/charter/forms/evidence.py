"""The forms over what shows a pledge, and over looking at another partner's."""

from __future__ import annotations

from uuid import UUID

from wtforms.validators import Optional

from network.charter.rules.checks import LONGEST_NOTE, LONGEST_SEEN
from network.charter.rules.evidence import LONGEST_TITLE, EvidenceText
from network.charter.vocabulary import EvidenceKind, Finding
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    FileField,
    RadiosField,
    SelectField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)


class EvidenceForm(BaseForm):
    """A file or a link. Sent twice, the same file is one piece of evidence."""

    title = TextField(
        "What is it?",
        [Answered("Say what this is"), AtMost(LONGEST_TITLE)],
        hint="For example: our new first letter",
    )
    kind = RadiosField(
        "Where is it?",
        [Answered("Choose where it is")],
        choices=[choice(EvidenceKind.LINK.value, "On a page of ours"), choice(EvidenceKind.FILE.value, "In a file")],
        coerce=EvidenceKind,
    )
    address = TextField(
        "Address of the page, if it is on one", [Optional()], optional=False, hint="Like https://www.example.org/policy"
    )
    file = FileField(
        "The file, if it is in one",
        [Optional()],
        optional=False,
        accept=".pdf,.docx,.odt,.png,.jpg,.jpeg,.webp",
        hint="PDF, Word (.docx), OpenDocument (.odt) or a picture, up to 10 MB. Take out names of people first",
    )
    review_on = DayMonthYearField(
        "When is somebody to look whether it still holds?",
        [Optional()],
        hint="We remind the leads of your organisation",
    )
    save = SubmitField("Add")

    def said(self) -> EvidenceText:
        """What was said, as values."""
        return EvidenceText(self.title.data or "", self.review_on.data)


class AskPeerForm(CreatingForm):
    """Which partner is to look, and at what."""

    peer = SelectField("Which partner?", [Answered("Choose another partner from the list")], coerce=UUID)
    note = TextField(
        "What would you like them to look at?",
        [Optional(), AtMost(LONGEST_NOTE)],
    )
    save = SubmitField("Ask them")


class AnswerForm(EditingForm):
    """What a partner saw."""

    finding = RadiosField(
        "What did you see?",
        [Answered("Choose what you saw")],
        choices=[choice(finding.value, finding.label) for finding in Finding],
        coerce=Finding,
    )
    seen = TextareaField(
        "In your words",
        [Answered("Say what you saw, in a few words"), AtMost(LONGEST_SEEN)],
        hint="What you looked at, and what it shows. Leave out the names of people.",
        rows=6,
    )
    save = SubmitField("Send what you saw")
