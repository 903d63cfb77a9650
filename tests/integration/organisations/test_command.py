"""`network organisations import`: JSON alone on standard output, an exit that tells a script what it needs."""

import json

import pytest

from network.organisations.commands import organisations
from tests.factories.organisations import schools
from tests.support.databases import table_counts
from tests.support.workbooks import ods, xlsx

HILL = ("119903", "Hill School", "Wells", "", "")


@pytest.fixture
def run(app, tmp_path):
    def run(source: bytes, *options: str):
        path = tmp_path / "register.csv"
        path.write_bytes(source)
        return app.test_cli_runner().invoke(organisations, ["import", str(path), *options])

    return run


def test_json_alone_on_standard_output(run):
    done = run(schools(HILL, ("12", "Lake School", "", "", "")), "--json")

    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert list(report) == ["register", "added", "updated", "unchanged", "refused"]
    assert (report["register"], report["added"], report["updated"], report["unchanged"]) == ("schools", 1, 0, 0)
    assert report["refused"][0]["row"] == 3
    assert "six digits" in report["refused"][0]["why"]
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_second_time_everything_is_unchanged(run, database):
    run(schools(HILL))
    before = table_counts(database)["organisation"]

    assert json.loads(run(schools(HILL), "--json").stdout)["unchanged"] == 1
    assert table_counts(database)["organisation"] == before == 1


def test_a_dry_run_says_the_same_and_changes_nothing(run, database):
    before = table_counts(database)

    report = json.loads(run(schools(HILL), "--json", "--dry-run").stdout)

    assert report["added"] == 1
    assert table_counts(database) == before
    assert "would be added" in run(schools(HILL), "--dry-run").stdout


def test_words_for_people(run):
    done = run(schools(HILL, ("119903", "Again", "", "", "")))

    assert done.exit_code == 0
    assert "1 added, 0 updated, 0 unchanged, 1 refused" in done.stdout
    assert "Row 3: The code 119903 is also in row 2" in done.stdout


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"a,b\n1,2\n", "not a register that we know"),
        (b"PK\x03\x04", "damaged"),
        (b'urn,name\n1,"x\n', "quotation mark"),
    ],
)
@pytest.mark.parametrize("option", ["--json", "--dry-run"])
def test_a_file_that_cannot_be_read_is_said_on_standard_error_and_fails(run, database, source, said, option):
    before = table_counts(database)

    done = run(source, option)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert table_counts(database) == before


def test_a_file_that_is_not_there(app):
    done = app.test_cli_runner().invoke(organisations, ["import", "/nowhere/at/all.csv", "--json"])

    assert done.exit_code != 0
    assert done.stdout == ""
    assert "No such file" in done.stderr


def test_standard_input_is_a_file_too(app):
    done = app.test_cli_runner().invoke(organisations, ["import", "-", "--json"], input=schools(HILL))

    assert json.loads(done.stdout)["added"] == 1


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_is_a_register_as_well(run, make):
    done = run(make([["URN", "EstablishmentName", "Town"], [119903, "Hill School", "Wells"]]), "--json")

    assert json.loads(done.stdout)["added"] == 1
