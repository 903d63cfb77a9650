"""The lines of the roll: cut, sorted and added up."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.organisations.vocabulary import Sector
from network.reports.rules.lines import (
    Cut,
    Line,
    Share,
    Sort,
    Step,
    by_sector,
    cut,
    ordered,
    step_with,
    summarise,
    thinnest,
)


def line(name, **changes):
    said = {
        "id": UUID(int=sum(map(ord, name)) * 1000 + len(name)),
        "name": name,
        "sector": Sector.SCHOOL,
        "is_invited": False,
        "has_signed": True,
        "champions": 1,
        "shares": (Share(50, 100), Share(10, 100)),
        "step": Step.WRITE_TO_LEAD,
    }
    return Line(**{**said, **changes})


WELL = line("Ash")
INVITED = line("birch", is_invited=True, has_signed=False, champions=0, shares=())
THIN = line("Cedar", shares=(Share(29, 100), Share(0, 100)), sector=Sector.NHS)
ALONE = line("Dogwood", champions=0)
UNCOUNTED = line("Elm", shares=(Share(7, None), Share(0, None)), has_signed=False)
OUTGROWN = line("Fir", shares=(Share(300, 100), Share(100, 100)), champions=4)
LINES = [UNCOUNTED, OUTGROWN, WELL, INVITED, THIN, ALONE]


@pytest.mark.parametrize(
    ("trained", "workforce", "percent", "is_thin"),
    [
        (0, 100, 0, True),
        (29, 100, 29, True),
        (2999, 10000, 29, True),
        (30, 100, 30, False),
        (99, 100, 99, False),
        (150, 100, 100, False),
        (5, None, None, False),
        (5, 0, None, False),
    ],
)
def test_share(trained, workforce, percent, is_thin):
    share = Share(trained, workforce)
    assert (share.percent, share.is_thin) == (percent, is_thin)


@pytest.mark.parametrize(
    ("has_lead", "is_lead_invited", "step"),
    [
        (True, True, Step.WRITE_TO_LEAD),
        (True, False, Step.WRITE_TO_LEAD),
        (False, True, Step.SEND_AGAIN),
        (False, False, Step.INVITE_LEAD),
    ],
)
def test_step(has_lead, is_lead_invited, step):
    assert step_with(has_lead=has_lead, is_lead_invited=is_lead_invited) is step


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Cut.ALL, LINES),
        (Cut.NOT_SIGNED, [UNCOUNTED, INVITED]),
        (Cut.NO_CHAMPION, [ALONE]),
        (Cut.THIN, [THIN]),
        (Cut.NO_WORKFORCE, [UNCOUNTED]),
    ],
)
def test_cut(which, expected):
    assert cut(LINES, which) == expected


def test_cut_by_sector():
    assert cut(LINES, Cut.ALL, Sector.NHS) == [THIN]
    assert cut(LINES, Cut.NO_CHAMPION, Sector.NHS) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Ash", "birch", "Cedar", "Dogwood", "Elm", "Fir"]),
        ("name", ["Ash", "birch", "Cedar", "Dogwood", "Elm", "Fir"]),
        ("-name", ["Fir", "Elm", "Dogwood", "Cedar", "birch", "Ash"]),
        ("champions", ["birch", "Dogwood", "Ash", "Cedar", "Elm", "Fir"]),
        ("-champions", ["Fir", "Ash", "Cedar", "Elm", "birch", "Dogwood"]),
        ("tier-1", ["Cedar", "Ash", "Dogwood", "Fir", "birch", "Elm"]),
        ("-tier-1", ["Fir", "Ash", "Dogwood", "Cedar", "birch", "Elm"]),
        ("-tier-2", ["Fir", "Ash", "Dogwood", "Cedar", "birch", "Elm"]),
        ("tier-3", ["Ash", "birch", "Cedar", "Dogwood", "Elm", "Fir"]),
        ("--name", ["Ash", "birch", "Cedar", "Dogwood", "Elm", "Fir"]),
        ("tier-0; drop table", ["Ash", "birch", "Cedar", "Dogwood", "Elm", "Fir"]),
    ],
)
def test_ordered(asked, expected):
    assert [each.name for each in ordered(LINES, Sort.read(asked, 2))] == expected


@pytest.mark.parametrize("text", ["name", "-name", "champions", "-champions", "tier-1", "-tier-2"])
def test_a_sort_is_said_as_it_was_read(text):
    assert Sort.read(text, 2).text == text


def test_thinnest_first_and_of_equals_the_larger():
    small = line("Gorse", shares=(Share(29, 100),))
    large = line("Hazel", shares=(Share(290, 1000),))
    assert [each.name for each in thinnest([WELL, small, INVITED, UNCOUNTED, large])] == ["Hazel", "Gorse", "Ash"]


def test_summary_of_the_network():
    total = summarise(LINES, 2)
    assert (total.organisations, total.invited, total.partners) == (6, 1, 5)
    assert (total.champions, total.without_champion, total.with_champion) == (7, 1, 4)
    assert total.without_workforce == 1
    assert total.not_signed == 2
    # Elm said nothing of its workforce; Fir counts for no more than work there.
    assert total.shares == (Share(50 + 29 + 50 + 100, 400), Share(10 + 0 + 10 + 100, 400))


def test_a_summary_of_nobody_knows_no_coverage():
    assert summarise([INVITED], 2).shares == (Share(0, None), Share(0, None))


shares = st.builds(Share, st.integers(0, 500), st.none() | st.integers(0, 400))
lines = st.lists(
    st.builds(
        line,
        st.text("abcdefgh", min_size=1, max_size=6),
        id=st.uuids(),
        sector=st.sampled_from(Sector),
        is_invited=st.booleans(),
        has_signed=st.booleans(),
        champions=st.integers(0, 5),
        shares=st.just(()) | st.tuples(shares, shares),
    ),
    max_size=12,
)


@given(lines)
def test_the_sectors_add_up_to_the_network(made):
    total, sectors = summarise(made, 2), by_sector(made, 2)
    for name in ("organisations", "invited", "not_signed", "champions", "without_champion", "without_workforce"):
        assert sum(getattr(each, name) for each in sectors) == getattr(total, name)
    for place in range(2):
        assert sum(each.shares[place].trained for each in sectors) == total.shares[place].trained
        assert sum(each.shares[place].need or 0 for each in sectors) == (total.shares[place].need or 0)


@given(lines)
def test_a_thin_sector_has_a_thin_partner(made):
    """Whoever follows the link from the list of things to do finds somebody there."""
    for sector in by_sector(made, 2):
        if sector.shares[0].is_thin:
            assert cut(made, Cut.THIN, sector.sector)


@given(lines, st.sampled_from(["name", "-champions", "tier-1", "-tier-2"]))
def test_sorting_loses_and_adds_nobody(made, text):
    assert sorted(each.id for each in ordered(made, Sort.read(text, 2))) == sorted(each.id for each in made)
