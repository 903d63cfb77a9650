"""The application's own role on PostgreSQL, neither owner nor superuser: row-level security holds it (`B13`)."""

from __future__ import annotations

import secrets
from pathlib import Path

from sqlalchemy import Connection, make_url

NAME = "network_app"
MAY_NOT = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"


def create(connection: Connection, role_file: Path) -> str:
    """Makes the role, or gives it a password that is known; writes its address into the file. Returns its name.

    A password that the file already holds is kept: another database of the server may be served with it.
    """
    password = _known_password(role_file) or secrets.token_urlsafe(24)
    exists = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (NAME,)).first()
    # The name is ours and the password URL-safe: a role statement takes no parameters. What it may not do is said
    # once: only a superuser may say it again, and `network check` looks at it in any case.
    statement = f"ALTER ROLE {NAME} LOGIN" if exists else f"CREATE ROLE {NAME} LOGIN {MAY_NOT}"
    connection.exec_driver_sql(f"{statement} PASSWORD '{password}'")
    url = connection.engine.url.set(username=NAME, password=password)
    role_file.parent.mkdir(parents=True, exist_ok=True)
    role_file.touch(mode=0o600)
    role_file.write_text(f"DATABASE_URL={url.render_as_string(hide_password=False)}\n", encoding="utf-8")
    return NAME


def _known_password(role_file: Path) -> str | None:
    if not role_file.is_file():
        return None
    for line in role_file.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name == "DATABASE_URL":
            return make_url(value).password
    return None
