"""The form of a contribution."""

from __future__ import annotations

from typing import Any

from wtforms.validators import Optional

from network.core.forms import CreatingForm, EditingForm
from network.organisations.rules.contributions import LABELS, ContributionSaid, as_pence, pounds, year_in_words
from network.organisations.vocabulary import ContributionKind
from network.ui.fields import Answered, DayMonthYearField, RadiosField, SelectField, SubmitField, TextField, choice


class _Questions:
    year = SelectField("Financial year", [Answered("Choose the financial year")], coerce=int)
    kind = RadiosField(
        "What is given?",
        [Answered("Choose money or in kind")],
        choices=[choice(each, each.label) for each in ContributionKind],
        coerce=ContributionKind,
    )
    amount = TextField(
        "Amount in pounds",
        [Optional()],
        optional=False,
        width=10,
        inputmode="decimal",
        hint="For money. Like 1,250 or 1,250.50",
    )
    in_kind = TextField(
        "What is given in kind", [Optional()], optional=False, hint="For example, a room for twelve sessions"
    )
    promised_on = DayMonthYearField("Promised on", [Answered("Enter the day on which it was promised")])
    received_on = DayMonthYearField("Received on", [Optional()], hint="Leave it empty until it has come")

    def offer(self, this_year: int, kept: int | None = None) -> None:
        """The financial years round this one, and the one that is kept."""
        years = {*range(this_year - 5, this_year + 4), kept or this_year}
        self.year.choices = [choice(year, year_in_words(year)) for year in sorted(years, reverse=True)]

    @property
    def said(self) -> ContributionSaid:
        """The answers. Raises RuleBroken on `amount`."""
        year: Any = self.year.data
        kind: Any = self.kind.data
        pence = as_pence(self.amount.data or "") if kind is ContributionKind.MONEY else None
        days = (self.promised_on.data, self.received_on.data)
        return ContributionSaid(year, kind, pence, self.in_kind.data or "", *days)


class AddContributionForm(_Questions, CreatingForm):
    """A contribution more."""

    save = SubmitField("Add contribution")


class EditContributionForm(_Questions, EditingForm):
    """A contribution as it is kept."""

    save = SubmitField("Save")


def answers_of(said: ContributionSaid) -> dict[str, Any]:
    """What the form shows of a contribution."""
    amount = pounds(said.pence).removeprefix("£") if said.pence is not None else ""
    return {**{field: getattr(said, field) for field in LABELS if field != "pence"}, "amount": amount}
