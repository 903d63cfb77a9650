"""`network credentials`: the keys that sign credentials."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.credentials import new_key, withdraw_key
from network.core.database import db
from network.core.errors import NotFound
from network.core.request import current_clock


@click.group("credentials", help="Looks after the keys that sign credentials.")
def credentials() -> None:
    """The group of the commands below."""


@credentials.command("new-key")
@with_appcontext
def make_key() -> None:
    """Sign with a new key from now on, and print its name. What the former ones signed stays good."""
    actor = _enter("network credentials new-key")
    made = new_key(actor, current_clock())
    commit()
    click.echo(made.thumbprint)


@credentials.command("withdraw-key")
@click.argument("name")
@with_appcontext
def stop_trusting(name: str) -> None:
    """Publish the key NAME no more, because somebody else may hold it: what it signed is good no longer."""
    actor = _enter("network credentials withdraw-key")
    try:
        withdraw_key(actor, name, current_clock())
    except NotFound as fault:
        raise click.ClickException(fault.message) from None
    commit()
    click.echo("Withdrawn. Caches forget it within the hour. Credentials are to be downloaded again.", err=True)


def _enter(job: str) -> SystemActor:
    actor = SystemActor(job)
    tenancy.enter(db.session(), actor)
    return actor
