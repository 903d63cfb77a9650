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
from network.core.commit import end_reading
from network.core.crypto import DataKey, KeyRing, Undecipherable
from network.core.database import begin_reading, db
from network.core.schema import owner_engine, role_faults
from network.core.tenancy import scoped, system_scope
from network.demonstration import loading as demonstration
from network.settings import Settings


def faults(settings: Settings) -> Iterator[str]:
    """Everything that is wrong, each in a line that says what to do. The settings themselves were read before."""
    try:
        settings.instance_folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        yield f"INSTANCE_FOLDER cannot be made ({fault.strerror}): name a folder that this account may write to"
        return
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
    yield from key_faults(current_app.extensions["key_ring"])
    yield from demonstration_faults(settings)


def refuse_to_start() -> None:
    """An installation that is not right does not start, whatever serves it (`B40`)."""
    found = list(faults(current_app.extensions["settings"]))
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(1)


def demonstration_faults(settings: Settings) -> Iterator[str]:
    """Accounts whose passwords everybody knows, where others than those of this machine can reach them (`B40`)."""
    if settings.is_local:
        return
    begin_reading(db.session())
    is_there = demonstration.is_there()
    end_reading()
    if is_there:
        yield (
            "The demonstration network is in this database, and everybody knows its passwords: name another database "
            "in DATABASE_URL"
        )


def key_faults(ring: KeyRing) -> Iterator[str]:
    """Each wrapping key that the database needs and the settings do not hold."""
    begin_reading(db.session())
    with system_scope(db.session(), "check the keys") as system:
        keys = db.session.scalars(scoped(select(DataKey), system, DataKey)).all()
    # A worker lives in this context for weeks: it may not hold a transaction open meanwhile.
    end_reading()
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
    refuse_to_start()
    click.echo("All is well.", err=True)
