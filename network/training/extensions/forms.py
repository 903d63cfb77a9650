"""The form of an extension: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from network.core.forms import CreatingForm
from network.training.extensions import rules
from network.training.extensions.queries import Lapsing
from network.training.extensions.rules import Ending
from network.ui.fields import Answered, AtMost, CheckboxesField, SelectField, SubmitField, TextareaField, choice
from network.ui.filters import as_date, plural


def _ending(text: str) -> Ending:
    tier, _, day = str(text).partition(":")
    return Ending(int(tier), date.fromisoformat(day))


def _day(text: str) -> date:
    return date.fromisoformat(str(text))


class ExtendForm(CreatingForm):
    """What stands longer, until when, and why."""

    endings = CheckboxesField(
        "What is to stand longer?", [Answered("Choose what is to stand longer")], coerce=_ending, choices=[]
    )
    until = SelectField("Until when?", [Answered("Choose a day")], coerce=_day, choices=[])
    reason = TextareaField(
        "Why?",
        [
            Answered("Say why, for whoever asks later"),
            AtMost(rules.LONGEST_REASON),
        ],
        hint="Everybody who keeps training records here reads this. For example: the trainer was ill in March.",
        rows=3,
    )
    save = SubmitField("Let it stand longer")

    def offer(self, lapsing: Sequence[Lapsing], today: date) -> None:
        """What runs out, and the days to choose from."""
        self.endings.choices = [
            choice(f"{each.ending.tier}:{each.ending.expires_on}", _words(each, today)) for each in lapsing
        ]
        self.until.choices = [choice(day.isoformat(), as_date(day)) for day in rules.later_days(today)]

    def answers(self) -> dict[str, Any]:
        """As the service takes them."""
        return {"endings": self.endings.data, "until": self.until.data, "reason": self.reason.data or ""}


def _words(each: Lapsing, today: date) -> str:
    day = each.ending.expires_on
    how = "ran out on" if day < today else "runs out on"
    return f"{each.tier_name}, {how} {as_date(day)}: {plural(each.people, 'person', 'people')}"
