"""A start with something wrong ends at once, in one clear line that says what to do (`B40`)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from network.cli import COMMANDS, main

PUBLIC = {
    "PUBLIC_ORIGIN": "https://network.example.org",
    "ENCRYPTION_KEYS": "first:" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "MAIL_HOST": "mail.example.org",
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Path:
    """An instance folder with an empty, migrated database."""
    folder = tmp_path_factory.mktemp("instance")
    done = run(folder, {}, "db", "upgrade")
    assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, changes: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The console script, with an environment of its own."""
    return started(folder, changes, "-m", "network", *arguments)


def started(folder: Path, changes: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program of ours, and how it ended."""
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **environment(folder, changes)}
    return subprocess.run(
        [sys.executable, *arguments], env=told, capture_output=True, text=True, check=False, timeout=60
    )


def environment(folder: Path, changes: dict[str, str]) -> dict[str, str]:
    return {
        "SECRET_KEY": "a key for tests, of more than enough characters",
        "INSTANCE_FOLDER": str(folder),
        **changes,
    }


@pytest.mark.parametrize("changes", [{}, PUBLIC], ids=["on this machine", "in public"])
def test_what_is_right_starts(installation, changes):
    done = run(installation, changes, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "All is well.\n")


BAD_SETTINGS = {
    "no secret": ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    "a short secret": ({"SECRET_KEY": "Zx9-qpl2"}, "SECRET_KEY is too easy to guess"),
    "a known secret": ({"SECRET_KEY": "changeme"}, "SECRET_KEY is too easy to guess"),
    "one letter again and again": ({"SECRET_KEY": "a" * 64}, "SECRET_KEY is too easy to guess"),
    "debugging": ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
    "in the open": ({**PUBLIC, "PUBLIC_ORIGIN": "http://network.example.org"}, "PUBLIC_ORIGIN begins with http"),
    "no address": ({**PUBLIC, "PUBLIC_ORIGIN": "network"}, "PUBLIC_ORIGIN is to be an address"),
    "no key in public": ({**PUBLIC, "ENCRYPTION_KEYS": ""}, "ENCRYPTION_KEYS is missing"),
    "half a key": ({"ENCRYPTION_KEYS": "first:c2hvcnQ="}, "ENCRYPTION_KEYS holds a key"),
    "no mail in public": ({**PUBLIC, "MAIL_HOST": ""}, "MAIL_HOST is missing"),
    "half a yes to encryption": ({"MAIL_HOST": "mail.example.org", "MAIL_TLS": "true"}, "MAIL_TLS is to be yes or no"),
    "an answer that never comes": ({"JOIN_ANSWER_DAYS": "0"}, "JOIN_ANSWER_DAYS is to be a number of working days"),
    "proxies without number": ({"PROXIES": "one"}, "PROXIES is to be the number"),
    "a port of words": ({"MAIL_HOST": "mail.example.org", "MAIL_PORT": "smtp"}, "MAIL_PORT is to be a number"),
    "another database": ({"DATABASE_URL": "mysql://localhost/network"}, "DATABASE_URL is to begin with"),
    "nobody there": ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "could not be reached"),
    "a port beyond the last": (
        {"MAIL_HOST": "mail.example.org", "MAIL_PORT": "999999"},
        "MAIL_PORT is to be a number up to 65535",
    ),
    "a sender of words": ({"MAIL_FROM": "not an address"}, "MAIL_FROM is to be an e-mail address"),
    "half an address": ({"PUBLIC_ORIGIN": "http://[bad"}, "PUBLIC_ORIGIN is to be an address"),
    "an address with a port beyond the last": ({"PUBLIC_ORIGIN": "https://x.example:99999"}, "PUBLIC_ORIGIN is to be"),
    "two wrong keys": ({"ENCRYPTION_KEYS": "a:b,c:d"}, "ENCRYPTION_KEYS holds a key"),
    "a database's port of words": (
        {"DATABASE_URL": "postgresql://u:p@127.0.0.1:abc/x"},
        "DATABASE_URL is not an address",
    ),
    "another queue": ({"JOBS_URL": "garbage"}, "JOBS_URL is to begin with"),
    "a folder that cannot be": ({"INSTANCE_FOLDER": "/proc/nope"}, "INSTANCE_FOLDER cannot be made"),
    "holidays that are none": ({"BANK_HOLIDAYS_FILE": __file__}, "add a column headed date and division and title"),
    "no holidays": ({"BANK_HOLIDAYS_FILE": "/nowhere/at/all.json"}, "BANK_HOLIDAYS_FILE names a file that is not"),
}


@pytest.mark.parametrize(("changes", "line"), BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_a_wrong_setting_is_one_line_and_no_start(installation, changes, line):
    done = CliRunner().invoke(main, ["check"], env=environment(installation, changes))
    assert done.exit_code != 0
    assert done.stdout == ""
    (said,) = done.stderr.splitlines()
    assert line in said


def test_an_empty_database_is_one_line(tmp_path):
    done = run(tmp_path, {}, "check")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["The database is empty: run network db upgrade"]


def test_an_older_database_is_one_line(tmp_path):
    assert run(tmp_path, {}, "db", "upgrade").returncode == 0
    with sqlite3.connect(tmp_path / "network.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    done = run(tmp_path, {}, "check")
    assert done.returncode == 1
    (said,) = done.stderr.splitlines()
    assert "is at revision 0000" in said
    assert "run network db upgrade" in said


DEADLINES = ("incidents", "deadlines", "--submitted", "2026-12-24T16:55")


def test_what_there_is_to_run_is_told_before_anything_is_set(tmp_path):
    done = run(tmp_path, {"SECRET_KEY": ""}, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    told = {line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line.strip()}
    assert told == {
        "audit",
        "check",
        "credentials",
        "db",
        "demo",
        "erasures",
        "incidents",
        "keys",
        "organisations",
        "people",
        "serve",
        "training",
        "worker",
    }


def test_deadlines_are_explained_before_anything_is_set(tmp_path):
    done = run(tmp_path, {"SECRET_KEY": "", "DATABASE_URL": "nonsense"}, *DEADLINES)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tuesday 5 January 2027" in done.stdout


HOLIDAYS = "division,date,title,{}\nengland-and-wales,2026-12-29,Oops,remove\n"


@pytest.mark.parametrize(
    ("heading", "said"), [("action", "All is well."), ("change", "take out the column 'change', or call it action")]
)
def test_a_column_of_the_bank_holidays_that_is_not_read_is_refused(installation, tmp_path, heading, said):
    """A day that was meant to be removed would be added."""
    file = tmp_path / "holidays.csv"
    file.write_text(HOLIDAYS.format(heading), encoding="utf-8")
    done = run(installation, {"BANK_HOLIDAYS_FILE": str(file)}, "check")
    (line,) = done.stderr.splitlines()
    assert said in line


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "verify"),
        ("audit", "anchor"),
        ("demo",),
        ("organisations", "import", "schools.csv"),
        ("people", "invite", "a@b.example", "--role", "coordinator", "--name", "X", "--organisation", "Y"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_command_on_an_empty_database_says_what_to_do(tmp_path, arguments):
    schools = "urn,name,town,postcode,open_date,close_date\n113434,Webber School,Wellington,TA21 0PE,,\n"
    (tmp_path / "schools.csv").write_text(schools, encoding="utf-8")
    arguments = [str(tmp_path / each) if each.endswith(".csv") else each for each in arguments]
    empty = {**environment(tmp_path, {}), "ENCRYPTION_KEYS": PUBLIC["ENCRYPTION_KEYS"]}
    done = CliRunner().invoke(main, arguments, env=empty)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("Error: The database cannot be used.")


def test_an_anchor_that_is_none(installation, tmp_path):
    file = tmp_path / "anchor.json"
    file.write_text("{", encoding="utf-8")
    done = run(installation, {}, "audit", "verify", "--anchor", str(file))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("does not hold what network audit anchor printed.")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_its_name_says(name):
    with main.make_context("network", [name, "--help"], resilient_parsing=True) as context:
        command = main.get_command(context, name)
    assert command is not None
    assert command.name == name


def test_another_key_than_the_one_that_sealed_is_one_line(tmp_path):
    assert run(tmp_path, {}, "db", "upgrade").returncode == 0
    invite = ("people", "invite", "ana@example.org", "--role", "coordinator", "--name", "Ana", "--organisation", "Host")
    done = run(tmp_path, {}, *invite)
    assert done.returncode == 0, done.stderr
    changed = run(tmp_path, {"SECRET_KEY": "another key for tests, no less long than it"}, "check")
    assert changed.returncode == 1
    (said,) = changed.stderr.splitlines()
    assert "ENCRYPTION_KEYS" in said


@pytest.mark.parametrize("arguments", [("-m", "network", "serve"), ("-m", "network", "worker"), ("wsgi.py",)])
def test_nothing_serves_what_is_not_right(tmp_path, arguments):
    """Not our own commands, and no other WSGI server either."""
    done = started(tmp_path, {}, *arguments)
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["The database is empty: run network db upgrade"]
