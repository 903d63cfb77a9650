"""Support for others who are affected: offered, and answered."""

from __future__ import annotations

from network.core.forms import BaseForm
from network.incidents.rules.offers import OfferAnswer
from network.ui.fields import Answered, EmailField, RadiosField, SingleCheckboxField, SubmitField, choice


class OfferForm(BaseForm):
    """One colleague’s address. It carries no key, by which a hash of the address would be kept: twice is once."""

    email = EmailField(
        "Their e-mail address",
        [Answered("Enter your colleague’s e-mail address")],
        hint="One colleague at a time",
        autocomplete="off",
    )
    save = SubmitField("Offer them support")


class ManagersOfferForm(OfferForm):
    """The same, by a manager who talked with their team."""

    has_talked = SingleCheckboxField("I have talked with my team about the support that there is")


class OfferAnswerForm(BaseForm):
    """Yes or not now; nothing is chosen already (U18)."""

    answer = RadiosField(
        "Would you like somebody to get in touch with you?",
        [Answered("Choose yes or not now, or leave this page")],
        coerce=OfferAnswer,
        choices=[choice(each, each.label) for each in OfferAnswer],
    )
    save = SubmitField("Answer")
