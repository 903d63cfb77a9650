"""The benchmark's own arithmetic: what it says of numbers that are known."""

from __future__ import annotations

import json

import pytest

from bench.__main__ import main
from bench.arithmetic import Series, at_least, at_most, how_often_longer, in_turn, ratio
from bench.findings import Finding, Verdict, table
from bench.sizes import SIZES, Scale


@pytest.mark.parametrize(
    ("values", "median", "quartiles"),
    [
        ((4.0,), 4.0, (4.0, 4.0)),
        ((1.0, 3.0), 2.0, (1.5, 2.5)),
        ((5.0, 1.0, 2.0, 4.0, 3.0), 3.0, (2.0, 4.0)),
        ((1.0, 1.0, 1.0, 1000.0), 1.0, (1.0, 250.75)),
    ],
)
def test_medians_and_quartiles(values, median, quartiles):
    series = Series(values)
    assert series.median == median
    assert series.quartiles == quartiles


def test_nothing_measured_is_no_measure():
    with pytest.raises(ValueError, match="Nothing was measured"):
        Series(())


def test_a_ratio_is_of_medians_and_does_not_mind_one_that_was_disturbed():
    assert ratio(Series((10.0, 12.0, 500.0)), Series((4.0, 4.0, 90.0))) == 3.0
    assert Series((10.0, 20.0)).per(10).values == (1.0, 2.0)


@pytest.mark.parametrize(
    ("goal", "figure", "is_met"),
    [
        (at_most(4), 4.0, True),
        (at_most(4), 4.01, False),
        (at_least(0.3), 0.3, True),
        (at_least(0.3), 0.29, False),
        (at_least(0.3), 5.0, True),
    ],
)
def test_a_limit_belongs_to_what_it_allows(goal, figure, is_met):
    assert goal.is_met(figure) is is_met


def test_works_take_turns_and_the_first_round_is_forgotten():
    calls: list[str] = []

    def one() -> float:
        calls.append("A")
        return float(len(calls))

    def several() -> list[float]:
        calls.append("B")
        return [1.0, 2.0]

    first, second = in_turn(2, one, several)
    assert "".join(calls) == "ABABAB"
    assert first.values == (3.0, 5.0)
    assert second.values == (1.0, 2.0, 1.0, 2.0)


def finding(floor: float, product: float) -> Finding:
    return Finding.against(
        "P1", "a page", "sqlite", floor=Series((floor,)), product=Series((product,)), goal=at_most(4)
    )


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (finding(1, 4), Verdict.MET),
        (finding(1, 5), Verdict.MISSED),
        (Finding.absolute("P7", "a page", "sqlite", "kB", Series((61.0,)), at_most(60)), Verdict.MISSED),
        (Finding.absolute("P7", "a page", "sqlite", "kB", Series((61.0,)), None), Verdict.NOTED),
        (Finding("P9", "something", "sqlite"), Verdict.NOT_BUILT),
    ],
)
def test_verdicts(found, verdict):
    assert found.verdict is verdict
    assert verdict.value in table([found])
    assert json.loads(json.dumps(found.as_json()))["verdict"] == verdict.value


def test_what_is_not_built_is_never_met_nor_missed():
    said = Finding("P9", "something", "sqlite").as_json()
    assert (said["figure"], said["goal"], said["product"]) == (None, None, None)


@pytest.mark.parametrize(("factor", "completions"), [(0.1, 30_000), (1, 300_000), (10, 3_000_000)])
def test_sizes_are_the_designs(factor, completions):
    assert Scale(factor).completions == completions


def test_the_default_size_grows_as_the_goals_say():
    plan = SIZES["1x"]
    assert [scale.name for scale in plan.scales] == ["0.1x", "1x", "10x"]
    assert (plan.small.completions, plan.large.completions) == (30_000, 3_000_000)


def test_an_unknown_size_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--size", "7x"])
    assert "--size" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [((1, 2), (3, 4), 0.0), ((3, 4), (1, 2), 1.0), ((1, 2), (1, 2), 0.5), ((5,), (5,), 0.5), ((1, 4), (2, 3), 0.5)],
)
def test_how_often_longer(first, second, share):
    assert how_often_longer(Series(first), Series(second)) == share
