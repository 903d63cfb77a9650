"""Refuse a wheel that lacks a file of the packages: a server has no Node to build it with."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("network", "migrations")
BUILT = "network/ui/static/built/"
# What builds the assets stays at home, and so does what Python leaves behind.
_LEFT_OUT = ("network/ui/assets/",)


def expected_files(root: Path) -> Iterator[str]:
    """Every file of the packages that a server reads, by its name in the wheel."""
    for package in PACKAGES:
        for path in (root / package).rglob("*"):
            name = path.relative_to(root).as_posix()
            is_hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
            if path.is_file() and not is_hidden and not name.startswith(_LEFT_OUT):
                yield name


def faults(wheel: Path, root: Path) -> list[str]:
    """One line for each thing that is wrong with the wheel; none where it can be served from."""
    held = set(zipfile.ZipFile(wheel).namelist())
    missing = sorted(set(expected_files(root)) - held)
    lines = [f"{wheel.name} lacks {name}: see [tool.setuptools.package-data]" for name in missing]
    if not any(name.startswith(BUILT) and name.endswith(".css") for name in held):
        lines.append(f"{wheel.name} has no style sheet under {BUILT}: run `make setup`")
    return lines


if __name__ == "__main__":
    (built_wheel,) = Path(sys.argv[1]).glob("*.whl")
    found = faults(built_wheel, ROOT)
    print("\n".join(found) or f"{built_wheel} is complete", file=sys.stderr if found else sys.stdout)
    sys.exit(bool(found))
