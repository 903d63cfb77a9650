"""`docs/scopes.md` says for every table how it is shared, and the models say the same.

The page is for people and the models are for the fence: where they differ, one of them misleads somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from network.accounts.models import PeopleRows
from network.app import FEATURES
from network.core.audit import AuditRows
from network.core.database import Base
from network.core.tenancy import Guard, OwnedRows, Sharing, SystemRows
from network.core.tripwire import guards
from network.directory.models import EntryRows
from network.governance.models import GroupRows
from network.incidents.models.pool import OwnRows

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scopes.md").read_text(encoding="utf-8")
TABLE_ROW = re.compile(r"^\| `([a-z_]+)` \| ([a-z-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
WORD_ROW = re.compile(r"^\| ([a-z][a-z -]+) \| [^|]+ \|", re.MULTILINE)
OF_GUARD = {PeopleRows: "people", AuditRows: "audit", SystemRows: "system", GroupRows: "partnership"}
OF_GUARD |= {EntryRows: "support", OwnRows: "own"}
LEGEND, TABLES, GLOSSARY = "## How a table is shared", "## Tables", "## One word for each idea"


def section(heading: str) -> str:
    """What stands below a heading, up to the next of its rank."""
    _, found, rest = PAGE.partition(f"{heading}\n")
    assert found, f"docs/scopes.md has lost its heading: {heading}"
    return rest.split("\n## ")[0]


def word_of(guard: Guard | None) -> str:
    """The page's word for a guard."""
    if guard is None:
        return "none"
    return guard.sharing.value if isinstance(guard, OwnedRows) else OF_GUARD[type(guard)]


def mapped() -> dict[str, str]:
    """Every table that the application's features bring, with how it is shared."""
    assert FEATURES, "the application is imported, and every model with it"
    guarded = guards()
    return {table.name: word_of(guarded.get(table.name)) for table in Base.metadata.sorted_tables}


def written() -> list[tuple[str, str]]:
    """Every row of the page: the table, and how it is said to be shared."""
    return [(match[1], match[2]) for match in TABLE_ROW.finditer(section(TABLES))]


def test_every_table_has_its_row():
    missing = {table: word for table, word in mapped().items() if table not in dict(written())}
    assert missing == {}, f"docs/scopes.md says nothing of {', '.join(missing)}"


def test_no_row_is_of_a_table_that_is_gone():
    assert sorted({table for table, _ in written()} - set(mapped())) == []


def test_no_table_has_two_rows():
    assert [table for table, count in Counter(table for table, _ in written()).items() if count > 1] == []


@pytest.mark.parametrize(("table", "word"), written())
def test_a_row_says_how_the_table_is_shared(table, word):
    assert word == mapped().get(table), table


def test_every_line_of_the_tables_was_read():
    lines = [line for line in section(TABLES).splitlines() if line.startswith("| `")]
    assert len(lines) == len(written()), "a row is not written as the others are"


def test_every_word_for_sharing_is_explained_and_used():
    explained = {match[1] for match in WORD_ROW.finditer(section(LEGEND))}
    assert explained == {*Sharing, *OF_GUARD.values(), "none"}
    assert set(mapped().values()) == explained


def test_the_words_stand_in_order_and_once():
    listed = [match[1] for match in WORD_ROW.finditer(section(GLOSSARY))]
    assert listed == sorted(set(listed))
    assert len(listed) == len([line for line in section(GLOSSARY).splitlines() if line.startswith("| ")]) - 1
