"""The forms over the charter's text: a draft, its consultation, what its changes came from, publishing it."""

from __future__ import annotations

from wtforms.validators import Length, Optional

from network.charter.rules import versions as rules
from network.charter.rules.signing import LONGEST_LINE
from network.charter.text import (
    NO_COMMITMENT,
    NO_PRINCIPLE,
    CharterText,
    read_commitments,
    read_principles,
    write_commitments,
    write_principles,
)
from network.charter.vocabulary import Readiness, Source
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.ui.fields import (
    Answered,
    AtMost,
    DayMonthYearField,
    RadiosField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)

_SHORT = AtMost(LONGEST_LINE)


class _CharterTextForm(BaseForm):
    """The words of a version."""

    title = TextField("Title", [Answered("Enter a title"), _SHORT])
    introduction = TextareaField(
        "Introduction",
        [Answered("Write an introduction"), AtMost(5000)],
        rows=8,
    )
    definition = TextareaField(
        "What we mean by trauma",
        [Answered("Write what the partners mean by trauma"), AtMost(3000)],
        hint="One definition, in the words that all partners use.",
        rows=6,
    )
    definition_source = TextField(
        "Where the definition comes from",
        [Answered("Say where the definition comes from"), AtMost(500)],
    )
    principles = TextareaField(
        "Principles",
        [
            Answered(NO_PRINCIPLE),
            Length(max=20000, message="Keep all the principles together to 20,000 characters"),
        ],
        hint="One on each line: its name, a colon, and what it means. They are shown in this order. To give one a "
        "new name, write its former name in brackets: Trustworthiness (formerly Trust): we do what we say.",
        rows=14,
    )
    commitments = TextareaField(
        "Commitments",
        [
            Answered(NO_COMMITMENT),
            Length(max=20000, message="Keep all the commitments together to 20,000 characters"),
        ],
        hint="One on each line. Each is read after the words: We will.",
        rows=12,
    )
    save = SubmitField("Save the draft")

    def text(self) -> CharterText:
        """The text as values. Raises `RuleBroken` naming the line to mend."""
        return CharterText(
            title=self.title.data or "",
            introduction=self.introduction.data or "",
            definition=self.definition.data or "",
            definition_source=self.definition_source.data or "",
            principles=read_principles(self.principles.data or ""),
            commitments=read_commitments(self.commitments.data or ""),
        )


class DraftForm(_CharterTextForm, CreatingForm):
    """A new version."""


class EditDraftForm(_CharterTextForm, EditingForm):
    """A draft that others may be editing too."""


class PublishForm(EditingForm):
    """The draft as it was read, to be published."""

    affirm_by = DayMonthYearField(
        "By when are organisations asked to sign it?",
        [Optional()],
        optional=False,
        hint="Their signatures on earlier versions stand until this day, or until their year is over if that is "
        "sooner. We write to their leads.",
    )
    save = SubmitField("Publish this version")


class ConsultForm(EditingForm):
    """The draft as it was read, to be read by everybody."""

    consult_until = DayMonthYearField("Last day for comments", [Answered("Enter the last day for comments")])
    save = SubmitField("Open the consultation")


class ChangeForm(CreatingForm):
    """One thing that is different, and whose voice it came from."""

    text = TextField(
        "What is different",
        [Answered("Say what is different"), AtMost(rules.LONGEST_CHANGE)],
    )
    source = RadiosField(
        "Where did this come from?",
        [Answered("Choose where it came from")],
        choices=[choice(source.value, source.label) for source in Source],
        coerce=Source,
    )
    save = SubmitField("Add to the list")


class CommentForm(CreatingForm):
    """What somebody thinks of a version. It asks for no name."""

    source = RadiosField(
        "Who are you in this?",
        [Answered("Choose the one that fits best")],
        choices=[choice(source.value, source.speaker) for source in Source],
        coerce=Source,
    )
    words = TextareaField(
        "What would you like to say?",
        [
            Answered("Write what you would like to say"),
            AtMost(rules.LONGEST_COMMENT),
        ],
        hint="What is missing, what is not clear, what matters most to you. Leave names out, your own too.",
        rows=8,
    )
    save = SubmitField("Send what you think")


class ChecklistForm(CreatingForm):
    """What the network asks organisations before they sign."""

    readiness = RadiosField(
        "How is the checklist used?",
        [Answered("Choose how the checklist is used")],
        choices=[
            choice(Readiness.OFFERED.value, "Organisations may go through it before they sign"),
            choice(Readiness.NEEDED.value, "They answer every line before they sign", hint="Not yet is an answer"),
            choice(Readiness.OFF.value, "It is not used"),
        ],
        coerce=Readiness,
    )
    lines = TextareaField(
        "Lines of the checklist",
        [Optional()],
        hint="One on each line, as the organisation would say it of itself.",
        optional=False,
        rows=10,
    )
    save = SubmitField("Save")


def filled_from(text: CharterText) -> dict[str, str]:
    """The fields of a draft's form for a text."""
    return {
        "title": text.title,
        "introduction": text.introduction,
        "definition": text.definition,
        "definition_source": text.definition_source,
        "principles": write_principles(text.principles),
        "commitments": write_commitments(text.commitments),
    }
