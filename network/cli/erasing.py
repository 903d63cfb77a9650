"""`network erasures`: what was erased is erased again after a restore (B32)."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from network.app import FEATURES
from network.core import tenancy
from network.core.actor import SystemActor
from network.core.commit import commit
from network.core.database import db
from network.core.erasures import read_lines, replay
from network.core.request import current_clock


@click.group("erasures", help="Looks after what was erased.")
def erasures() -> None:
    """The group of the commands below."""


@erasures.command("replay")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def erase_again(file: Path | None) -> None:
    """Erase again what a restored backup brought back, from FILE or from ERASURES_FILE. To repeat it is harmless."""
    ledger = file or current_app.extensions["settings"].erasures_file
    if not ledger.is_file():
        raise click.ClickException(f"There is no file {ledger}. Name the one that was kept beside the backups.")
    tenancy.enter(db.session(), SystemActor("network erasures replay"))
    empty_again = {table: empty for feature in FEATURES for table, empty in feature.empty_again.items()}
    unreadable: list[int] = []
    erased = replay(read_lines(ledger, unreadable), empty_again, current_clock())
    commit()
    for number in unreadable:
        click.echo(f"Line {number} cannot be read. Look at it, unless it is where a crash tore it off.", err=True)
    for table, count in erased.items():
        click.echo(f"{table}: {count}")
    click.echo(f"Erased again: {sum(erased.values())}")
