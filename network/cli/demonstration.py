"""`network demo`: the demonstration network, loaded once, and who signs in to it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from network.core.errors import DomainError
from network.core.request import current_clock, current_settings
from network.demonstration.loading import Outcome, load
from network.demonstration.sign_ins import SignIn, sign_ins

SAID = {
    Outcome.LOADED: "The demonstration network is loaded.",
    Outcome.WAS_THERE: "The demonstration network is there already. Nothing was changed.",
}


@click.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print the sign-ins as JSON, and nothing else.")
@with_appcontext
def demonstrate(as_json: bool) -> None:
    """Load the demonstration network if it is absent, and print a sign-in for each role.

    It is an invented county. It goes into an empty database of this machine only.
    """
    try:
        outcome = load(current_settings(), current_clock())
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
    click.echo(SAID[outcome], err=True)
    lines = list(sign_ins())
    click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1) if as_json else table(lines))


def table(lines: list[SignIn]) -> str:
    """The sign-ins in columns, for people."""
    rows = [("Role", "Organisation", "E-mail", "Password", "TOTP secret")]
    rows += [(line.role.label, line.organisation, line.email, line.password, line.totp_secret or "-") for line in lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
