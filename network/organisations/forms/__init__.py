"""The forms of the directory: their shape. What may stand in them is in `rules`."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField
from wtforms.validators import Optional, ValidationError

from network.core.forms import BaseForm, CreatingForm, EditingForm
from network.core.working_days import Weekday
from network.organisations import rules
from network.organisations.service.profiles import Code
from network.organisations.vocabulary import Nation, Scheme, Sector, Standing
from network.ui.fields import (
    Answered,
    CheckboxesField,
    EmailField,
    FileField,
    RadiosField,
    SearchField,
    SelectField,
    SingleCheckboxField,
    SubmitField,
    TelephoneField,
    TextareaField,
    TextField,
    WholeNumberField,
    choice,
)

SECTORS = [choice(sector, sector.label) for sector in Sector]
NATIONS = [choice(nation, nation.label) for nation in Nation]
STANDINGS = [choice(each, each.label) for each in Standing if each is not Standing.MERGED]
DAYS = [choice(int(day), day.name.capitalize()) for day in Weekday]
TYPED = [scheme for scheme in Scheme if scheme is not Scheme.POLICE]
"""The kinds of code that are typed; a force without a GSS code is known by its register alone."""
SCHEMES = [choice(scheme, scheme.label) for scheme in TYPED]


class DirectoryFilter(BaseForm):
    """What the directory is narrowed to; in the address, so that a narrowed list can be sent on."""

    class Meta:
        """A form that only looks needs no token."""

        csrf = False

    search = SearchField("Name, town or code")
    sector = SelectField("Sector", choices=SECTORS, coerce=Sector, placeholder="All")
    place = SearchField("Town or postcode area", optional=False)
    stage = SelectField("Stage of the journey", coerce=str, placeholder="All")
    standing = SelectField("Standing", choices=STANDINGS, coerce=Standing, placeholder="All")

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for; anything that is not offered is as if it was not asked."""
        return {
            "search": self.search.data or "",
            "sector": self.sector.data,
            "place": self.place.data or "",
            "stage": self.stage.data,
            "standing": self.standing.data if "standing" in self else None,
        }


class _ProfileForm(BaseForm):
    """What is said of an organisation."""

    name = TextField("Name", [Answered("Enter the name of the organisation")])
    short_name = TextField("Short name", [Optional()], hint="As people say it: Leicestershire, the Royal")
    sector = RadiosField("Sector", [Answered("Choose a sector")], choices=SECTORS, coerce=Sector)
    nation = RadiosField(
        "Nation", [Answered("Choose a nation")], choices=NATIONS, coerce=Nation, hint="Deadlines keep its bank holidays"
    )
    town = TextField("Town", [Optional()], width=20)
    postcode = TextField("Postcode", [Optional()], width=10, autocomplete="postal-code")

    @property
    def values(self) -> dict[str, Any]:
        """The answers, by the names of `rules.LABELS`, of the questions that were put."""
        return {field.name: field.data for field in self if field.name in rules.LABELS}


class _CodeQuestions(BaseForm):
    scheme = SelectField("Kind of code", [Optional()], choices=SCHEMES, coerce=Scheme, placeholder="No code")
    code = TextField("Code", [Optional()], width=10, hint="With it, the organisation’s register knows it again")

    @property
    def typed_code(self) -> Code | None:
        """The code, if one was typed."""
        return Code(self.scheme.data, self.code.data) if self.scheme.data and self.code.data else None


class AddOrganisationForm(CreatingForm, _ProfileForm, _CodeQuestions):
    """An organisation that no register brought."""

    is_another = SingleCheckboxField("This is another organisation than the one with the same name")
    save = SubmitField("Add organisation")

    def validate_code(self, field: TextField) -> None:
        """A code says of which kind it is, and a kind has its code."""
        if field.data and not self.scheme.data:
            raise ValidationError("Choose the kind of code, or leave the code empty")

    def validate_scheme(self, field: SelectField) -> None:
        """The other half of the same."""
        if field.data and not self.code.data:
            raise ValidationError("Enter the code, or choose No code")


class AddCodeForm(CreatingForm):
    """A code for an organisation that is here already."""

    scheme = RadiosField("Kind of code", [Answered("Choose the kind of code")], choices=SCHEMES, coerce=Scheme)
    code = TextField("Code", [Answered("Enter the code")], width=10)
    save = SubmitField("Add code")

    def offer(self, kept: frozenset[Scheme]) -> None:
        """The kinds of code that are this editor's to add."""
        self.scheme.choices = [each for each, scheme in zip(SCHEMES, TYPED, strict=True) if scheme in kept]


class EditOrganisationForm(EditingForm, _ProfileForm):
    """All of a profile; a lead is not asked what the coordinator decides."""

    working_days = CheckboxesField(
        "Days on which it works", choices=DAYS, coerce=lambda text: Weekday(int(text)), hint="Deadlines count these"
    )
    workforce_size = WholeNumberField("Number of staff", [Optional()], hint="Everybody who works for it, in heads")
    statement = TextareaField(
        "Statement for the public",
        [Optional()],
        hint="What you do, and why this matters to you, in 150 words or fewer. The register of the charter shows it.",
    )
    contact_name = TextField("Contact’s name", [Optional()])
    contact_email = EmailField("Contact’s e-mail address", [Optional()], autocomplete="off")
    contact_telephone = TelephoneField("Contact’s telephone number", [Optional()], autocomplete="off")
    urgent_line_name = TextField("What the urgent line is called", [Optional()], hint="For example, Staff support line")
    urgent_line_telephone = TelephoneField("Number of the urgent line", [Optional()], autocomplete="off")
    save = SubmitField("Save")

    def ask_only(self, fields: frozenset[str]) -> None:
        """Leaves out the questions that are not this editor's (B14)."""
        for name in rules.LABELS.keys() - fields:
            del self[name]


class AddDepartmentsForm(CreatingForm):
    """Departments to begin with, and one of one's own."""

    suggested = CheckboxesField("Departments that many organisations have")
    name = TextField("Another department", optional=True, width=20)
    headcount = WholeNumberField("Number of staff in it", [Optional()], largest=rules.LARGEST_WORKFORCE)
    save = SubmitField("Add")

    def validate_name(self, field: TextField) -> None:
        """Something is to be added."""
        if not field.data and not self.suggested.data:
            raise ValidationError("Choose a department or enter a name")


class EditDepartmentForm(EditingForm):
    """A department's name and size."""

    name = TextField("Name", [Answered("Enter a name")], width=20)
    headcount = WholeNumberField("Number of staff", [Optional()], largest=rules.LARGEST_WORKFORCE)
    save = SubmitField("Save")


class HeadcountForm(EditingForm):
    """How many work in a department."""

    headcount = WholeNumberField("Number of staff", [Optional()], largest=rules.LARGEST_WORKFORCE)
    save = SubmitField("Save")


class LogoForm(BaseForm):
    """A logo. Sent twice, it is the same logo."""

    file = FileField(
        "The logo",
        [Answered("Choose the picture")],
        accept=".png,.jpg,.jpeg,.webp",
        hint="PNG, JPEG or WebP, up to 10 MB. Save an SVG drawing as PNG first",
    )
    save = SubmitField("Save logo")


class UploadForm(BaseForm):
    """A register as published."""

    file = FileField(
        "The register’s file",
        [Answered("Choose the file")],
        accept=".csv,.xlsx,.ods",
        hint="CSV, Excel (.xlsx) or OpenDocument (.ods), up to 20 MB, as it was published",
    )
    save = SubmitField("See what would change")


class ImportForm(CreatingForm):
    """Yes to what was shown."""

    seen = HiddenField()
    save = SubmitField("Import this register")
