"""The states of a referral: what leads where, who holds it, what the manager sees (CI-20, D10)."""

import re
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

# One row a state and what can be done from it, with where it leads; every other step is refused.
TABLE = """
draft           submit submitted; ask_for_oneself submitted
submitted       pass_to_provider with_provider; send_back sent_back; redirect redirected; READ submitted; CALL_OFF
sent_back       pass_to_provider with_provider; send_again submitted; redirect redirected; READ sent_back; CALL_OFF
with_provider   name_therapist allocated; hand_back submitted; CALL_OFF
allocated       name_therapist allocated; hand_back submitted; book_first_meeting meeting_booked; \
                close_early closed; CALL_OFF
meeting_booked  name_therapist allocated; hand_back submitted; book_first_meeting meeting_booked; \
                miss_first_meeting allocated; begin_support under_way; close_early closed; CALL_OFF
under_way       name_therapist under_way; end_support ended; close_early ended; decline ended
ended           reopen under_way
withdrawn       reopen submitted
declined        change_mind submitted
redirected      reopen submitted
mistaken        reopen submitted
closed          reopen submitted
""".replace("CALL_OFF", "withdraw withdrawn; decline declined; mark_mistaken mistaken")
for place in ("submitted", "sent_back"):
    stays = f"go_ahead {place}; do_not_wait {place}; let_through {place}"
    TABLE = TABLE.replace(f"READ {place}", stays)
OF_THE_MANAGER = ("hand_over", "name_manager", "name_nobody")
for place in ("submitted", "sent_back", "with_provider", "allocated", "meeting_booked", "under_way", "ended"):
    stays = "; ".join(f"{step} {place}" for step in OF_THE_MANAGER)
    TABLE = re.sub(rf"^({place} +)", rf"\1{stays}; ", TABLE, flags=re.MULTILINE)
ROWS = {
    state: dict(cell.split() for cell in cells.split(";"))
    for state, cells in (line.split(maxsplit=1) for line in TABLE.strip().splitlines())
}
MOVING = sorted(set(Step) - {Step.REOPEN, Step.CHANGE_MIND, *map(Step, OF_THE_MANAGER)})
"""Who manages the person changes after the end too, and opens nothing."""
CELLS = [(state, step, ROWS[state].get(step, ".")) for state in State for step in Step]


def test_the_table_has_every_state_and_step():
    assert set(ROWS) == set(State)
    assert {step for cells in ROWS.values() for step in cells} == set(Step)


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
        (State.SENT_BACK, Holder.MANAGER, "received"),
        (State.REDIRECTED, Holder.NOBODY, "ended"),
        (State.MISTAKEN, Holder.NOBODY, "ended"),
        (State.CLOSED, Holder.NOBODY, "ended"),
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


@given(st.lists(st.sampled_from(Step), max_size=60))
def test_what_had_begun_is_never_called_off(steps):
    """Figures tell what ended from what never began (M4, M8): once there was a session, it ends."""
    states = walk(State.DRAFT, steps)

    if State.UNDER_WAY in states:
        assert set(states[states.index(State.UNDER_WAY) :]) <= {State.UNDER_WAY, State.ENDED}


@given(st.sampled_from(State), st.lists(st.sampled_from(MOVING), max_size=60))
def test_what_is_closed_stays_closed_until_it_is_opened_again(start, steps):
    closed = [state for state in walk(start, steps) if is_closed(state)]

    assert len(closed) <= 1


@given(st.lists(st.sampled_from(Step), max_size=60))
def test_a_submitted_referral_is_never_a_draft_again(steps):
    assert State.DRAFT not in walk(State.DRAFT, steps)[1:]
