"""The forms of needs and coverage: shape only."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms.validators import Optional

from network.core.forms import BaseForm, CreatingForm
from network.organisations.vocabulary import Sector
from network.training.models import Tier
from network.training.needs.reading import Asked, Order
from network.training.needs.rules import NOTE_LENGTH
from network.ui.fields import (
    DayMonthYearField,
    HiddenField,
    SelectField,
    SubmitField,
    TextareaField,
    choice,
)


class AssessForm(CreatingForm):
    """Keeping what the workforce's rows say as today's assessment."""

    seen = HiddenField()
    note = TextareaField(
        "What is behind these figures?",
        [Optional()],
        counted=NOTE_LENGTH,
        hint="For example: team managers were asked in October. Please name nobody.",
    )
    keep = SubmitField("Keep this as today’s assessment")


class AsAtForm(BaseForm):
    """A day in the past; in the address, so that the page of that day can be sent on."""

    class Meta:
        """A form that only looks needs no token."""

        csrf = False

    on = DayMonthYearField("As at another day", [Optional()], hint="For example, 30 11 2025", optional=False)


class PartnersForm(BaseForm):
    """Which partners are listed; in the address."""

    class Meta:
        """A form that only looks needs no token."""

        csrf = False

    tier = SelectField("Tier", [Optional()], coerce=int, placeholder="The first")
    sector = SelectField(
        "Sector", [Optional()], coerce=Sector, choices=[choice(each, each.label) for each in Sector], placeholder="All"
    )
    _offered: tuple[int, ...] = ()
    sort = SelectField("Order", [Optional()], coerce=Order, choices=[choice(each, each.value) for each in Order])

    def offer(self, tiers: Iterable[Tier]) -> None:
        """The network's tiers."""
        numbers = {each.number: each.name for each in tiers}
        self.tier.choices = [choice(number, name) for number, name in numbers.items()]
        self._offered = tuple(numbers)

    @property
    def asked(self) -> Asked:
        """What was asked for; anything that is not offered is as if it was not asked."""
        tier = self.tier.data if self.tier.data in self._offered else next(iter(self._offered), 0)
        return Asked(tier, self.sector.data, self.sort.data or Order.GAP)

    @property
    def in_address(self) -> dict[str, str]:
        """The same for a link, without the order."""
        asked = self.asked
        chosen = {"tier": str(asked.tier)}
        return {**chosen, "sector": asked.sector.value} if asked.sector is not None else chosen
