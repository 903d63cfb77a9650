"""The console script `network`, which is `python -m network` too."""

import gc
from importlib import import_module
from typing import Any


def imported_commands() -> Any:
    """The group of all commands. To import what they share takes longer than most of them do."""
    gc.disable()  # what is imported stays: to look for garbage in it, again and again, took a tenth of the time
    commands = import_module("network.cli").main
    gc.enable()
    return commands


def main() -> None:
    """Runs the command that the command line names."""
    imported_commands()(prog_name="network")


if __name__ == "__main__":
    main()
