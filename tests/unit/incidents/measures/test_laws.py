"""What holds of the measures whatever the cases are, and what each definition says in its version (M1 to M8, U12)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.suppression import Quarter, year_to
from network.incidents.rules.measures import (
    Due,
    Measure,
    Period,
    definition_of,
    figures_of,
    incidents_by_therapist,
    list_active,
    staff_by_therapist,
)
from network.incidents.rules.states import State
from tests.unit.incidents.measures.worked import CASES, NOW

LAST = Quarter(2026, 3)
YEAR = Period.of_year_to(LAST)
SOME = st.lists(st.sampled_from([each.facts for each in CASES]), max_size=30, unique_by=lambda case: case.incident_id)


@given(SOME)
def test_quarters_add_up_to_their_year(cases):
    year = figures_of(cases, [], YEAR, [], NOW)
    quarters = [figures_of(cases, [], Period.of_quarter(each), [], NOW) for each in year_to(LAST)]

    assert year.referrals == sum(each.referrals for each in quarters)
    assert year.lengths.sessions == sum(each.lengths.sessions for each in quarters)
    assert year.lengths.supports == sum(sum(each.exits.values()) for each in quarters)
    for due in Due:
        assert year.on_time[due].due == sum(each.on_time[due].due for each in quarters)


@given(SOME)
def test_every_referral_stands_somehow_to_every_limit(cases):
    figures = figures_of(cases, [], YEAR, [], NOW)

    for each in figures.on_time.values():
        assert each.in_time + each.late + each.not_yet_due + each.closed_before == figures.referrals


@given(SOME)
def test_what_was_opened_by_mistake_counts_in_nothing(cases):
    mistaken = [replace(case, state=State.MISTAKEN) for case in cases]

    assert figures_of(mistaken, [], YEAR, [LAST.last_day], NOW) == figures_of([], [], YEAR, [LAST.last_day], NOW)


@given(SOME)
def test_what_is_open_now_was_opened_and_not_closed_since(cases):
    today = NOW.date()

    assert list_active(cases, [today])[today] == sum(case.is_counted and case.closed_at is None for case in cases)


def test_several_referrals_of_one_incident_are_several_people_and_one_incident():
    cases = [each.facts for each in CASES if each.row["case"] in {"1", "2"}]
    therapist_id = cases[0].sessions[0].therapist_id
    together = [replace(case, incident_id=cases[0].incident_id) for case in cases]

    assert staff_by_therapist(together, YEAR) == {therapist_id: 2}
    assert incidents_by_therapist(together, YEAR) == {therapist_id: 1}
    assert incidents_by_therapist(cases, YEAR) == {therapist_id: 2}


def test_a_share_is_never_rounded_up():
    figures = figures_of([each.facts for each in CASES], [], YEAR, [], NOW)

    assert figures.on_time[Due.MEETING_TARGET].percent == 53  # 95 of 179, which is 53.07
    assert figures.on_time[Due.MEETING_LIMIT].percent == 86  # 145 of 168, which is 86.3
    assert figures.lengths.average == 3.2  # 506 sessions of 159 people, which is 3.18


def test_of_nothing_there_is_no_share_and_no_average():
    figures = figures_of([], [], YEAR, [], NOW)

    assert (figures.on_time[Due.MEETING_TARGET].percent, figures.lengths.average) == (None, None)


@pytest.mark.parametrize("measure", Measure)
def test_another_text_is_another_version(measure):
    definition = definition_of(measure)

    said = sha256(f"{definition.title}\n{definition.text}".encode()).hexdigest()[:12]
    assert (definition.version, said) == SAID[measure]


SAID = {
    Measure.M1: (1, "f040073196cc"),
    Measure.M2: (1, "b5acf7155845"),
    Measure.M3: (1, "b79b95aa9573"),
    Measure.M4: (1, "221804e618d7"),
    Measure.M5: (1, "42bdf8203fad"),
    Measure.D1: (1, "f5943d3c519c"),
    Measure.D3: (1, "d7c362bd9886"),
    Measure.M6: (1, "c4e156ab4c96"),
    Measure.M7: (1, "dd6c7dd3af38"),
    Measure.M8: (1, "e805fb4e7cd5"),
    Measure.DESKS: (1, "52bd5f3b8aaf"),
    Measure.LATE: (1, "601422acdb42"),
    Measure.TALKS: (1, "837102931d5e"),
}
"""The version of each definition, and what it says in it: whoever changes one changes both."""
