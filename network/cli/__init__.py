"""The console script `network`."""

from __future__ import annotations

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from network.app import FEATURES, configure_logs, create_app
from network.cli.auditing import auditing
from network.cli.checking import check
from network.cli.database import database
from network.cli.demonstration import demonstrate
from network.cli.jobs import nudge_through
from network.cli.serving import serve, worker
from network.settings import Settings, SettingsFault


def create_app_from_environment() -> Flask:
    """The application, or an exit that names each setting to mend."""
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsFault as fault:
        for line in fault.faults:
            click.echo(line, err=True)
        sys.exit(2)
    configure_logs()
    app = create_app(settings)
    app.extensions["nudge"] = nudge_through(settings)
    return app


main = FlaskGroup(
    name="network",
    create_app=create_app_from_environment,
    add_default_commands=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Runs and looks after an installation of Network.",
)
for _command in (auditing, check, database, demonstrate, serve, worker):
    main.add_command(_command)
for _feature in FEATURES:
    for _command in _feature.commands:
        main.add_command(_command)
