"""A program imports a file for its organisation, lists what was imported, and takes it back."""

from __future__ import annotations

import io

import pytest

from network.core.permissions import Role
from tests.factories import training
from tests.support.exports import EXPORTS

BY_NAME = {export.name: export for export in EXPORTS}
IMPORTS = "/api/v1/training/imports"


@pytest.fixture
def program(app, world, client_of, clock):
    training.load_catalogue(app, clock)
    return client_of.api(world.person(Role.ORGANISATION_LEAD))


def imported(program, name, status=200, **query):
    content = BY_NAME[name].content
    return program.send(
        "POST", IMPORTS, status=status, data=content, query_string=query, headers={"Content-Type": "text/csv"}
    ).json


def test_a_file_is_imported_listed_and_taken_back(program):
    tried = imported(program, "moodle progress", course="T1-ORIENT", dry_run="true")
    assert (tried["system"], tried["added"]) == ("moodle", 1)
    assert program.send("GET", IMPORTS).json["items"] == []
    done = imported(program, "moodle progress", course="T1-ORIENT")
    assert done == tried
    assert done["refused"] == [{"row": 6, "why": "It says “Completed” and no day. Add the day."}]
    assert done["questions"] == []
    (kept,) = program.send("GET", IMPORTS).json["items"]
    assert kept["report"] == {
        **{name: done[name] for name in ("rows", "added", "already", "not_complete", "other_courses", "people")},
        "refused": 1,
    }
    address = f"{IMPORTS}/{kept['id']}"
    assert program.send("GET", address).json["taken_back_at"] is None
    for _ in range(2):
        assert program.send("POST", f"{address}/take-back").json["taken_back_at"] is not None
    assert program.send("GET", "/api/v1/training/completions").json["items"] == []


def test_what_is_left_open_is_asked_and_nothing_imported(program):
    open_ = imported(program, "teams, either way", course="T1-ORIENT")
    assert open_["questions"][0]["about"] == "dates"
    assert open_["questions"][0]["answers"] == ["day-first", "month-first"]
    assert program.send("GET", IMPORTS).json["items"] == []
    assert imported(program, "teams, either way", course="T1-ORIENT", dates="month-first")["added"] == 1


def test_all_or_nothing(program):
    refused = imported(program, "moodle progress", course="T1-ORIENT", all_or_nothing="true", status=422)
    assert "1 row is to be mended first" in refused["errors"]["file"][0]
    assert program.send("GET", IMPORTS).json["items"] == []


def test_a_file_comes_as_a_part_of_a_form_too(program):
    part = {"file": (io.BytesIO(BY_NAME["iomad"].content), "iomad.csv")}
    answer = program.send(
        "POST", IMPORTS, data=part, query_string={"course": "T1-ORIENT"}, content_type="multipart/form-data"
    )
    assert answer.json["added"] == 1
    assert program.send("GET", IMPORTS).json["items"][0]["filename"] == "iomad.csv"


def test_whatever_a_body_is_called_it_is_the_file(program):
    for kind in ("application/x-www-form-urlencoded", "application/octet-stream", ""):
        query = {"course": "T1-ORIENT", "dry_run": "true"}
        answer = program.send(
            "POST", IMPORTS, data=BY_NAME["iomad"].content, query_string=query, headers={"Content-Type": kind}
        )
        assert answer.json["added"] == 1, kind


def test_a_program_says_which_column_is_which(program):
    table = b"Who,Course,Finished\nann@a.example,T1-ORIENT,2026-09-03\n"
    open_ = program.send("POST", IMPORTS, data=table, headers={"Content-Type": "text/csv"}).json
    assert [question["about"] for question in open_["questions"]] == ["columns", "day"]
    query = {"columns": ["email=Who", "completed-on=Finished"]}
    answer = program.send("POST", IMPORTS, data=table, query_string=query, headers={"Content-Type": "text/csv"})
    assert answer.json["added"] == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"course": "NONE-SUCH"}, "course"),
        ({"dates": "backwards"}, "dates"),
        ({"held_on": "soon"}, "held_on"),
        ({"columns": "Who"}, "columns"),
    ],
)
def test_what_cannot_be_meant_is_named(program, query, field):
    assert field in str(imported(program, "iomad", status=422, **query)["errors"])


def test_nobody_else_sees_or_takes_back(program, world, client_of):
    imported(program, "iomad", course="T1-ORIENT")
    (kept,) = program.send("GET", IMPORTS).json["items"]
    stranger = client_of.api(world.person(Role.ORGANISATION_LEAD, "other"))
    stranger.send("GET", f"{IMPORTS}/{kept['id']}", status=404)
    stranger.send("POST", f"{IMPORTS}/{kept['id']}/take-back", status=404)
    client_of.api(world.person(Role.COORDINATOR, "host")).send("GET", IMPORTS, status=403)
