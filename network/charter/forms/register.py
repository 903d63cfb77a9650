"""The public register's filter."""

from __future__ import annotations

from wtforms.validators import Optional

from network.charter.queries.register import Narrowed
from network.core.forms import BaseForm
from network.organisations.vocabulary import Sector
from network.ui.fields import SearchField, SelectField, choice

CURRENT, LAPSED = "current", "not-current"


class RegisterFilter(BaseForm):
    """What the register is narrowed to. It changes nothing, so it has an address instead of a token."""

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
    place = SearchField("Place", [Optional()], optional=False)
    standing = SelectField(
        "Now",
        [Optional()],
        choices=[choice(CURRENT, "Current"), choice(LAPSED, "Was current")],
        placeholder="All",
        optional=False,
    )

    def narrowed(self) -> Narrowed:
        """What was asked for; what is not offered is as if it was not asked."""
        if not self.validate():
            return Narrowed()
        is_current = {CURRENT: True, LAPSED: False}.get(self.standing.data or "")
        return Narrowed(self.sector.data, self.place.data or "", is_current)

    def address(self) -> dict[str, str]:
        """The same as a part of an address, for links."""
        kept = {"sector": self.sector.data, "place": self.place.data, "standing": self.standing.data}
        return {name: str(value) for name, value in kept.items() if value}
