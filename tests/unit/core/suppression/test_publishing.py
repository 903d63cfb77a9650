"""What is said of figures, together with all that was said before (`B17`, `M1`, `M5`, `M6`, `M8`)."""

import pytest

from network.core.suppression import (
    UNSAID,
    Cell,
    CutAgain,
    Figure,
    NotProved,
    Published,
    Quarter,
    Relation,
    Shown,
    figure_of,
    publish,
    year_to,
)
from tests.support.case_counts import Counted, figures_of, published

SPRING, SUMMER = Quarter(2026, 1), Quarter(2026, 2)
SMALL = Shown(None, is_small=True)


def cell(part="", subject="a", quarter=SPRING, measure="referrals"):
    return Cell(subject, measure, part, quarter)


def split(**parts):
    """A whole and its parts in one quarter, and what is said of each."""
    cells = {part: cell(part) for part in parts}
    whole = Figure("whole", tuple(cells.values()))
    figures = [whole, *(Figure(part, (each,), whole) for part, each in cells.items())]
    said = publish({each: parts[part] for part, each in cells.items()}, figures).said
    return {figure.name: shown for figure, shown in said.items()}


def test_each_figure_alone_is_said_by_the_first_rule():
    counts = {cell(subject=name): count for name, count in {"a": 0, "b": 3, "c": 8, "d": 41}.items()}
    figures = [Figure(each.subject, (each,)) for each in counts]
    said = publish(counts, figures).said
    assert {figure.name: shown for figure, shown in said.items()} == {
        "a": Shown(0),
        "b": SMALL,
        "c": Shown(10),
        "d": Shown(40),
    }


def test_forty_of_forty_two_would_tell_of_two():
    said = split(in_time=40, late=2)
    assert said["whole"] == Shown(40)
    assert said["in_time"].is_hidden
    assert said["late"].is_hidden


def test_forty_of_forty_two_is_said_where_nobody_names_the_two_and_that_is_why_they_are_named():
    counts = {cell("in time"): 40, cell("late"): 2}
    whole, in_time = Figure("whole", tuple(counts)), Figure("in time", (cell("in time"),))
    assert publish(counts, [whole, in_time]).said == {whole: Shown(40), in_time: Shown(40)}


def test_a_part_that_rounding_covers_leaves_the_others_to_be_said():
    assert split(in_time=41, late=2) == {"whole": Shown(45), "in_time": Shown(40), "late": SMALL}


def test_nobody_late_is_said():
    assert split(in_time=42, late=0) == {"whole": Shown(40), "in_time": Shown(40), "late": Shown(0)}


def test_the_parts_of_what_is_hidden_are_hidden_even_nobody():
    assert split(recovered=3, left=0) == {"whole": SMALL, "recovered": UNSAID, "left": UNSAID}


def test_all_but_one_part_at_nobody_hides_neither_the_whole_nor_that_part():
    assert split(recovered=12, left=0, other=0) == {
        "whole": Shown(10),
        "recovered": Shown(10),
        "left": Shown(0),
        "other": Shown(0),
    }


def test_the_network_without_those_that_are_shown_does_not_tell_of_the_one_that_is_hidden():
    counts = {cell(subject="large"): 22, cell(subject="small"): 1}
    everybody = Figure("network", tuple(counts))
    each = [Figure(one.subject, (one,)) for one in counts]
    said = publish(counts, [everybody, *each]).said
    # 25 and 20 would leave 1 to 9, and that is wide enough.
    assert [said[figure] for figure in (everybody, *each)] == [Shown(25), Shown(20), SMALL]
    counts[cell(subject="large")] = 21
    said = publish(counts, [everybody, *each]).said
    # 20 and 20 would leave 1 to 4: the less important is not said.
    assert [said[figure] for figure in (everybody, *each)] == [Shown(20), UNSAID, SMALL]


def quarters_of(*counts):
    quarters = [SPRING.after(number) for number in range(len(counts))]
    return {cell(quarter=quarter): count for quarter, count in zip(quarters, counts, strict=True)}, quarters


def test_a_year_of_small_quarters_is_said():
    counts, quarters = quarters_of(3, 4, 2, 3)
    figures = [figure_of(f"{quarter}", ["a"], "referrals", [quarter]) for quarter in quarters]
    year = figure_of("year", ["a"], "referrals", year_to(quarters[-1]))
    said = publish(counts, [year, *figures]).said
    assert said[year] == Shown(10)
    assert all(said[each] == SMALL for each in figures)


def test_a_later_year_is_not_said_where_it_would_give_away_an_earlier_quarter():
    # 18 to 22 in the second year, of whom 8 to 12 in its last quarter, would leave 6 or 7 for the second quarter.
    counts, quarters = quarters_of(1, 7, 0, 0, 12)
    everything = Published()
    for number, quarter in enumerate(quarters, start=1):
        new = dict(list(counts.items())[number - 1 : number])
        figures = [figure_of(f"quarter {number}", ["a"], "referrals", [quarter])]
        if number >= 4:
            figures.insert(0, figure_of(f"year {number}", ["a"], "referrals", year_to(quarter)))
        before = dict(everything.said)
        everything = publish(new, figures, earlier=everything)
        assert before.items() <= everything.said.items()
    said = {figure.name: shown for figure, shown in everything.said.items()}
    assert said["year 4"] == Shown(10)
    assert [said[f"quarter {number}"] for number in (1, 2, 3, 4)] == [SMALL, SMALL, Shown(0), Shown(0)]
    assert said["year 5"] == Shown(20)
    assert said["quarter 5"] == UNSAID


def test_a_figure_that_is_never_shown_is_protected():
    counts = {cell(subject="a"): 21, cell(subject="b"): 22}
    both, one, other = Figure("a and b", tuple(counts)), Figure("a", (cell(),)), Figure("b", (cell(subject="b"),))
    said = publish(counts, [both, one], never=[other]).said
    assert said[other] == UNSAID
    assert said[both] == Shown(45)
    # 43 to 47, less 18 to 22, leaves 21 to 29 for the other.
    assert said[one] == Shown(20)
    counts[cell(subject="b")] = 0
    said = publish(counts, [both, one], never=[other]).said
    # 20 and 20 would leave 0 to 4.
    assert [said[each] for each in (both, one, other)] == [Shown(20), UNSAID, UNSAID]


def test_what_was_published_is_passed_over():
    counts = {cell(): 20}
    figure = Figure("a", (cell(),))
    first = publish(counts, [figure])
    assert publish({}, [figure], earlier=first).said == first.said


def test_what_was_published_is_not_cut_again():
    counts, quarters = quarters_of(20, 20)
    year = figure_of("both quarters", ["a"], "referrals", quarters)
    first = publish(counts, [year])
    with pytest.raises(CutAgain, match="the second alone"):
        publish(counts, [figure_of("the second alone", ["a"], "referrals", quarters[1:])], earlier=first)


def test_what_was_said_must_still_be_true():
    first = publish({cell(): 20}, [Figure("a", (cell(),))])
    with pytest.raises(ValueError, match="counts have changed"):
        publish({cell(): 30}, [], earlier=first)


def test_sides_that_are_not_equal_are_refused():
    with pytest.raises(ValueError, match="not equal"):
        publish({cell(): 20, cell("x"): 19}, [], [Relation((cell(),), (cell("x"),))])


def test_a_part_without_its_whole_is_refused():
    whole = Figure("whole", (cell(), cell("x")))
    with pytest.raises(ValueError, match="part of"):
        publish({cell(): 20, cell("x"): 19}, [Figure("part", (cell(),), whole)])


@pytest.mark.parametrize("cells", [(), (cell(), cell())])
def test_a_figure_is_a_sum_of_cells_each_of_them_once(cells):
    with pytest.raises(ValueError, match="sum of cells"):
        Figure("odd", cells)


def test_nothing_new_is_said_where_the_old_is_given_away_already():
    hidden, above = Figure("hidden", (cell(),)), Figure("above", (cell(), cell("x")))
    given_away = Published({hidden: SMALL, above: Shown(0)}, {cell(): 1, cell("x"): 0})
    with pytest.raises(NotProved, match="hidden"):
        publish({cell(quarter=SUMMER): 30}, [Figure("new", (cell(quarter=SUMMER),))], earlier=given_away)


def test_what_is_proved_no_more_is_proved_anew():
    _, quarters = quarters_of(3, 20)
    first = publish({cell(): 3}, [Figure("a", (cell(),))])
    both = figure_of("both quarters", ["a"], "referrals", quarters)
    beyond = Published(first.said, first.counts, (), ({cell(): 90}, {cell(): -3}))
    proof = publish({cell(quarter=SUMMER): 20}, [both], earlier=beyond).proof
    could_be = {3, *(3 + past.get(cell(), 0) for past in proof)}
    assert could_be <= set(range(1, 8))
    assert max(could_be) - min(could_be) >= 5


SUBJECTS = {
    "a": [Counted((2, 1, 0), 1, (1, 1, 0), 1, 9), Counted((9, 2, 3), 3, (2, 0, 4), 2, 14)] * 2,
    "b": [Counted((0, 3, 1), 0, (3, 0, 0), 2, 6), Counted((1, 0, 0), 1, (0, 1, 1), 0, 30)] * 2,
}


def test_the_same_counts_are_published_alike():
    measures = ("referrals", "meeting", "closures", "active")
    assert published(SUBJECTS, measures)[0] == published(SUBJECTS, measures)[0]


def test_the_counts_of_a_network_are_mostly_said():
    everything, counts = published(SUBJECTS, ("referrals", "sessions"))
    large = [figure for figure in everything.said if sum(counts[each] for each in figure.cells) >= 8]
    shown = [figure for figure in large if not everything.said[figure].is_hidden]
    assert len(shown) >= 0.8 * len(large)
    assert {each.name for each in figures_of(["a"], SPRING, ["referrals"])} == {
        "the network, referrals , quarter to 2026-1",
        "a, referrals , quarter to 2026-1",
    }
