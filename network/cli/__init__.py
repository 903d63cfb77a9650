"""The console script `network`."""

from __future__ import annotations

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup

from network.app import FEATURES, configure_logs, create_app
from network.settings import Settings, SettingsFault


def _create_app() -> Flask:
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsFault as fault:
        for line in fault.faults:
            click.echo(line, err=True)
        sys.exit(2)
    configure_logs()
    return create_app(settings)


main = FlaskGroup(
    name="network",
    create_app=_create_app,
    add_default_commands=False,
    load_dotenv=False,
    help="Runs and looks after an installation of Network.",
)
for _feature in FEATURES:
    for _command in _feature.commands:
        main.add_command(_command)
