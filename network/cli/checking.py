"""`network check`: one clear line for each thing that would keep the service from running well."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from network.core import migrations
from network.core.crypto import DataKey, KeyRing, Undecipherable
from network.core.database import db
from network.core.schema import owner_engine, role_faults
from network.core.tenancy import scoped, system_scope
from network.settings import Settings


def faults(settings: Settings) -> Iterator[str]:
    """Everything that is wrong, each in a line that says what to do. The settings themselves were read before."""
    engine = owner_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            yield from role_faults(connection)
            current = migrations.current(connection)
    except SQLAlchemyError as fault:
        yield f"The database could not be reached ({type(fault).__name__}): look at DATABASE_URL"
        return
    finally:
        engine.dispose()
    if current is None:
        yield "The database is empty: run network db upgrade"
        return
    if current != migrations.head():
        yield f"The database is at revision {current}, this version wants {migrations.head()}: run network db upgrade"
        return
    yield from _key_faults(current_app.extensions["key_ring"])


def _key_faults(ring: KeyRing) -> Iterator[str]:
    with system_scope(db.session(), "check the keys") as system:
        keys = db.session.scalars(scoped(select(DataKey), system, DataKey)).all()
    seen = set()
    for key in keys:
        try:
            ring.unwrap(key)
        except Undecipherable as fault:
            if str(fault) not in seen:
                seen.add(str(fault))
                yield f"{fault}: put it back into ENCRYPTION_KEYS"


@click.command()
@with_appcontext
def check() -> None:
    """Say what is wrong with this installation: settings, database role, keys, migrations."""
    settings: Settings = current_app.extensions["settings"]
    found = list(faults(settings))
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(1)
    click.echo("All is well.", err=True)
