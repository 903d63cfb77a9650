"""Under whose address a database is upgraded, and under whose it is served.

On PostgreSQL an address given alone is its administrator's: the upgrade makes a role for the application, and writes
its address into a file. Given both addresses (DATABASE_URL and DATABASE_OWNER_URL), each is used.
"""

from collections.abc import Mapping
from pathlib import Path


def makes_role(environment: Mapping[str, str]) -> bool:
    """Whether the database's address is its administrator's, under which nothing may be served (B13)."""
    return not environment["DATABASE_URL"].startswith("sqlite") and not environment.get("DATABASE_OWNER_URL")


def role_file(environment: Mapping[str, str]) -> Path:
    """Where the address of the application's own role is kept."""
    return Path(environment["INSTANCE_FOLDER"]) / "application.env"


def role_wanted(environment: Mapping[str, str]) -> list[str]:
    """What the upgrade is told, so that the application gets a role of its own."""
    return ["--create-application-role", str(role_file(environment))] if makes_role(environment) else []


def upgraded_with(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the upgrade, which runs under the administrator's address."""
    return dict(environment) | ({"DATABASE_OWNER_URL": environment["DATABASE_URL"]} if makes_role(environment) else {})


def served_with(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of all else: with the address of the role instead, and the administrator's forgotten."""
    if not makes_role(environment):
        return dict(environment)
    settings = (line.partition("=") for line in role_file(environment).read_text(encoding="utf-8").splitlines())
    return dict(environment) | {name: value for name, equals, value in settings if equals}
