"""What an application keeps for its credentials: who issues them, and the opened key."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, current_app
from joserfc.jwk import RSAKey

from network.core.request import current_settings


@dataclass(frozen=True, slots=True)
class Office:
    """One application's."""

    issuer_path: str
    opened: dict[str, RSAKey] = field(default_factory=dict, repr=False)
    """The private key in use, by thumbprint: to open one takes longer than all the rest."""


def init_app(app: Flask, issuer_path: str) -> None:
    """Says at which path the application shows the profile of whoever issues its credentials."""
    app.extensions["credential_office"] = Office(issuer_path)


def current_office() -> Office:
    """This application's."""
    office: Office = current_app.extensions["credential_office"]
    return office


def issuer_address() -> str:
    """Who issues: the address of their profile, which stands in every credential."""
    return current_settings().origin + current_office().issuer_path
