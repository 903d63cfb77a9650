"""What is said to those who ask: each reason for a no, and where else to go (`U37`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from network.core.errors import OtherRoute
from network.joining import addresses
from network.joining.vocabulary import DeclineReason

_CHARTER: Final = OtherRoute("Read the charter, and use what helps you", addresses.CHARTER)
_EVENTS: Final = OtherRoute("See the network’s events, which are announced to everybody", addresses.EVENTS)
_REGISTER: Final = OtherRoute("See which organisations have signed the charter", addresses.SIGNATORIES)
_AGAIN: Final = OtherRoute("Ask again when things have changed", addresses.INTRODUCTION)
_SIGN_IN: Final = OtherRoute("Sign in, if you have an account", addresses.SIGN_IN)

ALREADY: Final = "is part of the network already, or has been invited to it. Nobody needs to ask for it again."
ALREADY_ROUTES: Final = (
    OtherRoute("Ask whoever looks after it where you work to invite you", None),
    _SIGN_IN,
    OtherRoute("Go back and name another organisation", addresses.ASK),
)
NO_HOST: Final = "This network has nobody yet who could answer. It is being set up."
NO_HOST_ROUTES: Final = (OtherRoute("Go to the first page", addresses.HOME), _CHARTER)
UNUSABLE_ROUTES: Final = (
    OtherRoute("Look for a later e-mail: your address may be confirmed already", None),
    OtherRoute("Ask again", addresses.INTRODUCTION),
    _CHARTER,
)

DECLINED: Final[Mapping[DeclineReason, str]] = MappingProxyType(
    {
        DeclineReason.OUTSIDE_AREA: "The network works in one area, and yours is another. "
        "There may be a network like it where you are.",
        DeclineReason.INDIVIDUAL: "The network is made of organisations, so one person cannot join it alone. "
        "You can take part through an organisation that you work or volunteer for.",
        DeclineReason.ALREADY_PARTNER: "Your organisation is a partner of the network already, "
        "through somebody else who works there.",
        DeclineReason.NOT_YET: "We cannot take in your organisation well at the moment. "
        "That says nothing about what you do.",
    }
)
"""The reason as it stands in the e-mail."""

ROUTES: Final[Mapping[DeclineReason, tuple[OtherRoute, ...]]] = MappingProxyType(
    {
        DeclineReason.OUTSIDE_AREA: (_CHARTER, _EVENTS),
        DeclineReason.INDIVIDUAL: (_EVENTS, _CHARTER, _REGISTER),
        DeclineReason.ALREADY_PARTNER: (
            OtherRoute("Ask whoever looks after it where you work to invite you", None),
            _SIGN_IN,
            _REGISTER,
        ),
        DeclineReason.NOT_YET: (_CHARTER, _EVENTS, _AGAIN),
    }
)
"""At least two other ways for each."""
