"""`make run`: the settings it makes up, and whose address the server is started with."""

import json
import os
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from network.settings import Settings
from scripts import run
from scripts.database_role import served_with
from scripts.first_settings import write_first_settings
from tests.support.ports import free_port

ADMINISTRATOR = "postgresql+psycopg://postgres@db/network"
APPLICATION = "postgresql+psycopg://network_app:secret=@db/network"


def settings_in(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


def test_first_settings_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert write_first_settings(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    settings = Settings.from_environment(
        settings_in(path) | {"PUBLIC_ORIGIN": "https://network.example", "MAIL_HOST": "m"}
    )
    assert list(settings.encryption_keys) == ["first"]


def test_first_settings_are_new_each_time_and_never_overwritten(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert write_first_settings(one)
    assert write_first_settings(other)
    assert settings_in(one).keys() == settings_in(other).keys()
    assert not set(settings_in(one).values()) & set(settings_in(other).values())
    before = one.read_bytes()
    assert not write_first_settings(one)
    assert one.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "name", "expected"),
    [
        ({}, "PORT", "8000"),
        ({}, "PUBLIC_ORIGIN", "http://127.0.0.1:8000"),
        ({"PORT": "8001"}, "PUBLIC_ORIGIN", "http://127.0.0.1:8001"),
        ({"PUBLIC_ORIGIN": "https://network.example"}, "PUBLIC_ORIGIN", "https://network.example"),
        ({}, "WEB_CONCURRENCY", "2"),
        ({}, "DATABASE_URL", f"sqlite:///{run.ROOT}/instance/network.sqlite"),
        ({"DATABASE_URL": ""}, "DATABASE_URL", f"sqlite:///{run.ROOT}/instance/network.sqlite"),
        ({"INSTANCE_FOLDER": "/srv/n"}, "DATABASE_URL", "sqlite:////srv/n/network.sqlite"),
        ({"DATABASE_URL": ADMINISTRATOR}, "DATABASE_URL", ADMINISTRATOR),
    ],
)
def test_defaults(given: dict[str, str], name: str, expected: str) -> None:
    assert run.with_defaults(given)[name] == expected


def recording(calls: Path, network_role: str = "") -> Callable[..., None]:
    """Stands for the product's commands: writes down how each was called, and makes the role that it is asked for."""

    def network(arguments: list[str], prog_name: str) -> None:
        with calls.open("a", encoding="utf-8") as file:
            file.write(json.dumps([prog_name, arguments, dict(os.environ)]) + "\n")
        if "--create-application-role" in arguments:
            Path(arguments[-1]).write_text(f"# written by a command\n{network_role}\n", encoding="utf-8")

    return network


def called(calls: Path) -> list[tuple[list[str], dict[str, str]]]:
    lines = [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]
    assert {line[0] for line in lines} == {"network"}
    return [(line[1], line[2]) for line in lines]


@pytest.mark.parametrize(
    "given", [{"DATABASE_URL": "sqlite:///x"}, {"DATABASE_URL": APPLICATION, "DATABASE_OWNER_URL": ADMINISTRATOR}]
)
def test_what_is_given_is_used(tmp_path: Path, given: dict[str, str]) -> None:
    calls = tmp_path / "calls"
    assert run.prepare(recording(calls), given) == 0
    assert called(calls) == [(["db", "upgrade"], given), (["demo"], given)]
    assert served_with(given) == given


def test_under_a_role_of_its_own(tmp_path: Path) -> None:
    """B13: nothing is served under the administrator's address."""
    calls, given = tmp_path / "calls", {"DATABASE_URL": ADMINISTRATOR, "INSTANCE_FOLDER": str(tmp_path)}
    assert run.prepare(recording(calls, f"DATABASE_URL={APPLICATION}"), given) == 0
    (upgrade, upgraded_as), (demo, demonstrated_as) = called(calls)
    assert upgrade == ["db", "upgrade", "--create-application-role", str(tmp_path / "application.env")]
    assert upgraded_as["DATABASE_OWNER_URL"] == ADMINISTRATOR
    assert demo == ["demo"]
    assert demonstrated_as == served_with(given) == given | {"DATABASE_URL": APPLICATION}


def test_what_does_not_end_well_is_the_last(tmp_path: Path) -> None:
    calls = tmp_path / "calls"

    def network(arguments: list[str], prog_name: str) -> None:
        recording(calls)(arguments, prog_name)
        sys.exit(3)

    assert run.prepare(network, {"DATABASE_URL": "sqlite:///x"}) == 3
    assert [arguments for arguments, _ in called(calls)] == [["db", "upgrade"]]


def test_is_free() -> None:
    port = free_port()
    assert run.is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not run.is_free(port)
