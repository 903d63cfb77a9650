"""No reader of all that is published of cases works out a hidden count, quarter after quarter (B17, M1 to M8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from network.core.suppression import Figure, Published, Quarter, clusters, keeper, publish, quarter_of
from network.incidents.rules.measures import CaseFacts, Measure
from network.incidents.rules.measures.keeping import as_text, from_text
from network.incidents.rules.measures.published import count, last_settled, plan, protect, relations
from tests.support.attacking_reader import AttackingReader
from tests.unit.incidents.measures.worked import CASES, NOW, at, rows

QUARTERS = [Quarter(2025, 4), Quarter(2026, 1), Quarter(2026, 2), Quarter(2026, 3)]
STAFF = {"north": 900, "south": 400, "alba": 120, "dale": 60, "glen": 70, "moor": 0}
GROUPS = [at(row["held"]) for row in rows("group_sessions.csv")]
Cases = Mapping[str, Sequence[CaseFacts]]


def of_organisation(name: str, every: int = 1) -> list[CaseFacts]:
    return [each.facts for each in CASES if each.row["organisation"] == name][::every]


NETWORKS: dict[str, Cases] = {
    "as worked": {name: of_organisation(name) for name in ("north", "south", "alba")},
    "with small ones": {
        **{name: of_organisation(name) for name in ("north", "south")},
        "alba": of_organisation("alba", 3),
        "dale": of_organisation("alba", 7),
        "glen": of_organisation("south", 9),
    },
    "thinly": {name: of_organisation(name, 6) for name in ("north", "south", "alba")},
    "one of many and one of none": {"north": of_organisation("north"), "south": []},
}


GROWING = [STAFF, {**STAFF, "dale": 110}, {**STAFF, "dale": 110, "moor": 40}, {**STAFF, "alba": 90, "moor": 40}]
"""How many staff there are, quarter by quarter: who is counted with whom changes."""


def published(cases: Cases, staff: Sequence[Mapping[str, int]] = (STAFF,) * 4):
    """Everything said, quarter after quarter, as the job does it; and what each figure means."""
    everything, together, meanings = Published(), [], {}
    for quarter, sizes in zip(QUARTERS, staff, strict=True):
        former, together = together, clusters({name: sizes[name] for name in cases}, together)
        counted = {name: cases[name] for cluster in together for name in cluster}
        new = count(counted, GROUPS, quarter, everything.counts, NOW)
        known = {**everything.counts, **new}
        planned = plan(quarter, together, known, everything.said)
        meanings |= {each.figure: each for each in planned}
        figures, safe = [each.figure for each in planned], protect(quarter, together, former)
        everything = publish(new, figures, relations(known, quarter), everything, safe)
        assert from_text(as_text(everything, together)) == (everything, together)
        everything, together = from_text(as_text(everything, together))
    return everything, meanings


def narrowest(everything: Published) -> Figure | None:
    """The figure that the reader finds out, of those that are hidden or should be."""
    reader = AttackingReader(everything.said, everything.relations)
    wanted = [
        figure
        for figure, shown in everything.said.items()
        if shown.is_hidden or 1 <= sum(everything.counts[cell] for cell in figure.cells) <= 7
    ]
    assert wanted
    return reader.narrowest(wanted)[1]


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("staff", [(STAFF,) * 4, GROWING], ids=["steady", "growing"])
def test_the_attacking_reader_finds_nothing_out(network, staff):
    assert narrowest(published(NETWORKS[network], staff)[0]) is None


def test_the_attacking_reader_finds_out_where_nothing_is_hidden_for_the_sake_of_another(monkeypatch):
    monkeypatch.setattr(keeper, "NARROWEST", 0)
    assert narrowest(published(NETWORKS["with small ones"])[0]) is not None


def test_what_is_said_of_the_network_is_what_was_worked_by_hand_rounded_to_five():
    everything, meanings = published(NETWORKS["as worked"])
    totals = {row["period"]: row for row in rows("totals.csv") if row["organisation"] == "all"}
    said = {
        (each.figure.name[-6:], each.is_year): everything.said[each.figure].value
        for each in meanings.values()
        if each.measure is Measure.M1 and not each.subject
    }

    assert said == {
        ("2025-4", False): 75,  # 76
        ("2026-1", False): 65,  # 65
        ("2026-2", False): 35,  # 36
        ("2026-3", False): 10,  # 11
        ("2026-3", True): 190,  # 188
    }
    assert [totals[period]["referrals"] for period in totals if "Q4" not in period or "2025" in period] == [
        "76",
        "65",
        "36",
        "11",
        "188",
    ]


def test_nothing_is_published_by_therapist_and_nothing_is_broken_down_twice():
    _, meanings = published(NETWORKS["with small ones"])

    assert {each.measure for each in meanings.values()} == {
        Measure.M1,
        Measure.M3,
        Measure.M4,
        Measure.M5,
        Measure.D1,
        Measure.D3,
        Measure.M6,
        Measure.M8,
    }
    assert [each for each in meanings.values() if each.subject and each.part] == []


def test_an_organisation_with_few_staff_has_no_figure_of_its_own():
    _, meanings = published(NETWORKS["with small ones"])

    assert {each.subject for each in meanings.values()} == {(), ("north",), ("south",), ("alba",), ("dale", "glen")}


def test_a_year_of_who_left_a_cluster_is_not_said_until_they_stood_alone_for_one():
    _, meanings = published(NETWORKS["with small ones"], GROWING)

    years = {each.subject for each in meanings.values() if each.is_year and each.subject}
    assert years == {("north",), ("south",)}


def test_who_is_too_few_and_alone_is_in_no_figure():
    cases = {"north": of_organisation("north"), "south": of_organisation("south"), "moor": of_organisation("alba")}
    everything, _ = published(cases)

    assert "moor" not in {cell.subject for cell in everything.counts}


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-10-14", Quarter(2026, 2)),
        ("2026-10-15", Quarter(2026, 3)),
        ("2026-12-31", Quarter(2026, 3)),
        ("2027-01-14", Quarter(2026, 3)),
        ("2027-01-15", Quarter(2026, 4)),
    ],
)
def test_a_quarter_is_published_once_what_was_due_in_it_is(now, last):
    at_noon = datetime.fromisoformat(now).replace(hour=12, tzinfo=UTC)
    assert last_settled(at_noon, quarter_of(at_noon.date())) == last
