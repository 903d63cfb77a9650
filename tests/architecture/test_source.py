"""The house rules that are about the text of the code: where things may be said, and how much of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "network").rglob("*.py"))
FEATURES = {"organisations", "accounts", "charter", "training", "champions", "incidents", "events", "reports"}
FEATURES |= {"directory", "governance", "joining", "passport", "tailoring"}
SHARED_MODELS = {"network.organisations.models", "network.organisations.vocabulary", "network.accounts.models"}
SHARED_MODELS |= {"network.training.vocabulary"}  # words alone, for pure rules, which cannot know `public`
LONGEST = 300
LONG_FOR_A_REASON: dict[str, str] = {}
"""Files past `LONGEST` lines, with why. One that no longer needs its place here fails."""


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_files_are_read_in_one_sitting():
    long = {name_of(path) for path in SOURCES if lines_of(path) > LONGEST}
    assert sorted(long - set(LONG_FOR_A_REASON)) == []
    assert sorted(set(LONG_FOR_A_REASON) - long) == [], "an exemption that is no longer needed"


@pytest.mark.parametrize(
    ("pattern", "only_in"),
    [
        (r"session\.commit\(|\.commit\(\)", {"network/core/commit.py"}),
        (r"datetime\.now\(|date\.today\(|utcnow\(", {"network/core/clock.py"}),
        (r"import .*\bcurrent_user\b", {"network/accounts"}),
        (
            r"from flask import .*\b(session|g)\b",
            {"network/accounts", "network/core/request.py", "network/core/forms.py", "network/core/headers.py"},
        ),
        (r"\bos\.environ\b", {"network/cli", "network/settings.py"}),
        (r"smtplib", {"network/core/mail.py"}),
        # Past the engine nobody is asked for whom a statement is, and PostgreSQL may still work for somebody else.
        (r"driver_connection|raw_connection|\.cursor\(", {"network/core/database.py"}),
    ],
)
def test_said_in_one_place(pattern, only_in):
    found = {name_of(path) for path in SOURCES if re.search(pattern, path.read_text(encoding="utf-8"))}
    strays = {name for name in found if not any(name == place or name.startswith(place + "/") for place in only_in)}
    assert sorted(strays) == []
    assert found, "the rule looks for something that is nowhere: it cannot fail"


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def test_a_feature_is_entered_through_its_public_face():
    wrong = []
    for path in SOURCES:
        feature = path.relative_to(ROOT / "network").parts[0]
        for imported in imports(path):
            parts = imported.split(".")
            if parts[0] != "network" or len(parts) < 3 or parts[1] not in FEATURES or parts[1] == feature:
                continue
            module = ".".join(parts[:3])
            allowed = parts[2] in {"public", "feature"} or module in SHARED_MODELS
            if not allowed and feature not in {"cli", "app.py", "demonstration"}:
                wrong.append(f"{name_of(path)} reaches into {module}")
    assert sorted(set(wrong)) == []


def test_no_imports_inside_functions():
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [name_of(path) for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
    assert wrong == []


def test_rooms_have_names():
    vague = {"utils", "helpers", "common", "misc", "manager"}
    assert [name_of(path) for path in SOURCES if path.stem in vague or path.parent.name in vague] == []


def test_views_are_short():
    long = []
    for path in SOURCES:
        if path.name not in {"pages.py", "api.py"} and path.parent.name not in {"pages", "api"}:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(
                "route" in d or ".get(" in d or ".post(" in d for d in map(ast.unparse, node.decorator_list)
            ):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                if length > 15:
                    long.append(f"{name_of(path)}: {node.name} has {length} lines")
    assert long == []


def test_public_functions_say_what_they_mean():
    silent = []
    for path in SOURCES:
        if path.stem not in {"public", "service", "queries", "rules"} and path.parent.name not in {
            "service",
            "queries",
            "rules",
        }:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{name_of(path)}: {node.name}")
    assert silent == []
