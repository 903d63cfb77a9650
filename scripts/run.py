"""`make run`: bring the database up to date, load the demonstration network, serve it with its worker.

The product is imported once, and each of its commands runs in a process forked from this one.
"""

# ruff: noqa: T201 - a script talks to whoever started it

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from network.__main__ import imported_commands
from scripts.database_role import role_wanted, served_with, upgraded_with
from scripts.first_settings import write_first_settings
from scripts.side_by_side import forked, run_side_by_side

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / ".env"


def main() -> int:
    """Exit status 0 when stopped by hand; otherwise what went wrong has been said."""
    write_first_settings(SETTINGS)
    in_file = {name: value or "" for name, value in dotenv_values(SETTINGS).items()}
    environment = with_defaults(in_file | dict(os.environ))
    port = environment["PORT"]
    if not is_free(int(port)):
        print(
            f"Port {port} is in use: stop what uses it, or try: make run PORT={int(port) + 1}",
            file=sys.stderr,
        )
        return 1
    Path(environment["INSTANCE_FOLDER"]).mkdir(parents=True, exist_ok=True)
    network = imported_commands()
    status = prepare(network, environment)
    if status:
        return status
    environment = served_with(environment)
    print(f"\nNetwork is at {environment['PUBLIC_ORIGIN']} (Ctrl-C stops it)\n", flush=True)
    serve, work = (command(network, environment, name) for name in ("serve", "worker"))
    return run_side_by_side({"server": serve, "job worker": work})


def prepare(network: Any, environment: Mapping[str, str]) -> int:
    """Brings the database up to date and, where it is empty, fills it; the exit status of what did not end well."""
    status = ended(command(network, upgraded_with(environment), "db", "upgrade", *role_wanted(environment)))
    return status or ended(command(network, served_with(environment), "demo"))


def command(network: Any, environment: Mapping[str, str], *arguments: str) -> Callable[[], None]:
    """One command of the product, as from a command line of its own with this environment."""

    def run() -> None:
        os.environ.clear()
        os.environ.update(environment)
        network(list(arguments), prog_name="network")

    return run


def ended(work: Callable[[], None]) -> int:
    """Its exit status, once it has ended."""
    process = forked(work)
    process.join()
    return process.exitcode or 0


def with_defaults(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings of a trial on this machine, under whatever the environment and `.env` say."""
    port = environment.get("PORT") or "8000"
    instance = environment.get("INSTANCE_FOLDER") or str(ROOT / "instance")
    defaults = {
        "PORT": port,
        "WEB_CONCURRENCY": "2",
        "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
        "INSTANCE_FOLDER": instance,
        "DATABASE_URL": f"sqlite:///{instance}/network.sqlite",
    }
    return {**environment, **{name: environment.get(name) or value for name, value in defaults.items()}}


def is_free(port: int) -> bool:
    """Whether this machine can listen on the port."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
