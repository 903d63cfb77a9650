"""The registers as published, every row of them."""

import os
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from network.organisations.registers.plan import plan
from network.organisations.registers.reading import RegisterReading, read_register
from network.organisations.vocabulary import Nation, Scheme

REAL_DATA = Path(os.environ.get("NETWORK_REAL_DATA") or Path(__file__).parents[3] / ".." / "shared" / "data")
pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason="the real data is not here: set NETWORK_REAL_DATA to its folder"
)
FILES = {
    "local_authorities_current": ("councils", 397),
    "nhs_icbs": ("nhs", 42),
    "nhs_trusts": ("nhs", 242),
    "police_forces": ("police", 44),
    "schools_leicestershire_llr": ("schools", 452),
    "schools_somerset_by_postcode": ("schools", 295),
}


def read(name: str) -> RegisterReading:
    with (REAL_DATA / "registers" / f"{name}.csv").open("rb") as stream:
        return read_register(stream, today=date(2026, 11, 22))


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_taken(name: str) -> None:
    register, rows = FILES[name]

    assert plan(read(name), {}).report() == {
        "register": register,
        "added": rows,
        "updated": 0,
        "unchanged": 0,
        "refused": [],
    }


@pytest.mark.parametrize("name", FILES)
def test_every_name_reads_as_a_name(name: str) -> None:
    for row in read(name).rows:
        published = " ".join(row.published_name.split())
        assert row.name.upper() == published.upper()
        if published.isupper():
            assert not row.name.isupper()
            assert not re.search(r"['’]S\b| (And|Of|The|Upon|On|For|With)\b|\bNhs\b", row.name), row.name
        else:
            assert row.name == published.replace("Cofe", "CofE")


def test_one_town_has_one_spelling() -> None:
    towns = {row.town for name in FILES for row in read(name).rows}

    assert {"Castle Cary", "Ashby-de-la-Zouch", "Stoke-sub-Hamdon"} <= towns
    assert max(Counter(town.casefold() for town in towns).values()) == 1
    assert "Should be blank" not in towns


def test_the_nations_are_those_of_the_registers() -> None:
    councils = Counter(row.nation for row in read("local_authorities_current").rows)
    assert councils == {
        Nation.ENGLAND: 332,
        Nation.SCOTLAND: 32,
        Nation.WALES: 22,
        Nation.NORTHERN_IRELAND: 11,
    }
    welsh = {row.code for row in read("nhs_trusts").rows if row.nation is Nation.WALES}
    assert welsh == {"RT4", "RYT", "7A7"}
    forces = Counter(row.nation for row in read("police_forces").rows)
    assert forces == {Nation.ENGLAND: 39, Nation.WALES: 4, Nation.NORTHERN_IRELAND: 1}


def test_only_northern_irelands_police_go_without_a_gss_code() -> None:
    forces = read("police_forces").rows

    assert [row.identity for row in forces if row.scheme is not Scheme.GSS] == [(Scheme.POLICE, "northern-ireland")]
    assert {row.other_code for row in forces} >= {"avon-and-somerset", "leicestershire"}
    assert {row.short_name for row in forces if row.code == "E23000034"} == {"City of London"}


def test_schools_that_share_a_name_stay_apart() -> None:
    schools = read("schools_leicestershire_llr").rows
    names = Counter(row.name for row in schools)

    (shared,) = [name for name, count in names.items() if count > 1]
    assert shared == "Sacred Heart Catholic Voluntary Academy"
    assert len({row.code for row in schools if row.name == shared}) == 2


def test_the_councils_whose_code_changed_say_so() -> None:
    changed = [row for row in read("local_authorities_current").rows if row.former]

    assert len(changed) == 12
    assert {row.former for row in changed if row.short_name == "Gateshead"} == {((Scheme.GSS, "E08000020"),)}


def test_all_six_files_are_read_and_planned_quickly() -> None:
    """1,472 rows; a tenth of a second where this was written, so half leaves room for a busy machine."""
    started = time.process_time()
    for name in FILES:
        plan(read(name), {})

    assert time.process_time() - started < 0.5
