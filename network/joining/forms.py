"""What is asked: one question a page for whoever asks to join, and the coordinator's answer. Shape only."""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from uuid import UUID

from flask import request
from wtforms.validators import Optional, ValidationError

from network.core.forms import BaseForm, CreatingForm
from network.joining.rules import LONGEST_WORDS
from network.joining.service.answering import Acceptance
from network.joining.service.asking import Asker
from network.joining.service.naming import Said
from network.joining.vocabulary import DeclineReason
from network.joining.words import DECLINED
from network.organisations.public import Code
from network.organisations.vocabulary import Nation, Scheme, Sector
from network.ui.fields import (
    Answered,
    EmailField,
    RadiosField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    choice,
)

CODED: Final = frozenset(scheme.value for scheme in Scheme if scheme is not Scheme.POLICE)
"""A force without a GSS code is told by its name."""
NO_CODE: Final = "none"
NONE_OF_THESE: Final = "none"
NEW: Final = "new"
ANOTHER: Final = "another"


class Step(StrEnum):
    """The pages of asking, in their order."""

    CODE = "code"
    CONFIRM = "confirm"
    DESCRIBE = "describe"
    ALIKE = "alike"
    YOU = "you"


class CodeForm(BaseForm):
    """Whether a public register knows the organisation."""

    scheme = RadiosField(
        "Does your organisation have a code in a public register?",
        [Answered("Choose the kind of code, or say that there is none")],
        choices=[
            choice(Scheme.GSS, "GSS code", hint="Councils and police forces, like E06000066"),
            choice(Scheme.ODS, "ODS code", hint="NHS trusts and boards, like RH5"),
            choice(Scheme.URN, "URN", hint="Schools, like 119903"),
            choice(Scheme.CHARITY, "Charity number", hint="Like 1234567, SC012345 or NIC100123"),
            choice(Scheme.COMPANY, "Company number", hint="Like 01234567"),
            choice(NO_CODE, "We have none, or I do not know it", hint="That is fine. You can describe it instead"),
        ],
        heading=True,
    )
    code = TextField("The code, if there is one", width=10, spellcheck=False)
    on = SubmitField("Continue")

    def validate_code(self, field: TextField) -> None:
        """A kind has its code. What was typed for no kind is left aside."""
        if self.scheme.data in CODED and not field.data:
            raise ValidationError("Enter the code, or choose the last answer")

    @property
    def typed_code(self) -> Code | None:
        """The code, if one was typed."""
        if self.scheme.data not in CODED or not self.code.data:
            return None
        return Code(Scheme(self.scheme.data), self.code.data)


class ConfirmForm(BaseForm):
    """Whether what the register brought is theirs."""

    is_ours = RadiosField(
        "Is this your organisation?",
        [Answered("Choose yes or no")],
        choices=[choice("yes", "Yes"), choice("no", "No, mine is another one")],
        heading=True,
    )
    on = SubmitField("Continue")


class DescribeForm(BaseForm):
    """An organisation by its own account."""

    name = TextField("Name of the organisation", [Answered("Enter the name of the organisation")])
    sector = RadiosField(
        "What kind of organisation is it?",
        [Answered("Choose a sector")],
        choices=[choice(each, each.label) for each in Sector],
        coerce=Sector,
    )
    nation = RadiosField(
        "Nation",
        [Answered("Choose a nation")],
        choices=[choice(each, each.label) for each in Nation],
        coerce=Nation,
        inline=True,
    )
    town = TextField("Town or city", [Answered("Enter the town or city that it works from")], width=20)
    postcode = TextField("Postcode", [Optional()], width=10, autocomplete="postal-code")
    on = SubmitField("Continue")


class AlikeForm(BaseForm):
    """Whether it is one of those that are called the same."""

    one_of = RadiosField(
        "Is it one of these?", [Answered("Choose one, or say that it is none of these")], choices=[], heading=True
    )
    on = SubmitField("Continue")


class YouForm(BaseForm):
    """Who asks. The key that lets it be sent once is the button's, so that going back does not use it up."""

    person = TextField("Your name", [Answered("Enter your name")], autocomplete="name")
    job_title = TextField(
        "What you do there", [Answered("Enter what you do there")], autocomplete="organization-title", width=20
    )
    email = EmailField(
        "Your e-mail address at work",
        [Answered("Enter your e-mail address, like name@example.org")],
        hint="We send it a link, and answer there.",
    )
    telephone = TelephoneField("Telephone", [Optional()])
    words = TextareaField("What brings you here?", [Optional()], rows=3, counted=LONGEST_WORDS)

    @property
    def asker(self) -> Asker:
        """The answers."""
        return Asker(
            self.person.data or "",
            self.job_title.data or "",
            self.email.data or "",
            self.telephone.data or "",
            self.words.data or "",
        )


FORMS: Final[dict[Step, type[BaseForm]]] = {
    Step.CODE: CodeForm,
    Step.CONFIRM: ConfirmForm,
    Step.DESCRIBE: DescribeForm,
    Step.ALIKE: AlikeForm,
    Step.YOU: YouForm,
}
QUESTIONS: Final = (
    *("scheme", "code", "is_ours", "name", "sector", "nation", "town", "postcode", "one_of"),
    *("person", "job_title", "email", "telephone", "words"),
)
"""Every answer, which each page carries on unseen: nothing is kept before the last one is sent."""


FOLLOWS: Final[dict[type[BaseForm], str]] = {CodeForm: "is_ours", DescribeForm: "one_of"}
"""The answer that stands or falls with those of a page, and is asked anew after it (U18)."""


def carried(form: BaseForm) -> dict[str, str]:
    """What was answered on other pages."""
    wanted = [name for name in QUESTIONS if name not in form and name != FOLLOWS.get(type(form))]
    return {name: typed for name in wanted if (typed := request.form.get(name, ""))}


def said() -> Said:
    """What was answered of the organisation so far, on whichever page."""
    described, chosen = DescribeForm(), request.form.get("one_of", "")
    return Said(
        code=CodeForm().typed_code,
        is_ours=request.form.get("is_ours") == "yes",
        name=described.name.data or "",
        sector=described.sector.data,
        nation=described.nation.data,
        town=described.town.data or "",
        postcode=described.postcode.data or "",
        one_of=_key(chosen),
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ConfirmAddressForm(BaseForm):
    """One press, because programs that look at e-mails open links too."""

    confirm = SubmitField("Yes, this is my address")


class AcceptForm(CreatingForm):
    """Which organisation it is, and who leads it."""

    which = RadiosField("Which organisation is it?", [Answered("Choose which organisation it is")], choices=[])
    asker = RadiosField("Who is invited as its lead?", [Answered("Choose who is invited")], choices=[], coerce=UUID)
    accept = SubmitField("Send the invitation")

    @property
    def acceptance(self) -> Acceptance:
        """The answers."""
        which = self.which.data or ""
        asker = self.asker.data if "asker" in self else None
        return Acceptance(_key(which), asker, is_another=which == ANOTHER)


class DeclineForm(CreatingForm):
    """Why not."""

    reason = RadiosField(
        "Why do you decline?",
        [Answered("Choose a reason")],
        choices=[choice(each, each.label, hint=DECLINED[each]) for each in DeclineReason],
        coerce=DeclineReason,
    )
    decline = SubmitField("Decline and write to them")
