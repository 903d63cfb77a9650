"""The states of a referral: what leads where, who holds it, what the manager sees (CI-20, D10)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.core.errors import Conflict
from network.incidents.rules import (
    Holder,
    ManagerView,
    State,
    Step,
    StepNotAllowed,
    holder,
    is_closed,
    manager_view,
    next_state,
    steps_from,
)

# One row a state, one column a step, `.` where the step is refused: written out to be seen whole.
COLUMNS = [
    Step.SUBMIT,
    Step.PASS_TO_PROVIDER,
    Step.NAME_THERAPIST,
    Step.BOOK_FIRST_MEETING,
    Step.BEGIN_SUPPORT,
    Step.END_SUPPORT,
    Step.WITHDRAW,
    Step.DECLINE,
    Step.CHANGE_MIND,
]
TABLE = """
draft           submitted .             .         .              .         .     .         .        .
submitted       .         with_provider .         .              .         .     withdrawn declined .
with_provider   .         .             allocated .              .         .     withdrawn declined .
allocated       .         .             allocated meeting_booked .         .     withdrawn declined .
meeting_booked  .         .             allocated meeting_booked under_way .     withdrawn declined .
under_way       .         .             .         .              .         ended .         ended    .
ended           .         .             .         .              .         .     .         .        .
withdrawn       .         .             .         .              .         .     .         .        .
declined        .         .             .         .              .         .     .         .        submitted
"""
ROWS = {State(row[0]): row[1:] for row in map(str.split, TABLE.strip().splitlines())}
CELLS = [(state, step, ROWS[state][n]) for state in State for n, step in enumerate(COLUMNS)]


def test_the_table_has_every_state_and_step():
    assert set(ROWS) == set(State)
    assert set(COLUMNS) == set(Step)


@pytest.mark.parametrize(("state", "step", "leads_to"), CELLS)
def test_a_step_leads_where_the_table_says(state, step, leads_to):
    if leads_to == ".":
        with pytest.raises(StepNotAllowed) as refused:
            next_state(state, step)
        assert (refused.value.state, refused.value.step) == (state, step)
        assert step not in steps_from(state)
    else:
        assert next_state(state, step) is State(leads_to)
        assert step in steps_from(state)


def test_a_step_from_a_stale_page_is_a_conflict_that_says_what_to_do():
    with pytest.raises(Conflict, match="Open it again"):
        next_state(State.ENDED, Step.SUBMIT)


@pytest.mark.parametrize(
    ("state", "who", "seen"),
    [
        (State.DRAFT, Holder.MANAGER, None),
        (State.SUBMITTED, Holder.LEAD, "received"),
        (State.WITH_PROVIDER, Holder.ALLOCATOR, "with the provider"),
        (State.ALLOCATED, Holder.THERAPIST, "with the provider"),
        (State.MEETING_BOOKED, Holder.THERAPIST, "with the provider"),
        (State.UNDER_WAY, Holder.THERAPIST, "support under way"),
        (State.ENDED, Holder.NOBODY, "ended"),
        (State.WITHDRAWN, Holder.NOBODY, "ended"),
        (State.DECLINED, Holder.NOBODY, "ended"),
    ],
)
def test_who_holds_a_state_and_what_the_manager_sees_of_it(state, who, seen):
    assert holder(state) is who
    assert manager_view(state) == seen
    assert is_closed(state) == (who is Holder.NOBODY)


def test_the_manager_sees_four_states():
    assert set(ManagerView) == {manager_view(state) for state in State} - {None}
    assert len(ManagerView) == 4


def test_the_person_can_say_no_wherever_support_may_still_come():
    assert all(Step.DECLINE in steps_from(state) for state in State if not is_closed(state) and state != "draft")


def walk(state, steps):
    """The states that a run of attempted steps passes through; refused ones change nothing."""
    states = [state]
    for step in steps:
        if step in steps_from(states[-1]):
            states.append(next_state(states[-1], step))
    return states


@given(st.lists(st.sampled_from(Step), max_size=60))
def test_no_run_of_steps_skips_the_lead_or_the_provider(steps):
    states = walk(State.DRAFT, steps)
    order = [State.SUBMITTED, State.WITH_PROVIDER, State.ALLOCATED, State.MEETING_BOOKED, State.UNDER_WAY]

    for earlier, later in product(order, order):
        if order.index(earlier) < order.index(later) and later in states:
            assert earlier in states[: states.index(later)]


@given(st.sampled_from(State), st.lists(st.sampled_from(Step), max_size=60))
def test_support_that_ended_and_referrals_taken_back_stay_so(start, steps):
    states = walk(start, steps)

    for last in (State.ENDED, State.WITHDRAWN):
        if last in states:
            assert states[-1] is last


@given(st.lists(st.sampled_from(Step), max_size=60))
def test_a_submitted_referral_is_never_a_draft_again(steps):
    assert State.DRAFT not in walk(State.DRAFT, steps)[1:]
