"""`docs/requirements.md` says for every identifier of the design where it is built and which test shows it.

A row that says *not yet* is honest; a row that names a place or a test that is not there fails here.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "requirements.md"
DESIGN = Path(os.environ.get("NETWORK_DESIGN", ROOT / ".." / "shared" / "design"))
SERIES = {
    "ORG": 10, "CH": 7, "CP": 5, "TR": 12, "EV": 3, "LE": 7, "CI": 20, "WB": 4,
    "M": 8, "D": 15, "B": 40, "H": 10, "P": 10,
}  # fmt: skip
EXPERIENCE = [number for number in range(1, 41) if number not in {35, 36}]
NOT_YET = "not yet"
ROW = re.compile(r"^\| ([A-Z]+-?\d+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$")


def identifiers() -> list[str]:
    """Every identifier that the design gives."""
    dashed = {"ORG", "CH", "CP", "TR", "EV", "LE", "CI", "WB"}
    listed = [
        f"{name}-{number}" if name in dashed else f"{name}{number}"
        for name, last in SERIES.items()
        for number in range(1, last + 1)
    ]
    return listed + [f"U{number}" for number in EXPERIENCE]


def rows() -> dict[str, tuple[str, str]]:
    """Identifier, with where it is built and its tests."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        if match:
            assert match[1] not in found, f"{match[1]} has two rows"
            found[match[1]] = (match[3].strip(), match[4].strip())
    return found


def test_every_identifier_has_its_row():
    assert sorted(set(identifiers()) - set(rows())) == []
    assert sorted(set(rows()) - set(identifiers())) == []


@pytest.mark.parametrize("identifier", identifiers())
def test_row_is_true(identifier):
    where, tests = rows()[identifier]
    if where == NOT_YET:
        assert tests == "", "what is not built has no test"
        return
    places, named = re.findall(r"`([^`]+)`", where), re.findall(r"`([^`]+)`", tests)
    assert places, "say where it is built"
    assert named, "name the test that shows it"
    for place in places:
        assert (ROOT / place).exists(), place
    for test in named:
        path, _, name = test.partition("::")
        assert name in named_in(ROOT / path), test


@pytest.mark.parametrize("identifier", [each for each in identifiers() if re.match(r"CI-|D\d|M\d", each)])
def test_every_rule_of_the_support_is_named_by_a_test_that_shows_it(identifier):
    """So that one search finds rule, code and test. `CI-2 to CI-4` names the two at its ends."""
    where, tests = rows()[identifier]
    if where == NOT_YET:
        return
    files = {path.partition("::")[0] for path in re.findall(r"`([^`]+)`", tests)}
    said = "\n".join((ROOT / each).read_text(encoding="utf-8") for each in files)
    assert re.search(rf"\b{identifier}\b", said), sorted(files)


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith("test")
    }


def test_identifiers_are_those_of_the_design():
    if not DESIGN.is_dir():
        pytest.skip("the design is kept beside the project and is not here")
    said = "\n".join(path.read_text(encoding="utf-8") for path in DESIGN.glob("*.md"))
    known = {name for name in identifiers() if re.search(rf"\b{name}\b", said)}
    assert known == set(identifiers())
