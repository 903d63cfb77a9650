"""`network db`: the schema, brought up to date by its owner."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from network.core import application_role, migrations
from network.core.request import current_settings
from network.core.schema import grant_rights, migrating_engine


@click.group("db", help="Looks after the database.")
def database() -> None:
    """The group of the commands below."""


@database.command()
@click.option(
    "--create-application-role",
    "role_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="On PostgreSQL: also make the role that the application signs in with, and write its address to this file.",
)
@with_appcontext
def upgrade(role_file: Path | None) -> None:
    """Bring the database to this version of the product."""
    settings = current_settings()
    owner_url = make_url(settings.database_owner_url)
    if owner_url.get_backend_name() == "sqlite" and owner_url.database:
        Path(owner_url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = migrating_engine(settings.database_owner_url)
    try:
        with engine.begin() as connection:
            migrations.upgrade(connection)
            if connection.dialect.name == "postgresql":
                role = _application_role_name(settings.database_url, owner_url.username)
                if role_file is not None:
                    role = application_role.create(connection, role_file)
                if role is not None:
                    grant_rights(connection, role)
    except OperationalError as fault:
        raise click.ClickException(f"The database could not be reached: {_first_line(fault)}") from None
    except ProgrammingError as fault:
        raise click.ClickException(
            f"The database refused: {_first_line(fault)}. DATABASE_OWNER_URL is to name a role that owns the database"
            + (", and that may create roles." if role_file else ".")
        ) from None
    finally:
        engine.dispose()
    click.echo(f"The database is at revision {migrations.head()}.", err=True)


def _application_role_name(url: str, owner: str | None) -> str | None:
    """The role that the settings serve with, when it is another than the owner's."""
    name = make_url(url).username
    return name if name and name != owner else None


def _first_line(fault: OperationalError | ProgrammingError) -> str:
    return str(fault.orig).strip().splitlines()[0]
