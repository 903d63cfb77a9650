"""The database of `make run`: brought up to date, and filled with the demonstration network if it is empty.

In one process, because starting one takes longer than either.
"""

import os
from collections.abc import Mapping

from network.cli import main as network
from scripts.database_role import role_wanted, served_with, upgraded_with


def prepare(environment: Mapping[str, str]) -> None:
    """Both commands, each with the environment that is its; exits where one of them does not end well."""
    run(upgraded_with(environment), "db", "upgrade", *role_wanted(environment))
    run(served_with(environment), "demo")


def run(environment: Mapping[str, str], *arguments: str) -> None:
    """One command of the product, as from the command line."""
    os.environ.clear()
    os.environ.update(environment)
    try:
        network(list(arguments), prog_name="network")
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    prepare(dict(os.environ))
