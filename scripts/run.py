"""`make run`: bring the database up to date, load the demonstration network, serve it with its worker."""

# ruff: noqa: T201 - the commands are ours, and a script talks to whoever started it

import os
import socket
import subprocess
import sys
from pathlib import Path

from scripts.database_role import served_with
from scripts.side_by_side import run_side_by_side

ROOT = Path(__file__).resolve().parents[1]
NETWORK = str(Path(sys.executable).with_name("network"))


def main() -> int:
    """Exit status 0 when stopped by hand; otherwise what went wrong has been said."""
    environment = with_defaults(dict(os.environ))
    port = environment["PORT"]
    if not is_free(int(port)):
        print(
            f"Port {port} is in use: stop what uses it, or try: make run PORT={int(port) + 1}",
            file=sys.stderr,
        )
        return 1
    Path(environment["INSTANCE_FOLDER"]).mkdir(parents=True, exist_ok=True)
    prepared = subprocess.run([sys.executable, "-m", "scripts.prepare"], env=environment, check=False)
    if prepared.returncode:
        return prepared.returncode
    environment = served_with(environment)
    print(f"\nNetwork is at {environment['PUBLIC_ORIGIN']} (Ctrl-C stops it)\n", flush=True)
    commands = {"server": [NETWORK, "serve"], "job worker": [NETWORK, "worker"]}
    return run_side_by_side(commands, environment)


def with_defaults(environment: dict[str, str]) -> dict[str, str]:
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
    return environment | {name: environment.get(name) or value for name, value in defaults.items()}


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
        sys.exit(130)
