"""The console script `network`."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError
from werkzeug.utils import import_string

from network.app import FEATURES, configure_logs, create_app
from network.cli.nudging import nudge_through
from network.core.working_days import BankHolidayFileError
from network.settings import Settings, SettingsFault

# Those that no feature owns, imported when called: what some of them need takes longer to import than to use.
COMMANDS = {
    "audit": "network.cli.auditing:auditing",
    "check": "network.cli.checking:check",
    "credentials": "network.cli.credentials:credentials",
    "db": "network.cli.database:database",
    "demo": "network.cli.demonstration:demonstrate",
    "erasures": "network.cli.erasing:erasures",
    "incidents": "network.cli.deadlines:incidents",
    "keys": "network.cli.keys:keys",
    "serve": "network.cli.serving:serve",
    "worker": "network.cli.serving:worker",
}


class Network(FlaskGroup):
    """The commands, none of which the application adds: they are listed without one, settings or not."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*COMMANDS, *click.Group.list_commands(self, context)})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name; None where there is none."""
        if name not in COMMANDS:
            return click.Group.get_command(self, context, name)
        command: click.Command = import_string(COMMANDS[name])
        return command

    def invoke(self, context: click.Context) -> Any:
        """Runs the command. A database that cannot be used is a line that says what to do."""
        try:
            return super().invoke(context)
        except DBAPIError:
            message = "The database cannot be used. Bring it up to date with: network db upgrade"
            raise click.ClickException(message) from None


def create_app_from_environment() -> Flask:
    """The application, or an exit that names each setting to mend."""
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsFault as fault:
        for line in fault.faults:
            click.echo(line, err=True)
        sys.exit(2)
    configure_logs()
    try:
        app = create_app(settings)
    except BankHolidayFileError as fault:
        click.echo(f"BANK_HOLIDAYS_FILE: {fault}", err=True)
        sys.exit(2)
    app.extensions["nudge"] = nudge_through(settings)
    return app


main = Network(
    name="network",
    create_app=create_app_from_environment,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Runs and looks after an installation of Network.",
)
for _feature in FEATURES:
    for _command in _feature.commands:
        main.add_command(_command)
