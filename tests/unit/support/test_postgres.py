"""The test server is a real one, and its roles are under the rules that a real installation's are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from tests.support import postgres

ROOT = Path(__file__).parents[3]

SCHEMA = """
CREATE TABLE training (organisation_id integer NOT NULL, title text NOT NULL);
ALTER TABLE training ENABLE ROW LEVEL SECURITY;
ALTER TABLE training FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON training USING (organisation_id = current_setting('app.organisation', true)::integer);
GRANT SELECT, INSERT ON training TO network_app;
"""


def run(url: str, *statements: LiteralString) -> list[tuple[object, ...]]:
    """Run the statements in one transaction, past SQLAlchemy and its guards, and return the rows of the last."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.running_server() as running:
        yield running


@pytest.fixture(scope="module")
def template(server: postgres.Server) -> str:
    server.create_database("template_training")
    run(server.owner_url("template_training"), *SCHEMA.strip().splitlines())
    for organisation in (1, 2):
        run(
            server.application_url("template_training"),
            f"SET LOCAL app.organisation = '{organisation}'",
            f"INSERT INTO training VALUES ({organisation}, 'Tier 1')",
        )
    return "template_training"


@pytest.fixture
def database(server: postgres.Server, template: str) -> Iterator[str]:
    with server.temporary_database(template) as name:
        yield name


def test_roles(server: postgres.Server) -> None:
    query = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolcanlogin ORDER BY 1"
    assert run(server.superuser_url(), query) == [
        ("network_app", False, False, False),
        ("network_owner", False, False, True),
        ("postgres", True, True, True),
    ]


def test_password_is_asked_for(server: postgres.Server, database: str) -> None:
    with pytest.raises(psycopg.Error, match="password authentication failed"):
        run(server.application_url(database).replace(":network_app@", ":guess@"), "SELECT 1")


def test_reset_roles_gives_the_password_back(server: postgres.Server, database: str) -> None:
    # The owner changes it, as `network db upgrade` does.
    run(server.owner_url(database), "ALTER ROLE network_app PASSWORD 'another'")
    with pytest.raises(psycopg.Error):
        run(server.application_url(database), "SELECT 1")
    server.reset_roles()
    assert run(server.application_url(database), "SELECT 1") == [(1,)]


def test_row_security_binds_the_application(server: postgres.Server, database: str) -> None:
    count = "SELECT count(*) FROM training"
    assert run(server.superuser_url(database), count) == [(2,)], "control: both rows are there"
    assert run(server.application_url(database), "SET LOCAL app.organisation = '1'", count) == [(1,)]
    assert run(server.owner_url(database), "SET LOCAL app.organisation = '1'", count) == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE training",
        "ALTER TABLE training DISABLE ROW LEVEL SECURITY",
        "UPDATE training SET title = ''",
        "CREATE TABLE mine (id integer)",
        "CREATE ROLE friend",
    ],
)
def test_application_may_not(server: postgres.Server, database: str, statement: str) -> None:
    with pytest.raises(psycopg.Error, match=r"must be owner|permission denied"):
        run(server.application_url(database), statement)


def test_copies_are_apart(server: postgres.Server, template: str) -> None:
    with server.temporary_database(template) as one, server.temporary_database(template) as other:
        run(server.superuser_url(one), "DELETE FROM training")
        assert run(server.superuser_url(other), "SELECT count(*) FROM training") == [(2,)]
    remaining = run(server.superuser_url(), "SELECT datname FROM pg_database WHERE starts_with(datname, 'copy_')")
    assert remaining == []


def test_no_port_is_open(server: postgres.Server) -> None:
    assert run(server.superuser_url(), "SHOW listen_addresses") == [("",)]


def test_server_ends_with_a_session_that_was_killed() -> None:
    session = (
        "import time; from tests.support import postgres\n"
        "with postgres.running_server() as server:\n"
        "    print(server.folder, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", session], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        server_id = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server_id, 0)
