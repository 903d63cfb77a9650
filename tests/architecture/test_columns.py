"""`docs/columns.md` decides for every column what takes it away and whom it is about (B30, B31).

A column without a decision fails, and so does a decision for a column that is gone.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from network.app import FEATURES
from network.cli.jobs import JOBS
from network.core.database import Base
from tests.support.columns import PAGE, Decision, decisions

TAKES_AWAY = re.compile(r"\.(forget|purge)")
NO_JOB = {"the organisation's", "for ever", "nothing yet"}
GIVEN = {"own record", "own training"}
IMPERSONAL_SEALED = {
    "published_quarter.kept_sealed": "figures, before they are rounded",
    "scheduled_session.link_sealed": "a session's own link",
    "sign_in_sheet.code_sealed": "a sheet's own code",
    "sign_in_sheet.link_sealed": "a sheet's own link",
    "signing_key.private_sealed": "the network's own key",
}
"""Sealed for another reason than that they are about somebody."""


def name_of(decision: Decision) -> str:
    return f"{decision.table}.{decision.column}"


def columns() -> set[str]:
    """Every column that the application's features bring."""
    assert FEATURES, "the application is imported, and every model with it"
    return {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns}


def test_every_column_is_decided():
    assert sorted(columns() - set(map(name_of, decisions()))) == [], "decide in docs/columns.md"


def test_no_decision_is_of_a_column_that_is_gone():
    assert sorted(set(map(name_of, decisions())) - columns()) == []


def test_no_column_is_decided_twice():
    assert [name for name, count in Counter(map(name_of, decisions())).items() if count > 1] == []


def test_every_line_of_the_tables_was_read():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert sum(len(line.split("|")[2].split()) for line in lines) == len(decisions())


def test_what_takes_it_away_is_there():
    """Each word is explained or a job of the worker, and each job that forgets takes something away."""
    jobs = {job.name for job in JOBS}
    named = {each.job for each in decisions() if each.job}
    assert sorted(named - jobs) == []
    assert sorted({job for job in jobs if TAKES_AWAY.search(job)} - named) == []
    assert {each.kept for each in decisions() if not each.job} == NO_JOB


@pytest.mark.parametrize("of", ["What takes it away", "Whom it is about"])
def test_every_word_is_explained(of):
    explained = PAGE.read_text(encoding="utf-8").partition(f"## {of}\n")[2].partition("\n## ")[0]
    words = {each.about for each in decisions()} if of.startswith("Whom") else NO_JOB
    for word in words:
        how, _, what = word.replace("given: own training", "given").partition(": ")
        assert f"| {how} |" in explained, word
        if how == "withheld":
            assert f"| {what} |" in explained, word


def test_what_is_kept_for_ever_is_about_nobody():
    assert [name_of(each) for each in decisions() if each.kept == "for ever" and each.about != "nobody"] == []


def test_what_leads_to_somebody_is_about_somebody():
    """A key of a user, and whatever is sealed, is about a person unless it is said why not."""
    told = {name_of(each): each.about for each in decisions()}
    keys = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "user" for key in column.foreign_keys) or column.name.endswith("_by_id")
    }
    sealed = {name for name in told if name.endswith("_sealed")} - set(IMPERSONAL_SEALED)
    assert len(keys) > 50
    assert len(sealed) > 30
    assert sorted(name for name in keys | sealed if told[name] == "nobody") == []
    assert {told[name] for name in IMPERSONAL_SEALED} == {"nobody"}, "an exemption that is no longer needed"


def test_what_is_given_is_given_by_something():
    assert {each.given_by for each in decisions() if each.given_by} == GIVEN
