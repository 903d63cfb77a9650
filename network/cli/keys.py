"""`network keys`: another key, while everything goes on (B24)."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from network.accounts.public import reseal_codes
from network.core import crypto, tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.crypto import Undecipherable
from network.core.database import db
from network.core.request import current_clock


@click.group("keys", help="Looks after the keys that seal.")
def keys() -> None:
    """The group of the commands below."""


@keys.command("rewrap")
@with_appcontext
def rewrap() -> None:
    """Use the first of ENCRYPTION_KEYS everywhere, so that the others can be taken out. To repeat it is harmless."""
    system = _enter("network keys rewrap")
    try:
        wrapped, sealed = crypto.rewrap(system), reseal_codes(system)
    except Undecipherable as fault:
        raise click.ClickException(f"{fault}. Put it back, after the first, and try again.") from None
    commit()
    click.echo(f"Wrapped with the first key: {wrapped} data keys, {sealed} second steps.")


@keys.command("renew")
@with_appcontext
def renew() -> None:
    """Seal with new data keys from now on. What the former ones sealed still opens."""
    made = crypto.renew(_enter("network keys renew"), current_clock())
    commit()
    click.echo(f"New data keys: {made}.")


def _enter(job: str) -> SystemActor:
    actor = SystemActor(job)
    tenancy.enter(db.session(), actor)
    return actor
