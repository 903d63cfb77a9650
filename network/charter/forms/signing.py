"""The forms on the way to a signature: ready, two actions, who signs, the public statement, the signature."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from wtforms import ValidationError
from wtforms.validators import Optional

from network.charter.queries.readiness import Line
from network.charter.rules import signing as rules
from network.charter.rules.pledges import LONGEST_OWNER, LONGEST_PLEDGE, PledgeText
from network.charter.rules.signing import LONGEST_LINE, LONGEST_STATEMENT, Details
from network.charter.vocabulary import Basis
from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.ui.fields import (
    Answered,
    AtMost,
    EmailField,
    HiddenField,
    RadiosField,
    SingleCheckboxField,
    SubmitField,
    TextareaField,
    TextField,
    choice,
)

_SHORT = AtMost(LONGEST_LINE)
_ACTION = AtMost(LONGEST_PLEDGE)
_OWNER = AtMost(LONGEST_OWNER)
ME, SOMEBODY_ELSE = "me", "somebody-else"


class ActionsForm(CreatingForm):
    """Two things for the next twelve months."""

    text_1 = TextField("First action", [Answered("Say what your organisation will do first"), _ACTION])
    owner_name_1 = TextField(
        "Who sees to it?", [Answered("Enter who sees to the first action: a name, or a role"), _OWNER]
    )
    text_2 = TextField("Second action", [Answered("Say what else your organisation will do"), _ACTION])
    owner_name_2 = TextField(
        "Who sees to that one?", [Answered("Enter who sees to the second action: a name, or a role"), _OWNER]
    )
    save = SubmitField("Save and go on")

    def said(self, due_on: date) -> list[PledgeText]:
        """The actions as values, to be done by one day."""
        return [
            PledgeText(self[f"text_{place}"].data or "", self[f"owner_name_{place}"].data or "", due_on)
            for place in range(1, rules.ACTIONS + 1)
        ]


class SignatoryForm(EditingForm):
    """Who signs, and who acts for them when they are away."""

    who = RadiosField(
        "Who signs for your organisation?",
        [Answered("Choose who signs")],
        choices=[
            choice(ME, "I do", hint="You sign here, signed in"),
            choice(SOMEBODY_ELSE, "Somebody else", hint="We send them a link. They read the charter and sign there"),
        ],
    )
    signatory_name = TextField(
        "Name of the person who signs", [Answered("Enter the name of the person who signs"), _SHORT]
    )
    job_title = TextField("Their job title", [Answered("Enter their job title"), _SHORT])
    signatory_email = EmailField(
        "Their e-mail address, if it is somebody else",
        [Optional(), _SHORT],
        optional=False,
        autocomplete="off",
        hint="Their own address at work. They confirm the signature from it.",
    )
    basis = RadiosField(
        "What lets them sign?",
        [Answered("Choose what lets them sign for your organisation")],
        choices=[choice(basis.value, basis.label) for basis in Basis],
        coerce=Basis,
    )
    basis_words = TextField("If it is something else, what is it?", [Optional(), _SHORT], optional=False)
    deputy_name = TextField("Deputy’s name", [Optional(), _SHORT])
    deputy_title = TextField("Deputy’s job title", [Optional(), _SHORT])
    deputy_email = EmailField("Deputy’s e-mail address", [Optional(), _SHORT], autocomplete="off")
    save = SubmitField("Save and go on")

    def details(self) -> Details:
        """What was said, as values."""
        return Details(
            signs_themselves=self.who.data == ME,
            signatory_name=self.signatory_name.data or "",
            job_title=self.job_title.data or "",
            basis=self.basis.data,
            basis_words=self.basis_words.data or "",
            signatory_email=self.signatory_email.data or "",
            deputy_name=self.deputy_name.data or "",
            deputy_title=self.deputy_title.data or "",
            deputy_email=self.deputy_email.data or "",
        )


def _few_words(_form: Any, field: TextareaField) -> None:
    if rules.is_too_long(field.data or ""):
        raise ValidationError(rules.STATEMENT_TOO_LONG)


class StatementForm(EditingForm):
    """What the organisation says in public of its signature."""

    statement = TextareaField(
        "A statement for the public",
        [Optional(), _few_words],
        hint=f"Why your organisation signs, or what it will do first, in {LONGEST_STATEMENT} words or fewer.",
    )
    save = SubmitField("Save and go on")


class SignForm(CreatingForm):
    """The signature itself, on the version that was read."""

    number = HiddenField()
    typed_signature = TextField(
        "Type your name to sign", [Answered("Type your name to sign"), _SHORT], autocomplete="name"
    )
    is_authorised = SingleCheckboxField(
        "I am authorised to sign the charter for this organisation", [Answered(rules.NEEDS_AUTHORITY)]
    )
    sign = SubmitField("Sign the charter")

    @property
    def seen_number(self) -> int:
        """The version that the person read; 0, which no version has, when it was tampered with."""
        text = self.number.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


class _ReadinessForm(CreatingForm):
    """The checklist, as far as somebody has got with it."""

    save = SubmitField("Save")

    def answers(self) -> dict[UUID, bool]:
        """What was said of each line that was answered."""
        said = {UUID(name): field.data for name, field in self._fields.items() if _is_line(name)}
        return {item_id: data == "yes" for item_id, data in said.items() if data}


def _is_line(name: str) -> bool:
    return len(name) == len(str(UUID(int=0)))


def readiness_form(lines: list[Line]) -> BaseForm:
    """The checklist as a form, with what was answered before."""
    fields = {
        str(line.item.id): RadiosField(
            line.item.text,
            [Optional()],
            optional=False,
            choices=[choice("yes", "Yes"), choice("not-yet", "Not yet")],
            inline=True,
            small=True,
        )
        for line in lines
    }
    answered = {
        str(line.item.id): "yes" if line.answer.is_ready else "not-yet" for line in lines if line.answer is not None
    }
    form: BaseForm = type("ReadinessForm", (_ReadinessForm,), fields)(data=answered)
    return form
