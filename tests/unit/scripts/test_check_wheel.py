"""A wheel without its assets, templates or migrations is refused."""

import zipfile
from pathlib import Path

import pytest

from scripts.check_wheel import faults

NEEDED = [
    "network/app.py",
    "network/ui/static/built/app.css",
    "network/ui/templates/ui/base.html",
    "network/charter/certificate.typ",
    "migrations/env.py",
    "migrations/versions/0001_begin.py",
]
LEFT_OUT = ["network/ui/assets/build.mjs", "network/__pycache__/app.pyc", "network/ui/static/built/.built"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name in NEEDED + LEFT_OUT:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def wheel_of(names: list[str], folder: Path) -> Path:
    path = folder / "network-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return path


def test_complete_wheel(root: Path, tmp_path: Path) -> None:
    assert faults(wheel_of(NEEDED, tmp_path), root) == []


@pytest.mark.parametrize("missing", NEEDED)
def test_wheel_that_lacks_a_file(root: Path, tmp_path: Path, missing: str) -> None:
    found = faults(wheel_of([name for name in NEEDED if name != missing], tmp_path), root)
    assert f"network-1-py3-none-any.whl lacks {missing}" in found[0]


def test_wheel_made_before_the_assets(root: Path, tmp_path: Path) -> None:
    (root / "network/ui/static/built/app.css").unlink()
    names = [name for name in NEEDED if not name.endswith(".css")]
    assert "has no style sheet" in faults(wheel_of(names, tmp_path), root)[0]
