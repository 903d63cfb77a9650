"""The forms by which two organisations become one, and one leaves."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from network.core.forms import BaseForm, CreatingForm
from network.ui.fields import Answered, RadiosField, SearchField, SubmitField, TextField, choice


class Which(StrEnum):
    """What the two are to one another."""

    MERGED = "merged"
    SAME = "same"

    @property
    def label(self) -> str:
        """As the question offers it."""
        return {
            Which.MERGED: "Two organisations became one",
            Which.SAME: "It is one organisation that was entered twice",
        }[self]

    @property
    def hint(self) -> str:
        """What follows from it."""
        return {
            Which.MERGED: "What was signed stays signed in the name that it had",
            Which.SAME: "Codes and details of the entry that ends go to the one that stays",
        }[self]


class SuccessorSearch(BaseForm):
    """Which organisation takes it over, by a few words; in the address."""

    class Meta:
        """A form that only looks needs no token."""

        csrf = False

    search = SearchField("The organisation that it becomes part of: name, town or code")


class ChooseMergerForm(BaseForm):
    """Which of those found, and what the two are to one another."""

    successor = RadiosField(
        "Which organisation does it become part of?", [Answered("Choose an organisation")], coerce=UUID
    )
    which = RadiosField(
        "What happened?",
        [Answered("Choose what happened")],
        choices=[choice(each, each.label, hint=each.hint) for each in Which],
        coerce=Which,
    )
    save = SubmitField("See what would follow")


class MergeForm(CreatingForm):
    """Yes to what was shown."""

    typed = TextField("Name of the organisation that ends", [Answered("Enter the name of the organisation that ends")])
    save = SubmitField("Make them one")


class LeaveForm(CreatingForm):
    """Yes to leaving."""

    typed = TextField("Name of the organisation", [Answered("Enter the name of the organisation")])
    save = SubmitField("Leave the network")
