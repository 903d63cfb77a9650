"""The charter's forms: shape only, what they mean is the rules' business."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError
from wtforms.validators import Length, Optional

from network.charter import rules
from network.charter.rules import LONGEST_LINE, LONGEST_STATEMENT, Signing
from network.charter.text import (
    NO_COMMITMENT,
    NO_PRINCIPLE,
    CharterText,
    read_commitments,
    read_principles,
    write_commitments,
    write_principles,
)
from network.charter.vocabulary import Basis
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.organisations.vocabulary import Sector
from network.ui.fields import (
    Answered,
    HiddenField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)

_SHORT = Length(max=LONGEST_LINE, message=rules.TOO_LONG)


def _few_words(_form: Any, field: TextareaField) -> None:
    if rules.is_too_long(field.data or ""):
        raise ValidationError(rules.STATEMENT_TOO_LONG)


class SignForm(BaseForm):
    """Who signs, by what authority, and what they wish to say in public.

    It has no key of its own: looking at what one will sign carries nothing out. The page that shows it has the key.
    """

    number = HiddenField()
    signatory_name = TextField(
        "Your name",
        [Answered("Enter your name"), _SHORT],
        autocomplete="name",
    )
    job_title = TextField(
        "Your job title", [Answered("Enter your job title"), _SHORT], autocomplete="organization-title"
    )
    basis = RadiosField(
        "What lets you sign for your organisation?",
        [Answered("Choose what lets you sign for your organisation")],
        choices=[choice(basis.value, basis.label) for basis in Basis],
        coerce=Basis,
    )
    basis_words = TextField("If it is something else, what is it?", [Optional(), _SHORT])
    statement = TextareaField(
        "A statement for the public",
        [Optional(), _few_words],
        hint=f"Why your organisation signs, or what it will do first, in {LONGEST_STATEMENT} words or fewer.",
    )
    is_authorised = SingleCheckboxField(
        "I am authorised to sign the charter for my organisation", [Answered(rules.NEEDS_AUTHORITY)]
    )
    check = SubmitField("Check what you will sign")
    change = SubmitField("Change something", style="secondary")
    sign = SubmitField("Sign the charter")

    @property
    def seen_number(self) -> int:
        """The version that the person read; 0, which no version has, when it was tampered with."""
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0

    def signing(self) -> Signing:
        """What was said, as values."""
        is_other = self.basis.data is Basis.OTHER
        return Signing(
            signatory_name=self.signatory_name.data or "",
            job_title=self.job_title.data or "",
            basis=self.basis.data,
            basis_words=(self.basis_words.data or "") if is_other else "",
            is_authorised=bool(self.is_authorised.data),
            statement=self.statement.data or "",
        )


class _CharterTextForm(BaseForm):
    """The words of a version."""

    title = TextField("Title", [Answered("Enter a title"), _SHORT])
    introduction = TextareaField(
        "Introduction",
        [Answered("Write an introduction"), Length(max=5000, message="Keep the introduction to 5,000 characters")],
        rows=8,
    )
    definition = TextareaField(
        "What we mean by trauma",
        [Answered("Write what the partners mean by trauma"), Length(max=3000, message="Keep it to 3,000 characters")],
        hint="One definition, in the words that all partners use.",
        rows=6,
    )
    definition_source = TextField(
        "Where the definition comes from",
        [Answered("Say where the definition comes from"), Length(max=500, message="Keep it to 500 characters")],
    )
    principles = TextareaField(
        "Principles",
        [
            Answered(NO_PRINCIPLE),
            Length(max=20000, message="Keep all the principles together to 20,000 characters"),
        ],
        hint="One on each line: its name, a colon, and what it means. They are shown in this order.",
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


class SectorForm(BaseForm):
    """The register's filter. It changes nothing, so it has an address instead of a token."""

    class Meta:
        """No token."""

        csrf = False

    sector = SelectField(
        "Sector",
        [Optional()],
        choices=[choice(sector.value, sector.label) for sector in Sector],
        coerce=Sector,
        placeholder="All sectors",
        optional=False,
    )

    def chosen(self) -> Sector | None:
        """The sector asked for; None for all of them, or for one that there is not."""
        return self.sector.data if self.validate() else None


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
