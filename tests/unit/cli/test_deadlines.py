"""`network incidents deadlines`: the same function as the pages, from the command line, without a database (H6)."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner

from network.cli.deadlines import incidents
from network.core.clock import LONDON
from tests.unit.incidents.test_deadlines import BY_HAND


def run(*said, **environment):
    environment = {"BANK_HOLIDAYS_FILE": None, **environment}
    return CliRunner().invoke(incidents, ["deadlines", *said], env=environment, terminal_width=200)


def test_as_json_it_says_target_limits_and_what_was_skipped():
    answer = run("--submitted", "2026-12-24T16:55", "--submitted", "2026-07-07T10:00", "--json")
    assert json.loads(answer.stdout) == [
        {
            "submitted": "2026-12-24T16:55:00+00:00",
            "nation": "england-and-wales",
            "target_at": "2026-12-26T16:55:00+00:00",
            "meeting_limit_on": "2027-01-05",
            "manager_contact_limit_on": "2027-01-05",
            "skipped": [
                {"date": "2026-12-25", "why": "Christmas Day"},
                {"date": "2026-12-26", "why": "Boxing Day"},
                {"date": "2026-12-27", "why": "Sunday"},
                {"date": "2026-12-28", "why": "Boxing Day (substitute day)"},
                {"date": "2027-01-01", "why": "New Year's Day"},
                {"date": "2027-01-02", "why": "Saturday"},
                {"date": "2027-01-03", "why": "Sunday"},
            ],
        },
        {
            "submitted": "2026-07-07T10:00:00+01:00",
            "nation": "england-and-wales",
            "target_at": "2026-07-09T10:00:00+01:00",
            "meeting_limit_on": "2026-07-14",
            "manager_contact_limit_on": "2026-07-14",
            "skipped": [{"date": "2026-07-11", "why": "Saturday"}, {"date": "2026-07-12", "why": "Sunday"}],
        },
    ]


def by_hand():
    """The deadlines worked by hand, in the words of the command."""
    for calendar, submitted, target, counted in BY_HAND:
        week = [word for day in sorted(calendar.working_week) for word in ("--working-day", day.name.lower())]
        yield pytest.param(
            ["--nation", calendar.nation.value, *week],
            submitted,
            target,
            counted.split()[-1],
            id=f"{calendar.nation} {submitted}",
        )


@pytest.mark.parametrize(("options", "submitted", "target", "limit"), list(by_hand()))
def test_it_says_what_was_worked_by_hand(options, submitted, target, limit):
    (said,) = json.loads(run(*options, "--submitted", submitted, "--json").stdout)
    assert (said["target_at"][:16] + said["target_at"][19:], said["meeting_limit_on"]) == (target, limit)
    days = [each["date"] for each in said["skipped"]]
    assert days == sorted(set(days))
    assert all(submitted[:10] < day < limit for day in days), "after it was sent, before its limit"


def test_in_words_it_says_the_same():
    answer = run("--submitted", "2026-04-02T16:55", "--nation", "scotland")
    assert answer.stdout.splitlines() == [
        "Sent                        Thursday 2 April 2026, 16:55 BST",
        "First meeting, target       Saturday 4 April 2026, 16:55 BST",
        "First meeting, limit        Friday 10 April 2026",
        "Contact with manager, limit Friday 10 April 2026",
        "Days that do not count      Friday 3 April 2026: Good Friday",
        "                            Saturday 4 April 2026: Saturday",
        "                            Sunday 5 April 2026: Sunday",
    ]
    assert "none" in run("--submitted", "2027-01-17T23:30").stdout


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    first, second = (
        json.loads(run("--submitted", said, "--json").stdout)[0]["target_at"]
        for said in ("2026-10-25T01:30", "2026-10-25T01:30+00:00")
    )
    assert (first, second) == ("2026-10-27T00:30:00+00:00", "2026-10-27T01:30:00+00:00")
    assert datetime.fromisoformat(first).astimezone(LONDON).hour == 0


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--submitted", "yesterday"], "like 2026-12-24T16:55"),
        (["--submitted", "2026-13-01T10:00"], "like 2026-12-24T16:55"),
        (["--submitted", "2026-12-24"], "Add the time"),
        (["--submitted", "2027-03-28T01:30"], "leave 2027-03-28T01:30 out"),
        (["--submitted", "2028-12-28T10:00"], "known from 2012 to 31 December 2028"),
        (["--submitted", "9999-12-31T23:59"], "known from 2012"),
        (["--submitted", "0001-01-01T00:00"], "known from 2012"),
        (["--submitted", "2026-12-24T16:55", "--nation", "wessex"], "scotland"),
        ([], "--submitted"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(said, told):
    answer = run(*said)
    assert answer.exit_code in {1, 2}
    assert told in answer.stderr
    assert answer.stdout == ""
    assert isinstance(answer.exception, SystemExit), "no traceback"


def test_it_counts_by_the_bank_holiday_file_of_the_installation(tmp_path):
    file = tmp_path / "holidays.csv"
    file.write_text("division,date,title\nengland-and-wales,2027-01-12,A day of thanks\n", encoding="utf-8")
    said = run("--submitted", "2027-01-11T09:00", BANK_HOLIDAYS_FILE=str(file)).stdout
    assert "Tuesday 12 January 2027: A day of thanks" in said
    assert "limit        Tuesday 19 January 2027" in said
    file.write_text("day\n", encoding="utf-8")
    assert "BANK_HOLIDAYS_FILE: " in run("--submitted", "2027-01-11T09:00", BANK_HOLIDAYS_FILE=str(file)).stderr
